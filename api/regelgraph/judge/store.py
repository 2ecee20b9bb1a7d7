"""Keeps decision tables by knowledge fingerprint: read from the cache, made by pySHACL where it has none."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regelgraph.judge.codec import table_from_json, table_to_json
from regelgraph.judge.decision import DecisionTable
from regelgraph.knowledge import cache
from regelgraph.rulebook import Criterion

if TYPE_CHECKING:
    from regelgraph.judge.space import Space
    from regelgraph.knowledge import Knowledge


class Tables:
    """The decision tables of a knowledge. A kept table that is damaged or does not fit is made anew, never trusted."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._name = f"tables-{knowledge.fingerprint}.json"
        kept = cache.read_json(self._name)
        self._kept: dict[str, Any] = kept if isinstance(kept, dict) else {}
        self._tables: dict[str, DecisionTable] = {}
        self._spaces: dict[str, dict[str, Space]] = {}
        self._written = {iri: -1 for iri in self._kept}

    def table(self, criterion: Criterion) -> DecisionTable:
        """The table of a criterion: whole if its classes are finite and few, else with what has been judged so far."""
        known = self._tables.get(criterion.iri)
        if known is None:
            known = self._from_cache(criterion) or self._make(criterion)
            self._tables[criterion.iri] = known
        return known

    def keep(self) -> None:
        """Write the tables to the cache if they have grown; a cache that cannot be written is no error."""
        sizes = {iri: len(table.known) for iri, table in self._tables.items()}
        if all(self._written.get(iri) == size for iri, size in sizes.items()):
            return
        self._kept |= {iri: table_to_json(table) for iri, table in self._tables.items()}
        self._written |= sizes
        cache.write_json(self._name, self._kept)

    def _from_cache(self, criterion: Criterion) -> DecisionTable | None:
        if criterion.iri not in self._kept:
            return None
        try:
            table = table_from_json(criterion, self._kept[criterion.iri])
        except (KeyError, TypeError, ValueError):
            return None
        if tuple(space.fact for space in table.spaces) != criterion.reads:
            return None
        table.validate = lambda *case: self._validator(criterion)(*case)
        self._written[criterion.iri] = len(table.known)
        return table

    def _make(self, criterion: Criterion) -> DecisionTable:
        from regelgraph.judge.spaces import make_spaces  # noqa: PLC0415 - needs rdflib, a warm run does not

        shapes = self._knowledge.shapes_graph()
        if criterion.case_kind not in self._spaces:
            self._spaces[criterion.case_kind] = make_spaces(self._knowledge.rulebook, shapes, criterion.case_kind)
        spaces = self._spaces[criterion.case_kind]
        table = DecisionTable(criterion, tuple(spaces[name] for name in criterion.reads), self._validator(criterion))
        if table.finite:
            table.judge(table.tuples())
        return table

    def _validator(self, criterion: Criterion) -> Any:  # noqa: ANN401 - imported lazily
        from regelgraph.judge.borders import borders_of, parts_of  # noqa: PLC0415
        from regelgraph.judge.spaces import roots_of  # noqa: PLC0415
        from regelgraph.judge.validate import Validator  # noqa: PLC0415

        shapes = self._knowledge.shapes_graph()
        roots = roots_of(criterion)
        leaves = borders_of(shapes, roots).leaves_case
        return Validator(parts_of(shapes, roots), self._knowledge.vocabulary_graph() if leaves else None)

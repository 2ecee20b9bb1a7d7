"""Keeps decision tables by knowledge fingerprint: those kept, or made by pySHACL where there are none."""

from __future__ import annotations

import json
from contextlib import suppress
from threading import RLock
from typing import TYPE_CHECKING, Any, Final

from regelgraph.judge.codec import table_from_json, table_to_json
from regelgraph.judge.decision import DecisionTable
from regelgraph.knowledge.keeping import COMPILERS, code, key_of
from regelgraph.rulebook import Criterion
from regelgraph.terms import QUERIED_FOR_PAIR

if TYPE_CHECKING:
    from regelgraph.judge.pair_rows import Row
    from regelgraph.judge.space import Space
    from regelgraph.knowledge import Knowledge


_TABLES: Final = "tables"
_PAIRS: Final = "pairs"


class Tables:
    """The decision tables of a knowledge. A kept table that is damaged or does not fit is made anew, never trusted.

    Safe among threads: what makes, judges or keeps tables holds one lock; what is known is read without it.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge
        self._lock = RLock()
        self._key = key_of(knowledge.fingerprint, code(*COMPILERS, "judge/*.py"))
        self._kept = self._read(_TABLES)
        self._tables: dict[str, DecisionTable] = {}
        self._spaces: dict[str, dict[str, Space]] = {}
        self._rows: dict[str, list[Row]] = {}
        self._written = dict.fromkeys(self._kept, -1)

    def table(self, criterion: Criterion) -> DecisionTable:
        """The table of a criterion: whole if its classes are finite and few, else with what has been judged so far."""
        with self._lock:
            known = self._tables.get(criterion.iri)
            if known is None:
                known = self._from_cache(criterion) or self._make(criterion)
                self._tables[criterion.iri] = known
            return known

    def rows(self, query: str) -> list[Row]:
        """What a query that answers derived facts for pairs (rg:queriedForPair) gives; asked once, then kept.

        Raises KnowledgeError for a query that cannot be answered or does not give the five variables.
        """
        with self._lock:
            return self._known_rows(query)

    def _known_rows(self, query: str) -> list[Row]:
        known = self._rows.get(query)
        if known is None:
            from regelgraph.judge.codec import rows_from_json
            from regelgraph.knowledge.pair_query import ask

            kept = self._read(_PAIRS)
            known = rows_from_json(kept.get(query))
            if known is None:
                known = ask(self._knowledge, query)
                self._write(_PAIRS, kept | {query: known})
            self._rows[query] = known
        return known

    def make_all(self) -> None:
        """Make the tables of all criteria and ask all queries for pairs, so that a run finds them kept.

        Raises KnowledgeError for shapes that cannot be evaluated and queries that cannot be answered.
        """
        for criterion in self._knowledge.rulebook.criteria.values():
            self.table(criterion)
        for facts in self._knowledge.rulebook.derived.values():
            for fact in facts.values():
                if fact.derivation == QUERIED_FOR_PAIR and fact.query:
                    self.rows(fact.query)

    def keep(self) -> None:
        """Write the tables to the cache if they have grown; a cache that cannot be written is no error."""
        with self._lock:
            self._keep()

    def _keep(self) -> None:
        sizes = {iri: len(table.known) for iri, table in self._tables.items()}
        if all(self._written.get(iri) == size for iri, size in sizes.items()):
            return
        made = {iri: table_to_json(table) for iri, table in self._tables.items()}
        self._kept = self._read(_TABLES) | made  # another run may have kept other tables meanwhile
        self._written |= sizes
        self._write(_TABLES, self._kept)

    def _write(self, kind: str, kept: dict[str, Any]) -> None:
        self._knowledge.keeping.write(kind, self._key, json.dumps(kept, separators=(",", ":")).encode())

    def _read(self, kind: str) -> dict[str, Any]:
        found: dict[str, Any] = {}
        for body in self._knowledge.keeping.bodies(kind, self._key):
            with suppress(ValueError, TypeError, RecursionError):
                found = json.loads(body) | found
        return found

    def _from_cache(self, criterion: Criterion) -> DecisionTable | None:
        if criterion.iri not in self._kept:
            return None
        try:
            table = table_from_json(criterion, self._kept[criterion.iri])
        except (KeyError, TypeError, ValueError):
            return None
        if tuple(space.fact for space in table.spaces) != criterion.reads:
            return None
        table.lock = self._lock
        table.validate = lambda *case: self._validator(criterion)(*case)
        self._written[criterion.iri] = len(table.known)
        return table

    def _make(self, criterion: Criterion) -> DecisionTable:
        from regelgraph.judge.spaces import make_spaces

        shapes = self._knowledge.shapes_graph()
        if criterion.case_kind not in self._spaces:
            self._spaces[criterion.case_kind] = make_spaces(self._knowledge.rulebook, shapes, criterion.case_kind)
        spaces = self._spaces[criterion.case_kind]
        table = DecisionTable(
            criterion,
            tuple(spaces[name] for name in criterion.reads),
            self._validator(criterion),
            lock=self._lock,
        )
        if table.finite:
            table.judge(table.tuples())
        return table

    def _validator(self, criterion: Criterion) -> Any:
        from regelgraph.judge.borders import borders_of, parts_of
        from regelgraph.judge.spaces import roots_of
        from regelgraph.judge.validate import Validator

        shapes = self._knowledge.shapes_graph()
        roots = roots_of(criterion)
        leaves = borders_of(shapes, roots).leaves_case
        return Validator(parts_of(shapes, roots), self._knowledge.vocabulary_graph() if leaves else None)

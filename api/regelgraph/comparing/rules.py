"""Decision tables of two knowledges: the classes of facts that lead to another outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from regelgraph.comparing.difference import THERE, Difference, short
from regelgraph.comparing.pairs import pairs
from regelgraph.judge import Judge
from regelgraph.judge.borders import parts_of
from regelgraph.judge.spaces import roots_of
from regelgraph.linked.descriptions import canonical
from regelgraph.tables.reports.decisions import merged

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from regelgraph.knowledge import Knowledge
    from regelgraph.rulebook import Criterion

_OPEN: Final = "its shapes, whose cases cannot be listed"
_MOST: Final = 20
"""Rows of a decision table that only one knowledge has, as far as each is shown."""


def differences(old: Knowledge, new: Knowledge, lang: str) -> list[Difference]:
    """The rows of decision tables that only one knowledge has; of a criterion that came or went, all of them.

    Where these are too many, one row says how many there are. Where the cases of a criterion cannot be listed, its
    shapes are compared, word for word but for texts in a language.
    """
    one, other = Judge(old), Judge(new)
    found = []
    for before, after in pairs(old.rulebook.criteria.values(), new.rulebook.criteria.values()):
        if before and after:
            found += _of_both(one, before, other, after, lang)
        elif after:
            found += [Difference("rule", short(after.iri), where, "", told) for where, told in _all(other, after, lang)]
        elif before:
            found += [Difference("rule", short(before.iri), where, told, "") for where, told in _all(one, before, lang)]
    one.keep()
    other.keep()
    return found


def _of_both(one: Judge, old: Criterion, other: Judge, new: Criterion, lang: str) -> list[Difference]:
    if not (one.table(old.iri).finite and other.table(new.iri).finite):
        same = _shapes(one, old) == _shapes(other, new)
        return [] if same else [Difference("rule", short(new.iri), _OPEN, "", "")]
    before, after = _rows(one, old.iri, lang), _rows(other, new.iri, lang)
    return [
        Difference("rule", short(new.iri), where, before.get(where, ""), after.get(where, ""))
        for where in dict.fromkeys((*before, *after))
        if before.get(where) != after.get(where)
    ]


def _all(judge: Judge, criterion: Criterion, lang: str) -> list[tuple[str, str]]:
    """Every row of a decision table that the other knowledge lacks, or one for them all."""
    if not judge.table(criterion.iri).finite:
        return [(_OPEN, THERE)]
    rows = _rows(judge, criterion.iri, lang)
    return list(rows.items()) if len(rows) <= _MOST else [(f"its {len(rows)} rows", THERE)]


def _shapes(judge: Judge, criterion: Criterion) -> set[Triple]:
    lines = parts_of(judge.knowledge.shapes_graph(), roots_of(criterion)).serialize(format="nt", encoding="utf-8")
    found = canonical(quad.triple for quad in parse(lines, format=RdfFormat.N_TRIPLES))
    return {triple for triple in found if not getattr(triple.object, "language", None)}


def _rows(judge: Judge, iri: str, lang: str) -> dict[str, str]:
    """Outcome and constraints behind it, by the classes of the facts."""
    columns, rows = merged(judge.table(iri), judge, lang)
    facts = columns[:-2]
    return {
        "; ".join(f"{fact}: {cell}" for fact, cell in zip(facts, row, strict=False)): " ".join(filter(None, row[-2:]))
        for row in rows
    }

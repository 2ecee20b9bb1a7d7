"""Decision tables of two knowledges: the classes of facts that lead to another outcome."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import RdfFormat, parse

from regelgraph.comparing.difference import Difference, short
from regelgraph.judge import Judge
from regelgraph.judge.borders import parts_of
from regelgraph.judge.spaces import roots_of
from regelgraph.linked.descriptions import canonical
from regelgraph.tables.reports.decisions import merged

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from regelgraph.knowledge import Knowledge

_OPEN: Final = "its shapes, whose cases cannot be listed"


def differences(old: Knowledge, new: Knowledge, lang: str) -> list[Difference]:
    """The rows of decision tables that only one knowledge has, of criteria that both have.

    Where the cases of a criterion cannot be listed, its shapes are compared, word for word but for texts in a language.
    """
    one, other = Judge(old), Judge(new)
    found = []
    for iri in sorted(old.rulebook.criteria.keys() & new.rulebook.criteria.keys()):
        if not (one.table(iri).finite and other.table(iri).finite):
            if _shapes(one, iri) != _shapes(other, iri):
                found.append(Difference("rule", short(iri), _OPEN, "", ""))
            continue
        before, after = _rows(one, iri, lang), _rows(other, iri, lang)
        found += [
            Difference("rule", short(iri), where, before.get(where, ""), after.get(where, ""))
            for where in dict.fromkeys((*before, *after))
            if before.get(where) != after.get(where)
        ]
    one.keep()
    other.keep()
    return found


def _shapes(judge: Judge, iri: str) -> set[Triple]:
    criterion = judge.rulebook.criteria[iri]
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

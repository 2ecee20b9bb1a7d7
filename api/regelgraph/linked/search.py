"""Finds things by what they are called: labels, notations, aliases and citations, folded; and by cells of tables."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.folding import fold
from regelgraph.linked.names import address_of, is_ours
from regelgraph.questions.cells import Cells
from regelgraph.terms import ALIAS, DCT, HEADER_ALIAS, NOTATION, PREF_LABEL, RDFS, RG

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

FIELDS: Final = {
    NOTATION: "notation",
    PREF_LABEL: "label",
    RDFS + "label": "label",
    DCT + "title": "label",
    RG + "citation": "citation",
    RG + "citationLabel": "citation",
    ALIAS: "alias",
    HEADER_ALIAS: "alias",
    RG + "azrText": "spelling",
    RG + "ags": "notation",
    RG + "alpha2": "notation",
    RG + "isoNumeric": "notation",
    RG + "destatisKey": "notation",
    RG + "heading": "label",
    RG + "actName": "label",
    RG + "question": "label",
}
"""Properties that are searched, the best first, and how each is called in results."""
LONGEST: Final = 200
"""Characters of a text that is looked for."""
_EXACT, _READ, _PREFIX, _INSIDE = range(4)
_SHORTEST_INSIDE: Final = 2


@dataclass(frozen=True, slots=True)
class Found:
    """A thing, the field by which it was found, and the text in it."""

    iri: str
    field: str
    text: str


class Search:
    """All names of all things of ours; made once for a knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._cells = Cells(knowledge)
        order = {prop: number for number, prop in enumerate(FIELDS)}
        self._entries: list[tuple[str, int, str, str, str]] = sorted(
            (fold(quad.object.value), number, quad.subject.value, FIELDS[prop], quad.object.value)
            for prop, number in order.items()
            for quad in knowledge.store.quads_for_pattern(None, NamedNode(prop), None)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and is_ours(quad.subject.value)
        )

        labelled = knowledge.store.quads_for_pattern(None, NamedNode(PREF_LABEL), None)
        self._labelled = {quad.subject.value for quad in labelled if isinstance(quad.subject, NamedNode)}

    def find(self, text: str, kind: str | None = None) -> list[Found]:
        """Things that a text names, the nearest first: whole names, what it means in a table, beginnings, parts.

        `kind` is the beginning of addresses, such as `id/title`.
        """
        said = text.strip()[:LONGEST]
        key = fold(said)
        if not key:
            return []
        best: dict[str, tuple[tuple[int, int, bool, int, str], Found]] = {}

        def offer(nearness: int, number: int, found: Found) -> None:
            rank = (nearness, number, found.iri not in self._labelled, len(found.text), found.text)
            if found.iri not in best or rank < best[found.iri][0]:
                best[found.iri] = (rank, found)

        for name, number, iri, field, written in self._entries:
            if key in name:
                nearness = _EXACT if name == key else _PREFIX if name.startswith(key) else _INSIDE
                if nearness < _INSIDE or len(key) >= _SHORTEST_INSIDE:
                    offer(nearness, number, Found(iri, field, written))
        for meant in self._cells.meanings(said):
            for iri in meant:
                if len(meant) == 1 and is_ours(iri):
                    offer(_READ, 0, Found(iri, "cell", said))
        within = f"/{kind.strip('/')}/" if kind else "/"
        ranked = sorted((rank, iri) for iri, (rank, _) in best.items() if address_of(iri).startswith(within))
        return [best[iri][1] for _, iri in ranked]

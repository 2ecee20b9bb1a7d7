"""Finds things by what they are called: labels, notations, aliases and citations, folded; and by cells of tables."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.folding import fold
from regelgraph.linked.names import NAMESPACE, is_ours
from regelgraph.questions.cells import Cells
from regelgraph.terms import ALIAS, DCT, HEADER_ALIAS, NOTATION, PREF_LABEL, RDFS, RG

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

FIELDS: Final = {
    RG + "citation": "citation",
    RG + "citationLabel": "citation",
    NOTATION: "notation",
    PREF_LABEL: "label",
    RDFS + "label": "label",
    DCT + "title": "label",
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
_EXACT, _READ, _WORD, _PREFIX, _INSIDE, _WORDS = range(6)
_SHORTEST_INSIDE: Final = 2
_SHORTEST_WORD: Final = 3
"""Of several words the longest has as many characters."""
_Rank = tuple[int, int, bool, int, str]
_SIGN: Final = "§"
"""People leave it out."""


@dataclass(frozen=True, slots=True)
class Found:
    """A thing, the field by which it was found, and the text in it."""

    iri: str
    field: str
    text: str


def _beginning(said: str, written: str) -> int:
    """Whether a name that begins with a text does so with whole words: § 25 Abs. 2 is no beginning of § 25 Abs. 23."""
    known = written.lstrip(_SIGN + " ").casefold()
    looked_for = said.lstrip(_SIGN + " ").casefold()
    return _WORD if known.startswith(looked_for) and not known[len(looked_for) :][:1].isalnum() else _PREFIX


class Search:
    """All names of all things of ours; made once for a knowledge."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._cells = Cells(knowledge)
        order = {prop: number for number, prop in enumerate(FIELDS)}
        self._entries: list[tuple[str, int, str, str, str]] = sorted(
            (key, number, quad.subject.value, FIELDS[prop], quad.object.value)
            for prop, number in order.items()
            for quad in knowledge.store.quads_for_pattern(None, NamedNode(prop), None)
            if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and is_ours(quad.subject.value)
            for key in {fold(quad.object.value), fold(quad.object.value.lstrip(_SIGN))}
        )
        self._by_thing: defaultdict[str, list[tuple[str, str, str]]] = defaultdict(list)
        for key, _, iri, field, text in self._entries:
            self._by_thing[iri].append((key, field, text))
        labelled = knowledge.store.quads_for_pattern(None, NamedNode(PREF_LABEL), None)
        self._labelled = {quad.subject.value for quad in labelled if isinstance(quad.subject, NamedNode)}

    def find(self, text: str, kind: str | None = None) -> list[Found]:
        """Things that a text names, the nearest first.

        Whole names, what it means in a table, beginnings that end with a word, other beginnings, parts, and at last
        things in whose names all its words stand. `kind` is the beginning of addresses, such as `id/title`.
        """
        said = text.strip()[:LONGEST]
        within = f"{NAMESPACE}/{kind.strip('/')}/" if kind else NAMESPACE
        best: dict[str, tuple[_Rank, Found]] = {}
        for nearness, number, found in self._offers(said, fold(said)):
            rank = (nearness, number, found.iri not in self._labelled, len(found.text), found.text)
            if found.iri.startswith(within) and (found.iri not in best or rank < best[found.iri][0]):
                best[found.iri] = (rank, found)
        return [found for _, found in sorted(best.values(), key=lambda each: (each[0], each[1].iri))]

    def _offers(self, said: str, key: str) -> Iterator[tuple[int, int, Found]]:
        """What a text may mean, with how near it is, and the number of the field."""
        if not key:
            return
        for name, number, iri, field, written in self._entries:
            if key in name:
                nearness = _EXACT if name == key else _beginning(said, written) if name.startswith(key) else _INSIDE
                if nearness < _INSIDE or len(key) >= _SHORTEST_INSIDE:
                    yield nearness, number, Found(iri, field, written)
        for meant in self._cells.meanings(said):
            for iri in meant:
                if len(meant) == 1 and is_ours(iri):
                    yield _READ, 0, Found(iri, "cell", said)
        words = sorted({fold(word) for word in said.split()}, key=len)
        if len(words) > 1 and len(words[-1]) >= _SHORTEST_WORD:
            for found in self._with_words(words[::-1]):
                yield _WORDS, 0, found

    def _with_words(self, words: list[str]) -> Iterator[Found]:
        """Things in whose names all words stand, with the name that holds most of them."""
        if len(words) < 2:
            return
        for iri, names in self._by_thing.items():
            if all(any(word in name for name, _, _ in names) for word in words):
                _, field, text = max(names, key=lambda each: (sum(word in each[0] for word in words), -len(each[2])))
                yield Found(iri, field, text)

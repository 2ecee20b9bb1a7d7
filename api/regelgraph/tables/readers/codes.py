"""Reads values of code lists and yes or no, by notation, label or alias."""

from __future__ import annotations

from collections.abc import Callable
from typing import Final

from regelgraph.rulebook import Concept, Fact, Rulebook
from regelgraph.tables.readers.cells import unreadable
from regelgraph.tables.readers.several import Several
from regelgraph.tables.readers.spellings import Spellings
from regelgraph.terms import YES_NO_READER, YES_NO_SCHEME
from regelgraph.values import Options, Reading, State

_NAMED: Final = 12


class CodeReader:
    """Reads a cell as one concept of the fact's code list, or as several if the fact says what separates them."""

    def __init__(self, rulebook: Rulebook, fact: Fact, is_missing: Callable[[str], bool]) -> None:
        self._yes_no = fact.reader == YES_NO_READER
        codes = fact.code_list or fact.codes_of or (YES_NO_SCHEME if self._yes_no else "")
        self._concepts = rulebook.code_lists.get(codes, ())
        self._booleans = {concept.iri: concept.boolean for concept in self._concepts if concept.boolean is not None}
        self._spellings = Spellings((word, (c.iri,)) for c in self._concepts for word in _words(c))
        self._several = Several(fact.several_with, "", self.own, is_missing) if fact.several_with else None

    def own(self, text: str) -> Reading | None:
        """Options of the IRI of the concept, or of True or False; several if a spelling is shared."""
        found = self._spellings.find(text)
        values = {self._booleans[iri] for iri in found if iri in self._booleans} if self._yes_no else found
        if not values:
            return None
        return Reading(Options(frozenset(values)), State.KNOWN if len(values) == 1 else State.VAGUE)

    def grammar(self, text: str) -> Reading:
        """Several values; else UNREADABLE with the words that are allowed."""
        if self._several and (read := self._several.read(text)):
            return read
        if self._yes_no:
            return unreadable("not-yes-no", text)
        return unreadable("unknown-code", text, allowed_de=self._allowed("de"), allowed_en=self._allowed("en"))

    def _allowed(self, lang: str) -> str:
        named = [concept.label.get(lang) for concept in self._concepts[:_NAMED]]
        return ", ".join([*named, "…"] if len(self._concepts) > _NAMED else named)


def _words(concept: Concept) -> tuple[str, ...]:
    return (concept.notation, concept.label.de, concept.label.en, *concept.aliases)

"""Reads cells that may deny the whole: `no`, where a key, a code or a name is expected."""

from __future__ import annotations

from typing import Final

from regelgraph.folding import fold
from regelgraph.rulebook import Fact, Rulebook
from regelgraph.tables.reading import Reads
from regelgraph.terms import TEXT_READER, YES_NO_SCHEME
from regelgraph.values import Options, Reading, State

_DENIED: Final = Reading(Options(frozenset({False})), State.KNOWN)
_AFFIRMED: Final = Reading(Options(frozenset({True})), State.KNOWN)


class DenialReader:
    """A reader that takes words of denial for False, and in free text a plain yes for True; all else as it is read."""

    def __init__(self, reader: Reads, rulebook: Rulebook, fact: Fact) -> None:
        self._reader = reader
        words: dict[bool, set[str]] = {False: {fold(word) for word in fact.denials}, True: set()}
        for concept in rulebook.code_lists.get(YES_NO_SCHEME, ()):
            if concept.boolean is not None:
                spellings = (concept.notation, concept.label.de, concept.label.en, *concept.aliases)
                words[concept.boolean] |= {fold(word) for word in spellings if not word.isdigit()}
        self._denials = words[False]
        self._affirmations = words[True] if fact.reader == TEXT_READER else set()

    def read(self, raw: str) -> Reading:
        """False for a denial, True for a plain yes, else what the reader makes of the cell."""
        reading = self._reader.read(raw)
        if reading.state is State.BLANK:
            return reading
        folded = fold(raw)
        if folded in self._denials:
            return _DENIED
        return _AFFIRMED if folded in self._affirmations else reading

"""Readers: from the raw text of one cell to the values that it may mean."""

from __future__ import annotations

import unicodedata
from typing import TYPE_CHECKING, Final

from regelgraph import terms
from regelgraph.errors import KnowledgeError
from regelgraph.folding import BLANKS
from regelgraph.rulebook import Fact, Rulebook
from regelgraph.rulebook.kept import Kept
from regelgraph.tables.readers.cells import LONGEST, Reader, bare, unreadable
from regelgraph.tables.readers.codes import CodeReader
from regelgraph.tables.readers.countries import CountryReader
from regelgraph.tables.readers.dates import DateReader, plain_day
from regelgraph.tables.readers.keys import KeyReader
from regelgraph.tables.readers.numbers import NumberReader
from regelgraph.values import BLANK, Options, Reading, Spans, State

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.tables.readers.kept_index import KeptIndex
    from regelgraph.tables.readers.titles import TitleReader

__all__ = ["CellReader"]

_NO_BLANKS = str.maketrans(dict.fromkeys(BLANKS))


class CellReader:
    """Reads the cells of one column by the declaration of its fact.

    `column` is the name of the column if it is one of the fact's other columns (`citizenship_key`). Raises
    KnowledgeError for a fact whose reader is not known.
    """

    def __init__(self, rulebook: Rulebook, fact: Fact, column: str | None = None) -> None:
        self._missing = frozenset(map(_missing_key, rulebook.missing_words))
        self._free_text = fact.reader == terms.TEXT_READER
        self._reader = self._make(rulebook, fact, column)
        self._days = fact.reader == terms.DATE_READER and not any(map(plain_day, rulebook.missing_words))

    def read(self, raw: str | None) -> Reading:
        """What the cell may mean. Any text is fine, never an error.

        The fact's own codes and aliases come first, then missing words, then what its reader understands.
        """
        text = bare(raw)
        if not text:
            return BLANK
        if self._days and (day := plain_day(text)):
            return Reading(Spans.exactly(day), State.KNOWN)
        if len(text) > LONGEST and not self._free_text:
            return unreadable("too-long", text, length=str(len(text)))
        if own := self._reader.own(text):
            return own
        return BLANK if self._is_missing(text) else self._reader.grammar(text)

    def _is_missing(self, text: str) -> bool:
        return len(text) <= LONGEST and _missing_key(text) in self._missing

    def _make(self, rulebook: Rulebook, fact: Fact, column: str | None) -> Reader:
        match fact.reader:
            case terms.CODE_READER | terms.YES_NO_READER:
                return CodeReader(rulebook, fact, self._is_missing)
            case terms.COUNTRY_READER:
                system = next((other.key_system for other in fact.other_columns if other.column == column), None)
                return CountryReader(rulebook, fact, system, self._is_missing)
            case terms.DATE_READER:
                return DateReader()
            case terms.WHOLE_NUMBER_READER | terms.DECIMAL_READER:
                return NumberReader(fact, whole=fact.reader == terms.WHOLE_NUMBER_READER)
            case terms.KEY_READER:
                return KeyReader(fact)
            case terms.TEXT_READER:
                return _Text()
            case terms.TITLE_READER:
                return _Title(_TITLES.of(rulebook))
        raise KnowledgeError(f"{fact.iri}: its reader {fact.reader} is not known; expected {', '.join(terms.READERS)}")


class _Text:
    """Takes any text as it stands."""

    def own(self, text: str) -> Reading | None:  # noqa: ARG002 - free text has no names
        return None

    def grammar(self, text: str) -> Reading:
        return Reading(Options(frozenset({text})), State.KNOWN)


class _Title:
    """Lets the title reader decide before missing words are looked for."""

    def __init__(self, titles: TitleReader) -> None:
        self._titles = titles

    def own(self, text: str) -> Reading | None:
        read = self._titles.read(text)
        return None if read.state is State.UNREADABLE else read

    def grammar(self, text: str) -> Reading:
        return self._titles.read(text)


def keep_titles(knowledge: Knowledge) -> None:
    """Have the index of titles of this knowledge kept between runs."""
    from regelgraph.tables.readers.kept_index import KeptIndex

    if _STORED.of(knowledge.rulebook) is None:
        _STORED.put(knowledge.rulebook, KeptIndex(knowledge))


def _title_reader(rulebook: Rulebook) -> TitleReader:
    from regelgraph.tables.readers.titles import TitleReader

    return TitleReader(rulebook, _STORED.of(rulebook))


def _not_stored(_: Rulebook) -> KeptIndex | None:
    return None


_STORED: Final = Kept(_not_stored)
_TITLES: Final = Kept(_title_reader)


def _missing_key(text: str) -> str:
    """Missing words are compared without case and spaces; their punctuation counts."""
    whole = text if text.isascii() else unicodedata.normalize("NFC", text)
    return whole.casefold().translate(_NO_BLANKS)

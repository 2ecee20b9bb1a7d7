"""Reads citations of law as officials write them: `§ 25 Abs. 2 Satz 1`, `25 II 1 2. Alt.`, `§ 6 Abs. 3 iVm § 22`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise

from regelgraph.tables.readers.citation_names import Names
from regelgraph.tables.readers.citation_words import Kind, Piece, pieces
from regelgraph.tables.readers.cursor import Cursor, NotCitedError
from regelgraph.tables.readers.provisions import Provision, read_provision


@dataclass(frozen=True, slots=True)
class Citation:
    """What a cell says: provisions with "i. V. m." between them, kinds and spellings of titles, "a. F.", "bisher"."""

    provisions: tuple[Provision, ...] = ()
    kinds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    old: bool = False
    before: Citation | None = None


def parse(text: str, names: Names) -> Citation | None:
    """The citation that the whole of `text` is, or None: nothing is skipped and nothing guessed.

    A number alone is none: it may be an age that slipped into the column.
    """
    found = pieces(text, names)
    if not found:
        return None
    try:
        return _Parser(found).whole()
    except NotCitedError:
        return None


class _Parser:
    def __init__(self, found: list[Piece]) -> None:
        self._cursor = Cursor(found)
        self._open = 0
        self._old = False
        self._signed = True
        self._provisions: tuple[Provision, ...] = ()
        self._before: Citation | None = None

    def whole(self) -> Citation:
        said: dict[Kind, set[str]] = {Kind.TITLE_KIND: set(), Kind.WORD: set()}
        while (piece := self._next_part()) is not None:
            if piece.kind in said:
                said[piece.kind].add(self._cursor.take().value)
            elif not self._took_version():
                self._take_law(piece)
        named = any(said.values())
        only_a_number = not self._signed and len(self._provisions) == 1 and self._provisions[0].is_number
        if self._open or not (named or self._provisions) or (only_a_number and not named):
            raise NotCitedError
        kinds, words = (frozenset(values) for values in said.values())
        return Citation(self._provisions, kinds, words, self._old, self._before)

    def _take_law(self, piece: Piece) -> None:
        if piece.kind is Kind.BEFORE:
            self._cursor.take()
            self._before = self._previous()
        elif not self._provisions:
            self._provisions = self._chain()
        else:
            raise NotCitedError

    def _took_version(self) -> bool:
        if not self._cursor.at(Kind.OLD, Kind.NEW):
            return False
        self._old |= self._cursor.take().kind is Kind.OLD
        return True

    def _previous(self) -> Citation:
        """The previous title: all that is left, but for brackets that were opened before."""
        self._next_part()
        left = self._cursor.rest()
        while self._open and left and left[-1].kind is Kind.CLOSE:
            self._open -= 1
            left.pop()
        return _Parser(left).whole()

    def _next_part(self) -> Piece | None:
        """Passes brackets and punctuation; brackets must match, and punctuation leads to something."""
        while (piece := self._cursor.peek()) and piece.kind in {Kind.OPEN, Kind.CLOSE, Kind.MARK}:
            self._cursor.take()
            self._open += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(piece.kind, 0)
            if self._open < 0 or (piece.kind is Kind.MARK and self._cursor.peek() is None):
                raise NotCitedError
        return piece

    def _chain(self) -> tuple[Provision, ...]:
        self._cursor.links()
        first, self._signed = read_provision(self._cursor, None)
        chain = [first]
        self._took_version()
        while self._cursor.at(Kind.WITH) or (len(chain) > 1 and self._cursor.at(Kind.AND)):
            self._cursor.take()
            chain.append(read_provision(self._cursor, chain[-1])[0])
            self._took_version()
        for later, earlier in pairwise(reversed(range(len(chain)))):
            if chain[earlier].act is None and chain[later].section == chain[earlier].section:
                chain[earlier] = replace(chain[earlier], act=chain[later].act)
        return tuple(chain)

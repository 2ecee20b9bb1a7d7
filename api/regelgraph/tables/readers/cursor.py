"""Walks over the pieces of a citation: looks, takes what is expected, or says that it is no citation."""

from __future__ import annotations

from typing import Final

from regelgraph.tables.readers.citation_words import Kind, Piece

COMMA: Final = Piece(Kind.MARK, ",")


class NotCitedError(Exception):
    """The pieces do not form a citation."""


class Cursor:
    """A place in the pieces of a citation."""

    def __init__(self, pieces: list[Piece]) -> None:
        self._pieces = pieces
        self.place = 0

    def peek(self) -> Piece | None:
        """The next piece, None at the end."""
        return self._pieces[self.place] if self.place < len(self._pieces) else None

    def at(self, *kinds: Kind) -> bool:
        """Whether the next piece is of one of the kinds."""
        piece = self.peek()
        return piece is not None and piece.kind in kinds

    def at_next(self, *kinds: Kind) -> bool:
        """Whether the piece after the next is of one of the kinds."""
        return any(piece.kind in kinds for piece in self._pieces[self.place + 1 : self.place + 2])

    def take(self, *kinds: Kind) -> Piece:
        """The next piece, which must be of one of the kinds if any are given; raises NotCitedError."""
        piece = self.peek()
        if piece is None or (kinds and piece.kind not in kinds):
            raise NotCitedError
        self.place += 1
        return piece

    def rest(self) -> list[Piece]:
        """Takes all that is left."""
        left = self._pieces[self.place :]
        self.place = len(self._pieces)
        return left

    def links(self) -> None:
        """Takes words that lead to a citation, such as "nach"."""
        while self.at(Kind.LINK):
            self.take()

    def numbers(self, *, with_letter: bool) -> str:
        """A number, several with "und" or commas, or a range: "2", "4a", "1+2", "3-5"."""
        value = self._number(with_letter=with_letter)
        while self._joins() and self.at_next(Kind.NUMBER):
            joint = self.take()
            value += ("-" if joint.kind is Kind.UNTIL else "+") + self._number(with_letter=with_letter)
        return value

    def _joins(self) -> bool:
        return self.at(Kind.UNTIL, Kind.AND) or self.peek() == COMMA

    def _number(self, *, with_letter: bool) -> str:
        value = self.take(Kind.NUMBER, Kind.ROMAN, Kind.BRACKET, Kind.LETTER).value
        if with_letter and value.isdigit() and self.at(Kind.LETTER):
            value += self.take().value
        return value

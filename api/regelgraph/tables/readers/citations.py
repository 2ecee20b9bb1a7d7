"""Reads citations of law as officials write them: `§ 25 Abs. 2 Satz 1`, `25 II 1 2. Alt.`, `§ 6 Abs. 3 i. V. m. § 22`."""

from __future__ import annotations

from dataclasses import dataclass, replace
from itertools import pairwise
from typing import Final

from regelgraph.tables.readers.citation_words import LEVELS, Kind, Names, Piece, pieces

Step = tuple[str, str]

_COMMA: Final = Piece(Kind.MARK, ",")


@dataclass(frozen=True, slots=True)
class Provision:
    """A paragraph (or article) of an act and the steps below it, each a level and its number.

    `act` is None where the act is not named; `until` is the last paragraph of a range. Numbers are digits with their
    letter ("4a"); several are joined by "+", a range by "-".
    """

    act: str | None
    section: str
    until: str | None = None
    steps: tuple[Step, ...] = ()
    article: bool = False


@dataclass(frozen=True, slots=True)
class Citation:
    """What a cell says: provisions ("i. V. m." between them), kinds of title, spellings of titles, "a. F.", "bisher"."""

    provisions: tuple[Provision, ...] = ()
    kinds: frozenset[str] = frozenset()
    words: frozenset[str] = frozenset()
    old: bool = False
    before: Citation | None = None


class _NotCited(Exception):
    """The pieces do not form a citation."""


def parse(text: str, names: Names) -> Citation | None:
    """The citation that the whole of `text` is, or None: nothing is skipped and nothing guessed.

    A number alone is none: it may be an age that slipped into the column.
    """
    found = pieces(text, names)
    if not found:
        return None
    try:
        return _Parser(found).whole()
    except _NotCited:
        return None


class _Parser:
    def __init__(self, found: list[Piece]) -> None:
        self._pieces = found
        self._place = 0
        self._open = 0
        self._old = False
        self._only_a_number = False

    def whole(self) -> Citation:
        provisions: tuple[Provision, ...] = ()
        kinds: set[str] = set()
        words: set[str] = set()
        before = None
        while (piece := self._next_part()) is not None:
            match piece.kind:
                case Kind.TITLE_KIND:
                    kinds.add(self._take().value)
                case Kind.WORD:
                    words.add(self._take().value)
                case Kind.OLD | Kind.NEW:
                    self._old |= self._take().kind is Kind.OLD
                case Kind.BEFORE:
                    self._take()
                    self._skip_marks()
                    before = _Parser(self._pieces[self._place : len(self._pieces) - self._closing()]).whole()
                    self._place = len(self._pieces) - self._closing()
                case _ if not provisions:
                    provisions = self._chain()
                case _:
                    raise _NotCited
        nothing = not (provisions or kinds or words) or (self._only_a_number and not kinds and not words)
        if self._open or nothing:
            raise _NotCited
        return Citation(provisions, frozenset(kinds), frozenset(words), self._old, before)

    def _closing(self) -> int:
        """How many brackets that were opened before "bisher" close at the end."""
        count = 0
        while count < self._open and self._pieces[len(self._pieces) - 1 - count].kind is Kind.CLOSE:
            count += 1
        return count

    def _next_part(self) -> Piece | None:
        self._skip_marks()
        return self._peek()

    def _skip_marks(self) -> None:
        while (piece := self._peek()) and piece.kind in {Kind.OPEN, Kind.CLOSE, Kind.MARK}:
            self._open += {Kind.OPEN: 1, Kind.CLOSE: -1}.get(piece.kind, 0)
            if self._open < 0 or (piece.kind is Kind.MARK and self._place + 1 == len(self._pieces)):
                raise _NotCited
            self._place += 1

    def _chain(self) -> tuple[Provision, ...]:
        self._link()
        chain = [self._provision(None)]
        while self._at(Kind.WITH) or (len(chain) > 1 and self._at(Kind.AND)):
            self._take()
            chain.append(self._provision(chain[-1]))
        for later, earlier in pairwise(reversed(range(len(chain)))):
            if chain[earlier].act is None and chain[later].section == chain[earlier].section:
                chain[earlier] = replace(chain[earlier], act=chain[later].act)
        return tuple(chain)

    def _link(self) -> None:
        while self._at(Kind.LINK):
            self._take()

    def _provision(self, earlier: Provision | None) -> Provision:
        sign = self._take() if self._at(Kind.PARAGRAPH, Kind.ARTICLE) else None
        self._only_a_number = sign is None and earlier is None
        article = sign is not None and sign.kind is Kind.ARTICLE
        until = None
        if self._at(Kind.NUMBER):
            section = self._several(with_letter=True)
            if "-" in section:
                section, _, until = section.partition("-")
            steps: tuple[Step, ...] = ()
        elif earlier is not None and sign is None:
            section, article = earlier.section, earlier.article
            steps = earlier.steps[: self._kept(earlier.steps)]
        else:
            raise _NotCited
        steps = self._steps(steps)
        act, steps = self._act(steps)
        if act is None and earlier is not None and sign is None and section == earlier.section:
            act = earlier.act
        self._only_a_number &= section.isdigit() and not (steps or act or until)
        return Provision(act, section, until, steps, article)

    def _kept(self, steps: tuple[Step, ...]) -> int:
        """How many steps of the provision before hold where the next one begins below the paragraph."""
        piece = self._peek()
        if piece is None or piece.kind not in {Kind.LEVEL, Kind.BRACKET, Kind.ROMAN}:
            raise _NotCited
        rank = LEVELS.index(piece.value if piece.kind is Kind.LEVEL else "abs")
        return sum(LEVELS.index(level) < rank for level, _ in steps)

    def _act(self, steps: tuple[Step, ...]) -> tuple[str | None, tuple[Step, ...]]:
        place = self._place
        self._link()
        if not self._at(Kind.ACT):
            self._place = place
            return None, steps
        act = self._take().value
        steps = self._steps(steps)
        if self._at(Kind.OLD, Kind.NEW):
            self._old |= self._take().kind is Kind.OLD
        return act, steps

    def _steps(self, steps: tuple[Step, ...]) -> tuple[Step, ...]:
        found = list(steps)
        bare = False
        while (piece := self._peek()) is not None:
            last = found[-1][0] if found else ""
            if found and piece == _COMMA and self._at_next(Kind.ORDINAL, Kind.LEVEL):
                self._take()
                continue
            if piece.kind is Kind.LEVEL:
                found.append((self._take().value, self._several(with_letter=piece.value == "abs")))
                bare = False
            elif piece.kind in {Kind.BRACKET, Kind.ROMAN} and not found:
                found.append(("abs", self._take().value))
                bare = True
                continue
            elif piece.kind is Kind.ORDINAL:
                number = self._take().value
                found.append((self._take(Kind.LEVEL).value, number))
            elif piece.kind is Kind.NUMBER and bare:
                found.append(("satz", self._take().value))
            elif piece.kind is Kind.LETTER and last == "nr":
                found.append(("buchst", self._take().value))
            else:
                break
            bare = False
        ranks = [LEVELS.index(level) for level, _ in found]
        if any(later <= earlier for earlier, later in pairwise(ranks)):
            raise _NotCited
        return tuple(found)

    def _several(self, *, with_letter: bool) -> str:
        """A number, several with "und" or commas, or a range."""
        value = self._one(with_letter=with_letter)
        while self._place + 1 < len(self._pieces) and self._after_join():
            joint = self._take()
            value += ("-" if joint.kind is Kind.UNTIL else "+") + self._one(with_letter=with_letter)
        return value

    def _after_join(self) -> bool:
        joint, number = self._pieces[self._place : self._place + 2]
        joins = joint.kind in {Kind.UNTIL, Kind.AND} or joint == _COMMA
        return joins and number.kind is Kind.NUMBER

    def _one(self, *, with_letter: bool) -> str:
        value = self._take(Kind.NUMBER, Kind.ROMAN, Kind.BRACKET, Kind.LETTER).value
        if with_letter and value.isdigit() and self._at(Kind.LETTER):
            value += self._take().value
        return value

    def _at(self, *kinds: Kind) -> bool:
        piece = self._peek()
        return piece is not None and piece.kind in kinds

    def _at_next(self, *kinds: Kind) -> bool:
        return any(piece.kind in kinds for piece in self._pieces[self._place + 1 : self._place + 2])

    def _peek(self) -> Piece | None:
        return self._pieces[self._place] if self._place < len(self._pieces) else None

    def _take(self, *kinds: Kind) -> Piece:
        piece = self._peek()
        if piece is None or (kinds and piece.kind not in kinds):
            raise _NotCited
        self._place += 1
        return piece

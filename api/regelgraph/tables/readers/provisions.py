"""Reads one provision of a citation: the paragraph of an act and the steps below it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from itertools import pairwise
from typing import Final

from regelgraph.tables.readers.citation_words import LEVELS, Kind, Piece
from regelgraph.tables.readers.cursor import COMMA, Cursor, NotCitedError

Step = tuple[str, str]

_PLAIN: Final = re.compile(r"[0-9]+(?:[+-][0-9]+)*")
_LETTERED: Final = re.compile(r"[0-9]+[a-z]?(?:[+-][0-9]+[a-z]?)*")
_NUMBERED: Final = dict.fromkeys(LEVELS, _PLAIN) | {
    "abs": _LETTERED,
    "nr": _LETTERED,
    "buchst": re.compile("[a-z]"),
}


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

    @property
    def is_number(self) -> bool:
        """Whether it says no more than a number."""
        return self.section.isdigit() and not (self.steps or self.act or self.until)


def read_provision(cursor: Cursor, earlier: Provision | None) -> tuple[Provision, bool]:
    """The provision at the cursor, and whether it has a sign; `earlier` is the one that it may go on from.

    Raises NotCitedError.
    """
    act = cursor.take().value if earlier is None and cursor.at(Kind.ACT) else None
    sign = cursor.take() if cursor.at(Kind.PARAGRAPH, Kind.ARTICLE) else None
    article = sign is not None and sign.kind is Kind.ARTICLE
    until = None
    steps: tuple[Step, ...] = ()
    if cursor.at(Kind.NUMBER):
        section, _, last = cursor.numbers(with_letter=True).partition("-")
        until = last or None
    elif earlier is not None and sign is None:
        section, article, act = earlier.section, earlier.article, earlier.act
        steps = _kept(cursor, earlier.steps)
    else:
        raise NotCitedError
    steps = _steps(cursor, steps)
    place = cursor.place
    cursor.links()
    if cursor.at(Kind.ACT):
        named = cursor.take().value
        if act and act != named:
            raise NotCitedError
        return Provision(named, section, until, _steps(cursor, steps), article), sign is not None
    cursor.place = place
    return Provision(act, section, until, steps, article), sign is not None


def _kept(cursor: Cursor, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    """The steps of the provision before that hold where the next one begins below its paragraph."""
    piece = cursor.peek()
    if piece is None or piece.kind not in {Kind.LEVEL, Kind.BRACKET, Kind.ROMAN}:
        raise NotCitedError
    rank = LEVELS.index(piece.value if piece.kind is Kind.LEVEL else "abs")
    return tuple(step for step in steps if LEVELS.index(step[0]) < rank)


def _steps(cursor: Cursor, steps: tuple[Step, ...]) -> tuple[Step, ...]:
    found = list(steps)
    sentence_may_follow = False
    while (piece := cursor.peek()) is not None:
        if found and piece == COMMA and cursor.at_next(Kind.ORDINAL, Kind.LEVEL):
            cursor.take()
            continue
        step = _step(cursor, piece, found[-1][0] if found else "", sentence_may_follow)
        if step is None:
            break
        found.append(step)
        sentence_may_follow = piece.kind in {Kind.BRACKET, Kind.ROMAN}
    ranks = [LEVELS.index(level) for level, _ in found]
    falling = any(later <= earlier for earlier, later in pairwise(ranks))
    if falling or not all(_NUMBERED[level].fullmatch(number) for level, number in found):
        raise NotCitedError
    return tuple(found)


def _step(cursor: Cursor, piece: Piece, last: str, sentence_may_follow: bool) -> Step | None:
    match piece.kind:
        case Kind.LEVEL:
            return cursor.take().value, cursor.numbers(with_letter=piece.value == "abs")
        case Kind.BRACKET | Kind.ROMAN if not last:
            return "abs", cursor.take().value
        case Kind.ORDINAL:
            number = cursor.take().value
            return cursor.take(Kind.LEVEL).value, number
        case Kind.NUMBER if sentence_may_follow:
            return "satz", cursor.take().value
        case Kind.LETTER if last == "nr":
            return "buchst", cursor.take().value
    return None

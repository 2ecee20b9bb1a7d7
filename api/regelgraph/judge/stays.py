"""Whether two stays have days in common, and how many, over all days that their beginnings and ends may be.

First and last day count, so that adjacent stays have none. Days are whole numbers here (`date.toordinal`), with an open
side before or behind all of them; the bulk check reckons with the same numbers in the database.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from typing import Final

from regelgraph.errors import KnowledgeError
from regelgraph.judge.finding import Finding
from regelgraph.judge.pairs import FIRST, SECOND, of_stay
from regelgraph.judge.words import Words
from regelgraph.rulebook import DerivedFact, Rulebook, Text
from regelgraph.values import Options, Reading, Spans, State

BEFORE: Final = 0
"""Stands for an open beginning: a number before the first day of the calendar."""
BEHIND: Final = date.max.toordinal() + 1
"""Stands for an open end."""
_OVERLAPS: Final = "overlaps"
_DISJOINT: Final = "disjoint"


@dataclass(frozen=True, slots=True)
class Stay:
    """The earliest and latest possible first day and the earliest and latest possible last day of one stay."""

    first: int
    latest_first: int
    earliest_last: int
    last: int


def stay_of(start: Reading, end: Reading, as_of: date | None) -> Stay:
    """The stay between two days that may be known in part.

    A blank end is a stay still running: it lasts at least until `as_of`, whether longer is not known. An end that is
    unreadable, or before the beginning, may be any day from the beginning on; a beginning any day up to the end.
    """
    first, latest_first = bounds(start)
    earliest_last, last = end_bounds(end, as_of)
    if last < first:
        earliest_last, last = BEFORE, BEHIND
    return Stay(first, min(latest_first, last), max(earliest_last, first), last)


def end_bounds(end: Reading, as_of: date | None) -> tuple[int, int]:
    """The earliest and the latest day that a last day may be, as it stands in its cell."""
    earliest, latest = bounds(end)
    return (as_of.toordinal() if as_of else BEFORE, BEHIND) if end.state is State.BLANK else (earliest, latest)


def bounds(reading: Reading) -> tuple[int, int]:
    """The earliest and the latest day that a reading may be."""
    spans = reading.possible.spans if isinstance(reading.possible, Spans) else ()
    low, high = (spans[0].low, spans[-1].high) if spans else (None, None)
    return (
        low.toordinal() if isinstance(low, date) else BEFORE,
        high.toordinal() if isinstance(high, date) else BEHIND,
    )


def common_days(a: Stay, b: Stay) -> tuple[int, int | None]:
    """The least and the greatest number of days in common over all possible days; None is without limit."""
    most: int | None = max(0, min(a.last, b.last) - max(a.first, b.first) + 1)
    if most and (min(a.last, b.last) == BEHIND or max(a.first, b.first) == BEFORE):
        most = None
    may_miss = a.earliest_last < b.latest_first or b.earliest_last < a.latest_first
    least = min(a.earliest_last, b.earliest_last) - max(a.latest_first, b.latest_first) + 1
    return (0 if may_miss or most == 0 else max(1, least)), most


def stays_overlap(
    rulebook: Rulebook, words: Words, fact: DerivedFact, readings: Mapping[str, Reading], as_of: date | None
) -> Finding:
    """Whether the stays from `fact.start` to `fact.end` overlap (rg:staysOverlap), in words with the days in common.

    Raises KnowledgeError if its code list does not hold both answers.
    """
    start, end = fact.start or "", fact.end or ""
    a, b = (stay_of(readings[of_stay(start, s)], readings[of_stay(end, s)], as_of) for s in (FIRST, SECOND))
    least, most = common_days(a, b)
    codes = {concept.notation: concept.iri for concept in rulebook.code_lists.get(fact.code_list or "", ())}
    if not {_OVERLAPS, _DISJOINT} <= codes.keys():
        raise KnowledgeError(f"{fact.iri}: its rg:codeList needs the notations {_OVERLAPS} and {_DISJOINT}")
    open_ = least == 0 and most != 0
    found = {codes[_OVERLAPS], codes[_DISJOINT]} if open_ else {codes[_OVERLAPS if least else _DISJOINT]}
    columns = [name for name, matters in ((start, _start_matters), (end, _end_matters)) if matters(a, b)]
    state = State.VAGUE if open_ else State.KNOWN
    return Finding(Options(frozenset(found)), state, in_words(words, least, most), tuple(columns) if open_ else ())


def _start_matters(a: Stay, b: Stay) -> bool:
    """Whether some first day of a stay would lie behind the other's end, and another one not."""
    return any(
        one.first < one.latest_first
        and other.earliest_last < one.latest_first
        and one.first <= other.last
        and other.first <= one.last
        for one, other in ((a, b), (b, a))
    )


def _end_matters(a: Stay, b: Stay) -> bool:
    return any(
        one.earliest_last < one.last
        and one.earliest_last < other.latest_first
        and other.first <= one.last
        and one.first <= other.last
        for one, other in ((a, b), (b, a))
    )


def in_words(words: Words, least: int, most: int | None, shown: tuple[str, str] | None = None) -> Text:
    """The number of days in common, as `common_days` gives it.

    `shown` is what stands for the two numbers in the words, if not the numbers themselves.
    """
    days, limit = shown or (str(least), str(most))
    if most == 0:
        return words.phrase("pair-days-none")
    if least == 0:
        return words.phrase("pair-days-open") if most is None else words.phrase("pair-days-up-to", most=limit)
    if least == most:
        return words.phrase("pair-day") if least == 1 else words.phrase("pair-days", days=days)
    if most is None:
        return words.phrase("pair-day-at-least" if least == 1 else "pair-days-at-least", days=days)
    return words.phrase("pair-days-from-to", days=days, most=limit)

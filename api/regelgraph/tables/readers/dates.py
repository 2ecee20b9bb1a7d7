"""Reads dates: ISO 8601 or day.month.year (DIN 5008), known in whole or in part."""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date
from typing import Final

from regelgraph.tables.readers.cells import unreadable
from regelgraph.values import Reading, Span, Spans, State

_MIDNIGHT: Final = r"(?:[T ]00:00(?::00(?:\.0{1,9})?)?)?"
# [0-9] and not \d, which takes the digits of every script.
_FORMS: Final = tuple(
    re.compile(form)
    for form in (
        rf"(?P<year>[0-9]{{4}})-(?P<month>[0-9]{{2}})-(?P<day>[0-9]{{2}}){_MIDNIGHT}",
        rf"(?P<day>[0-9]{{1,2}})\. ?(?P<month>[0-9]{{1,2}})\. ?(?P<year>[0-9]{{4}}){_MIDNIGHT}",
        r"(?P<year>[0-9]{4})-(?P<month>[0-9]{2})",
        r"(?P<month>[0-9]{1,2})\. ?(?P<year>[0-9]{4})",
        r"(?P<year>[0-9]{4})",
    )
)
_TWO_DIGIT_YEAR: Final = re.compile(r"[0-9]{1,2}\. ?[0-9]{1,2}\. ?[0-9]{2}")
_FIRST_YEAR: Final = 1800


class DateReader:
    """Reads a cell as a day or, where only month or year are known, as all their days."""

    def own(self, text: str) -> Reading | None:  # noqa: ARG002 - dates have no names
        """None: no date has a name of its own."""
        return None

    def grammar(self, text: str) -> Reading:
        """Spans of `datetime.date`: one day, or the first to the last day that it may be; 00 is an unknown part."""
        if day := plain_day(text):
            return Reading(Spans.exactly(day), State.KNOWN)
        for form in _FORMS:
            if match := form.fullmatch(text):
                parts = match.groupdict()
                span = _span(int(parts["year"]), int(parts.get("month") or 0), int(parts.get("day") or 0))
                if span is None:
                    return unreadable("impossible-date", text)
                return Reading(Spans((span,)), State.KNOWN if span.low == span.high else State.VAGUE)
        return unreadable("two-digit-year" if _TWO_DIGIT_YEAR.fullmatch(text) else "not-a-date", text)


def plain_day(text: str) -> date | None:
    """A whole day in one of the two forms that almost all cells have."""
    if len(text) != 10 or not text.isascii():
        return None
    try:
        if text[4] == text[7] == "-":
            day = date.fromisoformat(text)
        elif text[2] == text[5] == ".":
            day = date.fromisoformat(f"{text[6:]}-{text[3:5]}-{text[:2]}")
        else:
            return None
    except ValueError:
        return None
    return day if day.year >= _FIRST_YEAR else None


def _span(year: int, month: int, day: int) -> Span | None:
    if year < _FIRST_YEAR or month > 12 or (day and not month):
        return None
    if not month:
        return Span(date(year, 1, 1), date(year, 12, 31))
    last = monthrange(year, month)[1]
    if day > last:
        return None
    return Span(date(year, month, day or 1), date(year, month, day or last))

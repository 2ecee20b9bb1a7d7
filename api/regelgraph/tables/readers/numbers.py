"""Reads whole and decimal numbers with a point or a comma; a number with two readings stays two."""

from __future__ import annotations

import re
from decimal import Decimal
from typing import Final

from regelgraph.rulebook import Fact
from regelgraph.tables.readers.cells import problem, unreadable
from regelgraph.values import Reading, Span, Spans, State

_MOST_CHARACTERS: Final = 40
_PLAIN: Final = re.compile(r"(-?[0-9]+)(?:[.,]([0-9]+))?")
_GROUPED: Final = re.compile(
    r"(-?[1-9][0-9]{0,2}(?:\.[0-9]{3}){2,}|-?[1-9][0-9]{0,2}(?:,[0-9]{3}){2,})"
    r"|(-?[1-9][0-9]{0,2}(?:\.[0-9]{3})+),([0-9]+)"
    r"|(-?[1-9][0-9]{0,2}(?:,[0-9]{3})+)\.([0-9]+)"
)
_ALSO_GROUPED: Final = re.compile(r"-?[1-9][0-9]{0,2}[.,][0-9]{3}")


class NumberReader:
    """Reads a cell as a number between the bounds of the fact; `whole` admits whole numbers only."""

    def __init__(self, fact: Fact, *, whole: bool) -> None:
        self._whole = whole
        self._low, self._high = fact.minimum, fact.maximum

    def own(self, text: str) -> Reading | None:  # noqa: ARG002 - numbers have no names
        """None: no number has a name of its own."""
        return None

    def grammar(self, text: str) -> Reading:
        """Spans of `int` or `Decimal`: the value, or both values of `1.234` if the fact allows both."""
        found = _values(text) if len(text) <= _MOST_CHARACTERS else set()
        if not found:
            return unreadable("not-a-whole-number" if self._whole else "not-a-number", text)
        if self._whole:
            found = {value for value in found if value == value.to_integral_value()}
        if not found:
            return unreadable("not-a-whole-number", text)
        allowed = sorted(value for value in found if self._allows(value))
        if not allowed:
            return self._outside(text)
        spans = Spans(tuple(Span(value, value) for value in map(self._exact, allowed)))
        if len(allowed) > 1:
            return Reading(spans, State.VAGUE, problem("ambiguous-number", text))
        return Reading(spans, State.KNOWN)

    def _exact(self, value: Decimal) -> int | Decimal:
        return int(value) if self._whole else value

    def _allows(self, value: Decimal) -> bool:
        return (self._low is None or value >= self._low) and (self._high is None or value <= self._high)

    def _outside(self, text: str) -> Reading:
        if self._low is None:
            return unreadable("too-large", text, high=str(self._high))
        if self._high is None:
            return unreadable("too-small", text, low=str(self._low))
        return unreadable("out-of-range", text, low=str(self._low), high=str(self._high))


def _values(text: str) -> set[Decimal]:
    if match := _GROUPED.fullmatch(text):
        whole, german, german_rest, english, english_rest = match.groups()
        digits = re.sub("[.,]", "", whole or german or english)
        return {Decimal(f"{digits}.{german_rest or english_rest or 0}")}
    if not (match := _PLAIN.fullmatch(text)):
        return set()
    digits, rest = match.groups()
    found = {Decimal(f"{digits}.{rest}" if rest else digits)}
    if _ALSO_GROUPED.fullmatch(text):
        found.add(Decimal(digits + rest))
    return found

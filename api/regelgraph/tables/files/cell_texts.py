"""The text of a typed cell: what a CSV file of the same table would hold."""

from __future__ import annotations

import math
import re
from datetime import date, datetime, time
from decimal import Decimal

_LONGEST_WHOLE = 40
"""Digits up to which a number is written out; a longer one is no number of a list, and keeps its exponent."""
_EXACT = 1e15
"""Below this every whole number is a float of its own, written out without exponent."""
_SURROGATE = re.compile("[\ud800-\udfff]")


def text_of(value: object) -> str:
    """A text as it is, nothing as "", ISO days and times, yes and no as true and false, whole numbers without ".0".

    A time at midnight belongs to a day and is dropped. A number that is none (NaN) is a cell without a value.
    """
    if isinstance(value, str):
        return value
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, datetime):
        return value.date().isoformat() if value.time() == time() else value.isoformat()
    if isinstance(value, date | time):
        return value.isoformat()
    if isinstance(value, float):
        if value and abs(value) < _EXACT and value.is_integer():
            return str(int(value))
        return "" if math.isnan(value) else number_text(Decimal(repr(value)))
    if isinstance(value, Decimal):
        return "" if value.is_nan() else number_text(value)
    return str(value)


def number_text(value: Decimal) -> str:
    """A number without exponent and without zeros behind the point; infinite ones as `Infinity`."""
    if not value.is_finite() or abs(value.adjusted()) > _LONGEST_WHOLE:
        return str(value)
    text = f"{value:f}"
    return text.rstrip("0").rstrip(".") if "." in text else text


def storable(text: str) -> str:
    """`text` in which halves of characters, which no file can hold, are marked as unreadable."""
    return text if text.isascii() else _SURROGATE.sub("\ufffd", text)

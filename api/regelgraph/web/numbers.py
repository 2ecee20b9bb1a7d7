"""Numbers as people of a language write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from decimal import Decimal

_MARKS: Final = {"de": str.maketrans(",.", ".,")}
"""Languages that group by a point and divide by a comma."""


def grouped(number: int | Decimal, lang: str) -> str:
    """A number in groups of three digits: 1.368 in German, 1,368 in English."""
    return f"{number:,}".translate(_MARKS.get(lang, {}))

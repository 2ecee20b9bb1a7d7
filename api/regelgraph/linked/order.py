"""The order in which people look for names: numbers by their value, letters without regard to case and accents."""

from __future__ import annotations

import re
import unicodedata
from itertools import filterfalse
from typing import Final

_NUMBER: Final = re.compile(r"([0-9]+)")
Key = tuple[str | tuple[int, str], ...]


def natural(text: str) -> Key:
    """What to sort a name by: `Satz 9` before `Satz 10`, `Ärzte` beside `Arzt` (DIN 5007, variant 1)."""
    plain = text if text.isascii() else "".join(filterfalse(unicodedata.combining, unicodedata.normalize("NFKD", text)))
    parts = _NUMBER.split(plain.casefold())
    return tuple(_number(part) if place % 2 else part for place, part in enumerate(parts))


def _number(digits: str) -> tuple[int, str]:
    """A number of any length: the longer is the greater."""
    significant = digits.lstrip("0")
    return len(significant), significant

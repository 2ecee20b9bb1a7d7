"""Texts of cells as the XML of a workbook has them: no formula, no character code, no longer than a cell, kept once.

ECMA-376 part 1: 18.4 for shared texts, 22.9.2.19 (ST_Xstring) for characters that XML does not hold.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from typing import Final

from regelgraph.tables.writers.csv import safe

LONGEST: Final = 32_767
"""UTF-16 units that a cell holds."""
UNUSUAL: Final = r"^$|^[^\pL\pN]|[<>&\x00-\x1f\x7f-\x9f\x{fffe}\x{ffff}]|_x|\pZ$"
"""What a text may match (RE2) that XML does not have as it is; any other stands as it is, unless it is too long."""
_CUT: Final = " …"
_CODE: Final = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NO_XML: Final = re.compile("[\x00-\x08\x0b-\x1f\ufffe\uffff]")
_OUTER_SPACE: Final = re.compile(r"^\s|\s$")
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
    '<sst xmlns="http://schemas.openxmlformats.org/spreadsheetml/2006/main" uniqueCount="{}">'
)
_AT_ONCE: Final = 1 << 12


def cell_text(text: str) -> str:
    """A text as a cell shows it: safe as in CSV, cut with a mark where a cell ends."""
    kept = safe(text)
    if len(kept) <= LONGEST // 2 or len(units := kept.encode("utf-16-le")) <= 2 * LONGEST:
        return kept
    return units[: 2 * (LONGEST - len(_CUT))].decode("utf-16-le", "ignore") + _CUT


def element(text: str) -> str:
    """The XML element `t` of a text; a reader gets the very text, and `_x0041_` is not taken for a character code."""
    kept = _CODE.sub("_x005F_", cell_text(text))
    kept = _NO_XML.sub(lambda found: f"_x{ord(found[0]):04X}_", kept)
    kept = kept.replace("&", "&amp;").replace("<", "&lt;").replace(">", "&gt;")
    return f'<t xml:space="preserve">{kept}</t>' if _OUTER_SPACE.search(kept) else f"<t>{kept}</t>"


class SharedTexts:
    """The distinct texts of a workbook that cells refer to by number, in the order of first use."""

    def __init__(self) -> None:
        self._numbers: dict[str, int] = {}

    def number(self, text: str) -> int:
        """The number by which a cell refers to a text."""
        return self._numbers.setdefault(text, len(self._numbers))

    def part(self) -> Iterator[bytes]:
        """The part of the package that holds them all."""
        yield _HEAD.format(len(self._numbers)).encode()
        texts = list(self._numbers)
        for start in range(0, len(texts), _AT_ONCE):
            yield "".join(f"<si>{element(text)}</si>" for text in texts[start : start + _AT_ONCE]).encode()
        yield b"</sst>"

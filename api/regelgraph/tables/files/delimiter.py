"""Finds the separator of a text table from its header line."""

from __future__ import annotations

import csv
import io
import re
from collections.abc import Callable, Sequence

SEPARATORS = (",", ";", "\t")
_QUOTED = re.compile(r'"(?:[^"]|"")*"')
HEADER_LENGTH = 1 << 20
"""Characters in which a header line is looked for."""
LONGEST_CELL = 1 << 25
"""Characters; a longer cell is no cell."""
_LOOKED_AT = 20_000
"""Headers; those behind them do not help to find the separator."""
_DECLARED = re.compile(r"\ufeff?\"?sep=([,;\t])\"?(\r\n|\n|\r)", re.IGNORECASE)

Recognised = Callable[[Sequence[str]], int]
"""How many of the headers given name a column that is understood."""


def declared_separator(text: str) -> tuple[str | None, str]:
    """The separator that a first line `sep=;` declares, as spreadsheets write it, and the text behind that line."""
    found = _DECLARED.match(text)
    return (found[1], text[found.end() :]) if found else (None, text)


def header_record(text: str, separator: str) -> list[str]:
    """The cells of the first record that is not an empty line; none in an empty text."""
    csv.field_size_limit(LONGEST_CELL)
    for record in csv.reader(io.StringIO(text[:HEADER_LENGTH], newline=""), delimiter=separator):
        if any(cell.strip() for cell in record):
            return record
    return []


def find_separator(text: str, recognised: Recognised) -> str:
    """Of `,` `;` and tab the one whose split of the header names the most known columns, then the most frequent.

    Separators inside quotes do not count. A header without any is a table of one column, for which `,` is returned.
    """
    bare = _QUOTED.sub("", text[: 1 << 16]).lstrip()
    line = re.split(r"[\r\n]", bare, maxsplit=1)[0]

    def likeliness(separator: str) -> tuple[int, int]:
        return recognised(header_record(text, separator)[:_LOOKED_AT]), line.count(separator)

    return max(SEPARATORS, key=likeliness)

"""Reports as CSV (RFC 4180 quoting, UTF-8, lines end with LF), safe to open in a spreadsheet."""

from __future__ import annotations

import re
from collections.abc import Sequence
from typing import IO

from regelgraph.tables.reports.report import Report
from regelgraph.tables.writers.lines import Form, write_lines

_FORMULA = re.compile(r"[\s\u200b-\u200f\u2060\ufeff\x00-\x1f]*[=+\-@\uff1d\uff0b\uff0d\uff20]|[ ]*[\t\r\n]")
_QUOTED = re.compile(r'[",;\r\n\t]|^\s|\s$')


def write(report: Report, out: IO[bytes]) -> None:
    """Write a header line and all rows to a binary stream."""

    def tail(cells: Sequence[str], why: str) -> str:
        return "," + join((*cells[:4], why, *cells[4:]))

    out.write((join(report.columns) + "\n").encode())
    write_lines(report, out, Form(cell, "", "", "", [","] * (1 + len(report.further)), tail))


def join(cells: Sequence[str]) -> str:
    """One record, without the end of the line."""
    return ",".join(cell(each) for each in cells)


def cell(text: str) -> str:
    """One cell: quoted where needed, and safe."""
    kept = safe(text)
    return '"' + kept.replace('"', '""') + '"' if _QUOTED.search(kept) else kept


def safe(text: str) -> str:
    """An apostrophe before what a spreadsheet would take for a formula; any other text as it is.

    Leading blanks, invisible characters and full-width signs do not hide a formula (OWASP, CSV injection).
    """
    return "'" + text if _FORMULA.match(text) else text

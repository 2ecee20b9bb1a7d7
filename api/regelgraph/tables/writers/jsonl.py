"""Reports as JSON Lines: one object a row, UTF-8, texts exactly as they are."""

from __future__ import annotations

import json
from collections.abc import Sequence
from typing import IO

from regelgraph.tables.reports.report import Report
from regelgraph.tables.writers.lines import Form, write_lines


def write(report: Report, out: IO[bytes]) -> None:
    """Write all rows to a binary stream."""
    names = report.ending_columns

    def tail(cells: Sequence[str], why: str) -> str:
        members = [(name, each) for name, each in zip(names, cells, strict=True)]
        members.insert(4, ("invalid", why))
        return ", " + ", ".join(f"{text(name)}: {text(each)}" for name, each in members) + "}"

    between = [f", {text(name)}: " for name in (report.identity, *report.further)]
    write_lines(report, out, Form(text, '"', "null", '{"row": ', between, tail))


def text(value: str) -> str:
    """A JSON string on one line."""
    return one_line(json.dumps(value, ensure_ascii=False))


def one_line(made: str) -> str:
    """JSON without the line separators that some readers take for line ends."""
    return made.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

"""Reports as JSON Lines: one object a row, UTF-8, texts exactly as they are."""

from __future__ import annotations

import json
from typing import IO

from regelgraph.tables.report import Report
from regelgraph.tables.writers.lines import further_pieces, put_texts, write_lines


def write(report: Report, out: IO[bytes]) -> None:
    """Write all rows to a binary stream."""
    names = report.ending_columns
    heads = []
    for ending in report.endings:
        members = [f"{text(n)}: {text(c)}" for n, c in zip(names, report.ending_cells(ending), strict=True)]
        heads.append((", ".join(members[:4]), ", ".join(members[4:])))
    put_texts(report.relations, heads, [text(why) for why in (*report.invalids, "")])
    identity = text(report.identity).replace("'", "''")
    more = [piece for name, each in further_pieces(report, "'null'").items() for piece in (f"', {text(name)}: '", each)]
    pieces = [
        "'{\"row\": '", "r.row", f"', {identity}: '", "IDENTITY", *more, "', '", "h.head",
        "', \"invalid\": '", "v.text", "', '", "h.tail", "'}'",
    ]  # fmt: skip
    write_lines(report, out, pieces, text, "'\"' || r.identity || '\"'")


def text(value: str) -> str:
    """A JSON string on one line."""
    return one_line(json.dumps(value, ensure_ascii=False))


def one_line(made: str) -> str:
    """JSON without the line separators that some readers take for line ends."""
    return made.replace("\u2028", "\\u2028").replace("\u2029", "\\u2029")

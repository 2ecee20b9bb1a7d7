"""Writes a report as ready lines: every text is put into form once and joined to the rows by the database."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import IO

from regelgraph.tables.relations import Relations
from regelgraph.tables.report import Report

PLAIN = "^([A-Za-z0-9]([A-Za-z0-9_. -]*[A-Za-z0-9_.-])?)?$"
"""An identity that every format writes as it stands."""


def write_lines(
    report: Report, out: IO[bytes], pieces: Sequence[str], heads: Callable[[str], str], plain_identity: str
) -> None:
    """Write one line per row to `out`, as UTF-8.

    `pieces` are SQL expressions joined to a line; they may use r (row), `identity`, h.head, h.tail and v.text of the
    tables made by `put_texts`. `heads` forms an identity that is not plain, `plain_identity` is the SQL form of one
    that is.
    """
    relations = report.relations
    odd = [
        identity
        for (identity,) in relations.rows(
            f"SELECT DISTINCT identity FROM report WHERE NOT regexp_matches(identity, '{PLAIN}')"
        )
    ]
    relations.put(
        "odd",
        {"identity": odd, "text": [heads(identity) for identity in odd]},
        {"identity": "string", "text": "string"},
    )
    formed = [_form(relations, name, heads) for name, is_number in report.further.items() if not is_number]
    line = " || ".join([*pieces, "chr(10)"]).replace("IDENTITY", f"coalesce(o.text, {plain_identity})")
    query = (
        f"SELECT {line} AS line FROM report r JOIN heads h ON h.e = r.e JOIN whys v ON v.i = r.i "
        f"LEFT JOIN odd o ON o.identity = r.identity{''.join(formed)} ORDER BY r.row, r.ord"
    )
    for batch in relations.arrow(query):
        out.write("".join(batch.column(0).to_pylist()).encode())


def further_pieces(report: Report, none: str) -> dict[str, str]:
    """SQL expressions of the report's further columns by name; `none` is the SQL form of a number that is not there."""
    return {
        name: f"coalesce(CAST(r.{name} AS VARCHAR), {none})" if is_number else f"form_{name}.text"
        for name, is_number in report.further.items()
    }


def _form(relations: Relations, name: str, form: Callable[[str], str]) -> str:
    """Bring each distinct text of a further column into form; the join that brings it back to the rows."""
    values = [value for (value,) in relations.rows(f"SELECT DISTINCT {name} FROM report")]
    relations.put(
        f"form_{name}",
        {"value": values, "text": [form(value) for value in values]},
        {"value": "string", "text": "string"},
    )
    return f" LEFT JOIN form_{name} ON form_{name}.value = r.{name}"


def put_texts(relations: Relations, heads: Sequence[tuple[str, str]], whys: Sequence[str]) -> None:
    """The small tables `heads` (e, head, tail) of endings and `whys` (i, text); the last why is no row's own."""
    relations.put(
        "heads",
        {
            "e": list(range(len(heads))),
            "head": [head for head, _ in heads],
            "tail": [tail for _, tail in heads],
        },
        {"e": "int64", "head": "string", "tail": "string"},
    )
    relations.put("whys", {"i": [*range(len(whys) - 1), -1], "text": list(whys)}, {"i": "int64", "text": "string"})

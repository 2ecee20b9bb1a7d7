"""The JSON answer to a check, written in parts, so that it is never whole in memory."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Final

from regelgraph.checks import Check
from regelgraph.tables.columns import warnings
from regelgraph.web.checks.json_rows import END, Rows, head

if TYPE_CHECKING:
    from regelgraph.tables.reports.report import Report

_CHUNK: Final = 1 << 18
"""Bytes that are made at once, about."""


def written(opened: Check, report: Report) -> Iterator[bytes]:
    """The document in parts. The first is made here, each other when the client has taken the one before."""
    chunks = _chunks(_pieces(opened, report))
    return chain((next(chunks),), chunks)


def _pieces(opened: Check, report: Report) -> Iterator[bytes]:
    """The JSON document, row by row; the words of rows that end alike are written once."""
    rows = Rows(opened.judge.words, opened.judge.rulebook, report.knowledge)
    told = [warning for _, warning in warnings(opened.sources, opened.columns)]
    yield head(opened.judge.rulebook, report.as_of, report.verdict_counts(), told)
    mark = b""
    for place, row in report.numbered_rows():
        own = {name: row[name] for name in ("row", report.identity, *report.further)}
        yield mark + rows.written(own, place, report.endings[place], str(row["invalid"]))
        mark = b","
    yield END


def _chunks(pieces: Iterator[bytes]) -> Iterator[bytes]:
    """The pieces in parts large enough to be sent."""
    while part := b"".join(_until(pieces, _CHUNK)):
        yield part


def _until(pieces: Iterator[bytes], size: int) -> Iterator[bytes]:
    for piece in pieces:
        yield piece
        size -= len(piece)
        if size <= 0:
            return

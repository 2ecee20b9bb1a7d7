"""The JSON answer to a check, written in parts, so that it is never whole in memory."""

from __future__ import annotations

import json
from collections.abc import Iterator
from itertools import chain
from typing import TYPE_CHECKING, Any, Final

from regelgraph.checks import Check
from regelgraph.tables.columns import warnings
from regelgraph.tables.reports.endings import CriterionEnding, Ending

if TYPE_CHECKING:
    from regelgraph.tables.reports.report import Report

_CHUNK: Final = 1 << 18
"""Bytes that are made at once, about."""


def written(opened: Check, report: Report) -> Iterator[bytes]:
    """The document in parts. The first is made here, each other when the client has taken the one before."""
    chunks = _chunks(_pieces(opened, report))
    return chain((next(chunks),), chunks)


def _pieces(opened: Check, report: Report) -> Iterator[bytes]:
    """The JSON document, row by row; the criteria of rows that end alike are written once."""
    rulebook = opened.judge.rulebook
    head = {
        "knowledge": {
            "version": rulebook.version,
            "fingerprint": rulebook.fingerprint,
            "as_of": report.as_of.isoformat(),
        },
        "summary": report.verdict_counts(),
        "warnings": [warning for _, warning in warnings(opened.sources, opened.columns)],
    }
    yield _dumped(head)[:-1] + b',"results":['
    written: dict[int, bytes] = {}
    mark = b""
    for place, row in report.numbered_rows():
        if place not in written:
            written[place] = _dumped(criteria_of(opened, report.endings[place]))
        kept = {name: cell for name, cell in row.items() if name != "criteria"}
        yield mark + _dumped(kept)[:-1] + b',"criteria":' + written[place] + b"}"
        mark = b","
    yield b"]}"


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


def criteria_of(opened: Check, ending: Ending) -> list[dict[str, Any]]:
    """All criteria of a case with their outcomes; none where its round is not known."""
    return [_criterion(opened, each) for each in ending.every]


def _criterion(opened: Check, found: CriterionEnding) -> dict[str, Any]:
    reason = found.reason or opened.judge.words.met(opened.judge.rulebook.criteria[found.criterion].label)
    return {
        "id": found.notation,
        "outcome": found.word,
        "reason": reason.both(),
        "citations": list(found.citations),
    }


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

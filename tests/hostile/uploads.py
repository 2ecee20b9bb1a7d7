"""Sends hostile lists to the service, and sees that they are refused in words of ours, for little memory."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from typing import Any

import httpx
from regelgraph.web.accept import CSV, JSON, NDJSON, PARQUET, TURTLE, XLSX
from regelgraph.web.service import Options

from tests.web.conftest import TODAY, Client, assert_problem

__all__ = ["CSV", "JSON", "NDJSON", "PARQUET", "SECRET", "TURTLE", "XLSX", "judged", "refused", "sent", "within"]
SECRET = "Geheimnis"  # noqa: S105 - it is none
"""Stands in lists where it must not come back in a problem."""
MOST = 450
"""MiB that a request takes at most; every list here would take some times as many if it were read."""


@cache
def service() -> Client:
    """One for all tests. It has answered once, so that what it loads only then is no cost of a list."""
    found = Client(Options(today=lambda: TODAY))
    found.check("persons", {"person_id": "A"}, params={"round": "win-win-2"})
    return found


def sent(type_: str, data: bytes, accept: str = JSON, kind: str = "persons", **headers: str) -> httpx.Response:
    """The answer to a list as the body of a request."""
    url = f"/check/{kind}?round=win-win-2" if kind != "participations" else f"/check/{kind}"
    return service()("POST", url, content=data, headers={"Content-Type": type_, "Accept": accept, **headers})


def refused(type_: str, data: bytes, status: int, kind: str, *words: str) -> dict[str, Any]:
    """The problem document of a list that is refused for less than MOST, and tells nothing of what stands in it."""
    service()
    with within(MOST):
        answer = sent(type_, data)
    found = assert_problem(answer, status, kind, *words)
    assert SECRET not in answer.text
    assert len(found["detail"]) < 300
    assert found["detail"].isprintable()
    return found


def judged(type_: str, data: bytes) -> dict[str, Any]:
    """The report on a list that is judged for less than MOST."""
    service()
    with within(MOST):
        answer = sent(type_, data)
    assert answer.status_code == 200, answer.text
    found: dict[str, Any] = answer.json()
    return found


@contextmanager
def within(mebibytes: int) -> Iterator[None]:
    """Raises AssertionError if this process takes so much more memory at any time meanwhile (proc(5), VmHWM)."""
    Path("/proc/self/clear_refs").write_text("5", encoding="ascii")  # the most so far is what it has now
    before = _most()
    yield
    more = _most() - before
    assert more < mebibytes, f"{more} MiB more than before"


def _most() -> int:
    lines = Path("/proc/self/status").read_text(encoding="ascii").splitlines()
    return next(int(line.split()[1]) >> 10 for line in lines if line.startswith("VmHWM:"))

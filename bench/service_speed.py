"""How many answers a second the service and the server beside it give, each asked the same way, in turn."""

from __future__ import annotations

import argparse
import contextlib
import http.client
import json
import sys
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

import service_requests as asking
from service_load import CONNECTIONS, Asked, Load, N

WAYS = ("point look-ups", "medium queries", "questions", "entity pages", "one person by JSON")


def speed(folder: Path, dump: Path, theirs_at: str, ours_at: str, given: argparse.Namespace) -> None:
    """Load both servers in turn and print the table."""
    ours = asked_of_us(dump, ours_at)
    theirs = {"point look-ups": asking.points("/query", asking.things(dump)), "medium queries": asking.medium("/query")}
    for way in theirs.keys() & ours.keys():
        same(theirs_at, theirs[way], ours_at, ours[way])
    runs: list[tuple[str, str, Load]] = []
    for way in WAYS:
        if way in theirs:
            runs.append((way, theirs_at, Load.of(folder / f"oxigraph {way}", theirs[way])))
        if way in ours:
            runs.append((way, ours_at, Load.of(folder / f"ours {way}", ours[way])))
    for _, url, load in runs:
        load.run(url, given.seconds, kept=False)
    for _ in range(given.repeats):
        for _, url, load in runs:
            load.run(url, given.seconds)
    print(
        f"| {CONNECTIONS} connections, `--workers {given.workers}` | a second | p50 ms | p99 ms | ratio | p99 ratio |"
    )
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    beside = {way: load for way, url, load in runs if url == theirs_at}
    for way, url, load in runs:
        who = "oxigraph" if url == theirs_at else "regelgraph"
        other = None if url == theirs_at else beside.get(way) or beside["point look-ups"]
        print(f"| {way}, {who} | {load.row(other if way != 'one person by JSON' else None)} |")
    for way in sorted(set(WAYS) - set(ours), key=WAYS.index):
        print(f"\n{way}: this service does not answer them")


def asked_of_us(dump: Path, ours_at: str) -> dict[str, list[Asked]]:
    """What the service offers of all that is measured."""
    status, listed = got(ours_at, "/questions", "application/json")
    assert status == 200
    found = {"questions": asking.questions(listed["questions"]), "one person by JSON": asking.persons()}
    points, medium = asking.points("/sparql", asking.things(dump)), asking.medium("/sparql")
    if offered(ours_at, points[0]):
        found |= {"point look-ups": points, "medium queries": medium}
    pages = asking.entities(asking.things(dump))
    if offered(ours_at, pages[0]):
        found["entity pages"] = [page for page in pages if got(ours_at, page.target, page.accept)[0] == 200]
    return found


def offered(url: str, asked: Asked) -> bool:
    """Whether there is such an address; ends if it does not answer well in the end."""
    for _ in range(20):
        status, document = got(url, asked.target.replace(N, "1"), asked.accept)
        if status in (200, 404):
            return status == 200
    sys.exit(f"{asked.target}: {status} {document}")


def row_of(row: dict[str, dict[str, str]]) -> str:
    """A row in a form that both servers give alike: blank nodes have no name that counts."""
    terms = {name: {**term, "value": ""} if term["type"] == "bnode" else term for name, term in row.items()}
    return json.dumps(terms, sort_keys=True)


def same(theirs_at: str, theirs: list[Asked], ours_at: str, ours: list[Asked]) -> None:
    """End if the two servers find other rows for the first queries."""
    for one, other in list(zip(theirs, ours, strict=True))[:100]:
        there = got(theirs_at, one.target.replace(N, "1"), one.accept)
        here = got(ours_at, other.target.replace(N, "1"), other.accept)
        found = [sorted(map(row_of, answer[1]["results"]["bindings"])) for answer in (there, here)]
        # Rows behind LIMIT may differ where several stand at its place; their number does not.
        if len(found[0]) != len(found[1]) or ("LIMIT" not in one.target and found[0] != found[1]):
            sys.exit(f"the servers differ: {one.target}")


def got(url: str, target: str, accept: str) -> tuple[int, Any]:
    """Status and body of an answer, read as JSON where it is."""
    link = http.client.HTTPConnection(urlsplit(url).netloc, timeout=60)
    with contextlib.closing(link):
        link.request("GET", target, headers={"Accept": accept})
        answer = link.getresponse()
        body = answer.read()
        return answer.status, json.loads(body) if "json" in (answer.getheader("content-type") or "") else body

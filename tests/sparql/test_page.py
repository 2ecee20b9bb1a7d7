"""docs/sparql.md: every curl command runs as it stands, and the numbers are those of the code."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from urllib.parse import urlencode, urlsplit

import pytest
from regelgraph.web.service import Loaded
from regelgraph.web.sparql import Bounds, answer, examples
from regelgraph.web.sparql.formats import BOOLEAN, GRAPH, ROWS
from regelgraph.web.sparql.headers import KEPT
from regelgraph.workers.messages import Request

from tests.sparql.conftest import BASE, Got

PAGE = (Path(__file__).parents[2] / "docs" / "sparql.md").read_text(encoding="utf-8")
COMMANDS = [line for line in PAGE.splitlines() if line.startswith("curl ")]
FORM = "application/x-www-form-urlencoded"


def request_of(command: str) -> Request:
    """What curl would send; only the options that the page uses."""
    words = shlex.split(command)[1:]
    headers, fields, body, address, get = {"accept": "*/*"}, [], b"", "", False
    while words:
        match words.pop(0):
            case "-s":
                continue
            case "-G":
                get = True
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                headers[name.lower()] = value
            case "--data-urlencode":
                name, _, value = words.pop(0).partition("=")
                fields.append((name, value))
            case "--data-binary":
                body = words.pop(0).encode()
            case other:
                address = urlsplit(other).path
    if fields and not get:
        body = urlencode(fields).encode()
        headers.setdefault("content-type", FORM)
    query = urlencode(fields).encode() if get else b""
    return Request("POST" if body else "GET", address, query, tuple(headers.items()), body, BASE)


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_gives_what_it_asks_for(loaded: Loaded, command: str) -> None:
    request = request_of(command)
    got = Got((examples if request.path.startswith("/.well-known") else answer)(loaded, request))
    assert got.status == 200, got.body
    wanted = request.header("accept")
    assert got.type.startswith("application/sparql-results+json" if wanted == "*/*" else wanted)
    if "json" in got.type and wanted == "*/*":
        assert got.json.get("boolean") or got.json["results"]["bindings"]
    assert len(got.body) > 10


def test_the_numbers_of_the_page_are_those_of_the_code() -> None:
    bounds = Bounds()
    numbers = [int(found.replace(" ", "")) for found in re.findall(r"\| (\d[\d ]*) \| 400, before", PAGE)]
    assert numbers == [bounds.query.characters, bounds.query.deep, bounds.query.long]
    assert f"| {bounds.answer // 2**20} MiB | 503, `ended` |" in PAGE
    assert f"`Cache-Control: {KEPT[1]}`" in PAGE


def test_the_page_lists_the_formats_in_their_order() -> None:
    for query, offered in (("`SELECT`", ROWS), ("`ASK`", BOOLEAN), ("`CONSTRUCT`", GRAPH)):
        line = next(line for line in PAGE.splitlines() if line.startswith(f"| {query}"))
        assert re.findall(r"`(\w+/[\w+.-]+)`", line) == [type_ for type_, _ in offered]

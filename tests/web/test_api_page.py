"""docs/api.md: every curl command runs as it stands, and the tables name what the service has."""

from __future__ import annotations

import re
import shlex
from pathlib import Path
from typing import Any

import pytest

from tests.web.conftest import Client

ROOT = Path(__file__).parents[2]
PAGE = (ROOT / "docs" / "api.md").read_text(encoding="utf-8")
COMMANDS = [line for line in PAGE.splitlines() if line.startswith("curl ")]
SERVICE = "http://127.0.0.1:8000"


def request_of(command: str) -> dict[str, Any]:
    """What curl would send; only the options that the page uses."""
    words = shlex.split(command)[1:]
    made: dict[str, Any] = {"method": "GET", "headers": {"Accept": "*/*"}}
    while words:
        match words.pop(0):
            case "-s":
                continue
            case "-H":
                name, _, value = words.pop(0).partition(": ")
                made["headers"][name] = value
            case "--json":
                made |= {"method": "POST", "content": words.pop(0).encode()}
                made["headers"] |= {"Content-Type": "application/json", "Accept": "application/json"}
            case "--data-binary":
                made |= {"method": "POST", "content": (ROOT / words.pop(0).removeprefix("@")).read_bytes()}
            case "-F":
                name, _, path = words.pop(0).partition("=@")
                made |= {"method": "POST", "files": {name: (Path(path).name, (ROOT / path).read_bytes())}}
            case url if url.startswith(SERVICE):
                made["url"] = url.removeprefix(SERVICE)
            case other:
                raise AssertionError(other)
    return made


@pytest.mark.parametrize("command", COMMANDS)
def test_a_command_of_the_page_gives_what_it_asks_for(ask: Client, command: str) -> None:
    answer = ask(**request_of(command))
    assert answer.status_code == 200, answer.text
    assert answer.headers["content-type"].startswith(
        "text/csv" if "Accept: text/csv" in command else "application/json"
    )


def test_the_page_has_commands_for_every_kind_of_address() -> None:
    for address in ("/questions", "/check/persons", "/check/participations", "/check/networks", "/explain/person"):
        assert any(address in command for command in COMMANDS)


def test_the_page_names_every_address_and_every_kind_of_error(ask: Client) -> None:
    for path in ask.get("/openapi.json").json()["paths"]:
        if not path.startswith(("/questions/", "/static/")):
            assert f"`{path}" in PAGE or f" {path}`" in PAGE, path
    code = "".join(path.read_text() for path in (ROOT / "api" / "regelgraph" / "web").rglob("*.py"))
    for kind in re.findall(r'PROBLEM \+ "([a-z-]+)"', code):
        assert f"`{kind}`" in PAGE

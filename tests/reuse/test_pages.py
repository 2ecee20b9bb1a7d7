"""Each page on reuse shows its scripts as they are and what they print over the knowledge as it is."""

from __future__ import annotations

import json
import re
import urllib.request
from pathlib import Path

import pytest

from tests.reuse.pages import FOLDER, PAGES, commands, files, run

SCRIPTS = sorted(
    path.relative_to(FOLDER).as_posix()
    for path in FOLDER.rglob("*")
    if path.suffix in {".py", ".mjs"} and "node_modules" not in path.parts
)
COMMANDS = [(page, command) for page in PAGES for command, _ in commands(page)]


@pytest.mark.parametrize(("page", "command"), COMMANDS, ids=[command for _, command in COMMANDS])
def test_a_script_prints_what_its_page_shows(
    page: str, command: str, service: str, folder: Path, request: pytest.FixtureRequest
) -> None:
    if command.startswith("node "):
        request.getfixturevalue("installed")
    assert run(command, service, folder) == dict(commands(page))[command], "python -m tests.reuse.approve"


@pytest.mark.parametrize("page", PAGES)
def test_a_page_shows_files_as_they_are(page: str) -> None:
    told = [name for name, text in files(page) if (FOLDER / name).read_text(encoding="utf-8") != text]
    assert told == [], "python -m tests.reuse.approve"


def test_every_script_stands_on_a_page_and_is_run_by_it() -> None:
    shown = [name for page in PAGES for name, _ in files(page)]
    assert [name for name in SCRIPTS if shown.count(name) != 1] == []
    assert [name for name in SCRIPTS if not any(name in command for _, command in COMMANDS)] == []


@pytest.mark.parametrize("name", SCRIPTS)
def test_a_script_is_short_and_uses_nothing_of_ours_but_the_service(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert len(text.splitlines()) <= 60
    assert re.findall(r"^(?:import|from) regelgraph", text, re.MULTILINE) == []


def test_every_page_stands_in_the_overview() -> None:
    overview = (FOLDER / "README.md").read_text(encoding="utf-8")
    assert [page for page in PAGES if page != "README.md" and f"]({page})" not in overview] == []


def test_the_query_of_the_page_on_sparql_counts_the_titles_that_the_question_names(service: str, folder: Path) -> None:
    with urllib.request.urlopen(f"{service}/questions/titles-blocked?round=win-win-2&limit=10000") as answer:  # noqa: S310
        rows = json.load(answer)["rows"]
    named = {
        group: len({row["title"] for row in rows if row["group_en"] == group})
        for group in {r["group_en"] for r in rows}
    }
    counted = re.findall(
        r"^(\S.*): (\d+) titles", run(f"python titles_refused.py {service} win-win-2", service, folder), re.MULTILINE
    )
    assert {group: int(number) for group, number in counted} == named


def test_the_lock_file_names_no_place_to_fetch_from() -> None:
    lock = json.loads((FOLDER / "javascript" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: package for name, package in lock["packages"].items() if name}
    assert packages
    assert [name for name, package in packages.items() if "resolved" in package or "integrity" not in package] == []


def test_a_script_in_a_page_of_others_may_read_a_document_and_its_headers(service: str) -> None:
    headers = {"Origin": "https://example.org", "Accept": "application/ld+json"}
    asked = urllib.request.Request(f"{service}/id/fact/sex", headers=headers)  # noqa: S310
    with urllib.request.urlopen(asked) as answer:  # noqa: S310
        assert json.load(answer)["id"].endswith("/id/fact/sex")
        given = answer.headers
    assert given["access-control-allow-origin"] == "*"
    exposed = {name.strip().lower() for name in given["access-control-expose-headers"].split(",")}
    assert {"content-location", "etag", "link"} <= {name.lower() for name in given} & exposed

"""The files of the pages: which there are, what they are called by, and that there are no others."""

from __future__ import annotations

import json
import re
from pathlib import Path

import pytest
from regelgraph.web.static_files import FOLDER, names

from tests.web.conftest import Client, assert_problem

ROOT = Path(__file__).parents[2]
TYPES = {
    "css": "text/css; charset=utf-8",
    "js": "text/javascript; charset=utf-8",
    "json": "application/json",
    "png": "image/png",
    "svg": "image/svg+xml",
    "txt": "text/plain; charset=utf-8",
}
PARTS = ("yasgui.js", "yasgui.css", "cytoscape.js", "layout-base.js", "cose-base.js", "cytoscape-fcose.js")
VENDOR = FOLDER / "vendor"


@pytest.mark.parametrize("name", sorted(names()))
def test_each_file_is_served_as_it_is_by_its_type(ask: Client, name: str) -> None:
    got = ask.get(f"/static/{name}")
    assert got.status_code == 200
    assert got.headers["content-type"] == TYPES[name.rpartition(".")[2]]
    assert got.headers["cache-control"] == "public, no-cache"
    assert got.content == (FOLDER / name).read_bytes()


@pytest.mark.parametrize(
    "name",
    [
        "",
        "nothing.css",
        "../static_files.py",
        "..%2fstatic_files.py",
        "%2e%2e/pages.py",
        "vendor/../../pages.py",
        "vendor/..%5c..%5cpages.py",
        "vendor",
        "vendor/",
        "/etc/passwd",
        "style.css/",
        "style.css%00",
        "STYLE.CSS",
    ],
)
def test_nothing_else_is_served(ask: Client, name: str) -> None:
    assert_problem(ask.get(f"/static/{name}"), 404, "not-found")


def test_a_file_is_only_read(ask: Client) -> None:
    assert ask("HEAD", "/static/style.css").status_code == 200
    assert ask("POST", "/static/style.css").headers["allow"].startswith("GET, HEAD")


def test_what_pages_load_of_others_is_there_with_its_licences_and_without_source_maps() -> None:
    listed = {each["name"]: each for each in json.loads((VENDOR / "packages.json").read_text(encoding="utf-8"))}
    wanted = json.loads((ROOT / "api" / "browser" / "package.json").read_text(encoding="utf-8"))
    for name, version in wanted["dependencies"].items():
        assert listed[name]["version"] == version
    texts = (VENDOR / "licences.txt").read_text(encoding="utf-8")
    for each in listed.values():
        assert set(each) == {"name", "version", "license", "url"}
        assert each["url"].startswith("http")
        assert f"{each['name']} {each['version']} ({each['license']})" in texts
    assert not set(wanted["devDependencies"]) & set(listed)
    for name in PARTS:
        assert b"sourceMappingURL" not in (VENDOR / name).read_bytes()


def test_the_lock_of_the_packages_has_their_digests_and_no_addresses() -> None:
    lock = json.loads((ROOT / "api" / "browser" / "package-lock.json").read_text(encoding="utf-8"))
    packages = {name: each for name, each in lock["packages"].items() if name}
    assert [name for name, each in packages.items() if not each["integrity"].startswith("sha512-")] == []
    assert [name for name, each in packages.items() if "resolved" in each] == []


@pytest.mark.parametrize("name", sorted(name for name in names() if name.endswith((".js", ".css")) and "/" not in name))
def test_files_of_our_own_say_first_what_they_are_for_and_load_nothing_from_elsewhere(name: str) -> None:
    text = (FOLDER / name).read_text(encoding="utf-8")
    assert text.startswith(("/*", "//"))
    assert not re.search(r"(?:from|import|url\(|fetch\()\s*[\"']?https?:", text)


def test_a_browser_finds_the_picture_where_it_looks_for_it_on_what_is_no_page(ask: Client) -> None:
    got = ask.get("/favicon.ico")
    assert got.status_code == 308
    assert got.headers["location"].endswith("/static/icon.svg")
    assert ask.get("/static/icon.svg").status_code == 200

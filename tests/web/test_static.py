"""A site of files says what the service says: tried with a sample of the built-in knowledge."""

from __future__ import annotations

import re
from collections.abc import Iterator

import pytest
from regelgraph.linked.names import NAMESPACE
from regelgraph.site.contents import Contents
from regelgraph.site.jobs import name, page, retired
from regelgraph.web.place import Place

from tests.web.conftest import Client

SAMPLES = 12
NEED_A_SERVICE = {
    "/.well-known/sparql-examples",
    "/docs",
    "/explore",
    "/health/live",
    "/health/ready",
    "/metrics",
    "/openapi.json",
    "/questions",
    "/search",
    "/sparql",
}
CHOSEN = ("/id/criterion/age", "/graph/data/labels", "/def/", "/id/legal-group/open")
TYPES = {
    "ttl": "text/turtle",
    "jsonld": "application/ld+json",
    "nt": "application/n-triples",
    "rdf": "application/rdf+xml",
}
_LINKS = re.compile(r'<link[^>]*>| (?:href|action)="[^"]*"|<form.*?</form>|<nav aria-label.*?</nav>', re.DOTALL)


@pytest.fixture
def contents(ask: Client) -> Iterator[Contents]:
    loaded = ask.handler.loaded
    place, service = loaded.place, loaded.service
    yield Contents(ask.handler, "http://service", "", known_base=True)
    loaded.place, loaded.service = place, service


def bare(text: str) -> str:
    """A page without its links, and without spaces."""
    return "".join(_LINKS.sub("", text).replace("<a>", "").replace("</a>", "").split())


def test_names_that_files_can_have_are_all_names(contents: Contents) -> None:
    assert contents.unnameable == []
    assert len(contents.names) > 3900
    assert len(contents.retired) == 3
    assert {path for path in contents.lists if path.count("/") == 3} == set(contents.kinds)


def test_every_address_is_a_file_or_needs_a_service(contents: Contents) -> None:
    paths = {path for path, methods in contents.handler.loaded.openapi["paths"].items() if "get" in methods}
    found = (
        {path for path in paths if "{" not in path and not path.startswith("/questions/")}
        - contents.tree.pages
        - contents.tree.files
    )
    new = found ^ NEED_A_SERVICE  # a new address of the service: a line in site/files.py, or in this list
    assert sorted(new) == []


def test_files_are_what_the_service_answers(ask: Client, contents: Contents) -> None:
    sample = [*CHOSEN, *contents.names[:: len(contents.names) // SAMPLES]]
    written = {path: dict(name(contents, path)) for path in sample}
    lists = {path: dict(page(contents, path)) for path in ("/", "/id/", "/id/country/", "/graph/")}
    gone = {path: dict(retired(contents, path)) for path in contents.retired}
    loaded = ask.handler.loaded
    loaded.place, loaded.service = Place, None
    for path, files in written.items():
        stem = path.strip("/")
        for suffix, type_ in TYPES.items():
            assert files[f"{stem}.{suffix}"] == ask.get(path, type_).content, path
        for lang, file in (("de", f"{stem}.html"), ("en", f"{stem}.en.html")):
            assert bare(files[file].decode()) == bare(ask.get(f"{path}?all&lang={lang}", "text/html").text), path
    for path, files in lists.items():
        if path != "/":
            same = bare(ask.get(f"{path}?lang=en", "text/html").text)
            assert bare(files[f"{path[1:]}index.en.html"].decode()) == same, path
    assert len(lists["/id/country/"]) == 6
    for path, files in gone.items():
        assert files[f"{path[1:]}.problem"] == ask.get(path, "application/json").content
        assert f"{NAMESPACE}{path}" in files[f"{path[1:]}.html"].decode()

"""/.well-known/void, /dcat, dumps, sitemap and robots, as a worker answers them."""

from __future__ import annotations

import json
from urllib.parse import quote, urlsplit
from xml.etree import ElementTree as ET

import pytest
from pyoxigraph import Literal, NamedNode, RdfFormat, Store, parse
from regelgraph.linked.dumps import DUMPS
from regelgraph.settings.publisher import PublisherSettings

from tests.web.conftest import Client, assert_problem

FORMATS = {
    "text/turtle": RdfFormat.TURTLE,
    "application/ld+json": RdfFormat.JSON_LD,
    "application/n-triples": RdfFormat.N_TRIPLES,
    "application/rdf+xml": RdfFormat.RDF_XML,
}
LOC = "{http://www.sitemaps.org/schemas/sitemap/0.9}loc"
LINK = "{http://www.w3.org/1999/xhtml}link"


@pytest.mark.parametrize("path", ["/.well-known/void", "/dcat"])
def test_the_descriptions_say_the_same_in_every_form(ask_bare: Client, path: str) -> None:
    found = set()
    for type_, format_ in FORMATS.items():
        answer = ask_bare.get(path, type_)
        assert answer.headers["content-type"].partition(";")[0] == type_
        assert answer.headers["vary"] == "Accept"
        assert answer.headers["cache-control"].startswith("public")
        found.add(frozenset(str(each.triple) for each in parse(answer.content, format_)))
    assert len(found) == 1
    assert ask_bare.get(path).headers["content-type"] == "text/turtle; charset=utf-8"
    assert_problem(ask_bare.get(path, "image/png"), 406, "not-acceptable")
    assert_problem(ask_bare("POST", path), 405, "method-not-allowed")


def test_the_entry_names_the_publisher_that_is_set(ask_bare: Client) -> None:
    assert "REGELGRAPH_PUBLISHER_NAME" in ask_bare.get("/dcat").text
    object.__setattr__(ask_bare.handler.loaded.options, "publisher", PublisherSettings("Amt für Beispiele"))
    try:
        assert "Amt für Beispiele" in ask_bare.get("/dcat").text
    finally:
        object.__setattr__(ask_bare.handler.loaded.options, "publisher", PublisherSettings())


def test_dumps_are_served_as_they_are_written(ask_bare: Client) -> None:
    for dump in DUMPS:
        answer = ask_bare.get(f"/{dump.name}")
        assert answer.status_code == 200
        assert answer.headers["content-type"].partition(";")[0] == dump.media_type
        assert answer.headers["cache-control"].startswith("public")
        assert answer.content == dump.write(ask_bare.handler.loaded.knowledge)
    assert "@context" in json.loads(ask_bare.get("/context.jsonld").content)


def test_all_that_the_sitemap_names_is_answered_in_both_languages(ask_bare: Client) -> None:
    root = ET.fromstring(ask_bare.get("/sitemap.xml").content)  # noqa: S314 - our own
    addresses = [str(each.text) for each in root.iter(LOC)]
    assert len(addresses) == len(set(addresses)) > 1000
    assert {link.get("hreflang") for link in root.iter(LINK)} == {"de", "en", "x-default"}
    names = [address for address in addresses if urlsplit(address).path.startswith(("/id/", "/def/", "/graph/"))]
    for address in [*(each for each in addresses if each not in names), *names[:: len(names) // 40]]:
        answer = ask_bare("HEAD" if address in names else "GET", address, headers={"Accept": "text/html"})
        assert answer.status_code == 200, address


def test_more_addresses_than_a_sitemap_may_have_stand_in_several(
    ask_bare: Client, monkeypatch: pytest.MonkeyPatch
) -> None:
    whole = [each.text for each in ET.fromstring(ask_bare.get("/sitemap.xml").content).iter(LOC)]  # noqa: S314 - our own
    assert_problem(ask_bare.get("/sitemap-1.xml"), 404, "not-found")
    monkeypatch.setattr("regelgraph.web.linked.sitemap.MOST", 1000)
    monkeypatch.setattr("regelgraph.web.linked.sitemap.issued", lambda _: Literal("2026-12-01"))
    index = ET.fromstring(ask_bare.get("/sitemap.xml").content)  # noqa: S314 - our own
    assert index.tag.endswith("}sitemapindex")
    found: list[str | None] = []
    for part in index.iter(LOC):
        text = ask_bare.get(str(part.text)).text
        addresses = [each.text for each in ET.fromstring(text).iter(LOC)]  # noqa: S314 - our own
        assert len(addresses) <= 1000
        assert text.count("<lastmod>2026-12-01</lastmod>") == len(addresses)
        found += addresses
    assert found == whole
    for path in ("/sitemap-99.xml", "/sitemap-0.xml", "/sitemaps", "/sitemap"):
        assert_problem(ask_bare.get(path), 404, "not-found")


def test_the_lookup_that_void_names_finds_a_thing_by_its_iri(ask_bare: Client) -> None:
    store = Store()
    store.load(ask_bare.get("/.well-known/void", "application/n-triples").content, RdfFormat.N_TRIPLES)
    prop = NamedNode("http://rdfs.org/ns/void#uriLookupEndpoint")
    (named,) = store.quads_for_pattern(None, prop, None)
    assert isinstance(named.object, NamedNode)
    endpoint = named.object.value
    iri = "https://w3id.org/regelgraph/id/criterion/age"
    answer = ask_bare.get(endpoint + quote(iri, safe=""), "application/json").json()
    assert [(each["iri"], each["field"]) for each in answer["results"]] == [(iri, "iri")]
    other = ask_bare.get(endpoint + quote(iri + "/none", safe=""), "application/json").json()
    assert other["results"] == []


def test_robots_keep_to_what_may_be_read_and_find_the_sitemap(ask_bare: Client) -> None:
    lines = ask_bare.get("/robots.txt").text.splitlines()
    assert {line for line in lines if line.startswith("Disallow")} == {
        "Disallow: /search",
        "Disallow: /sparql",
        "Disallow: /check/",
        "Disallow: /explain/",
    }
    assert "Sitemap: http://service/sitemap.xml" in lines

"""Which format a client gets: qualities, specificity, wildcards, parameters, other names, browsers."""

from __future__ import annotations

from urllib.parse import urlencode

import pytest
from regelgraph.web.sparql import answer
from regelgraph.web.sparql.formats import likes_pages
from regelgraph.workers.messages import Request

from tests.sparql.conftest import Got, ask, over, store

DATA = over(store("a p b g"))
QUERIES = {"rows": "SELECT * { ?s ?p ?o }", "boolean": "ASK {}", "graph": "CONSTRUCT WHERE { ?s ?p ?o }"}
JSON, XML = "application/sparql-results+json", "application/sparql-results+xml"
FIREFOX = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
UTF_8 = "; charset=utf-8"


@pytest.mark.parametrize(
    ("kind", "accept", "type_"),
    [
        ("rows", "", JSON),
        ("rows", "*/*", JSON),
        ("rows", "application/*", JSON),
        ("rows", "text/*", "text/csv" + UTF_8),
        ("rows", XML, XML),
        ("rows", "TEXT/CSV", "text/csv" + UTF_8),
        ("rows", "text/tab-separated-values", "text/tab-separated-values" + UTF_8),
        ("rows", f"{XML};q=0.5, text/csv;q=0.6", "text/csv" + UTF_8),
        ("rows", f"{XML};q=0, */*;q=0.1", JSON),
        ("rows", f"{JSON};q=0, */*;q=0.1", XML),
        ("rows", "application/*;q=0.2, text/csv;q=0.1", JSON),
        ("rows", "image/png, text/plain", "text/plain" + UTF_8),
        ("rows", "application/json", "application/json"),
        ("rows", "application/xml", "application/xml"),
        ("rows", "text/xml", "text/xml" + UTF_8),
        ("rows", "text/csv;charset=utf-8", "text/csv" + UTF_8),
        ("rows", "text/csv; header=present ;q=0.9, application/json;q=0.8", "text/csv" + UTF_8),
        ("rows", "text/csv;header=absent, application/json;q=0.1", "application/json"),
        ("rows", 'text/csv;x="a,b;q=1";q=1, application/xml;q=0.3', "application/xml"),
        ("rows", "application/json;q=x, text/csv;q=0.1", "text/csv" + UTF_8),
        ("rows", "text/html, application/xml", "application/xml"),
        ("boolean", "", JSON),
        ("boolean", "text/xml", "text/xml" + UTF_8),
        ("graph", "", "text/turtle" + UTF_8),
        ("graph", "*/*", "text/turtle" + UTF_8),
        ("graph", "application/n-triples", "application/n-triples"),
        ("graph", "application/n-quads", "application/n-quads"),
        ("graph", "application/trig", "application/trig"),
        ("graph", "application/rdf+xml", "application/rdf+xml"),
        ("graph", "application/xml", "application/xml"),
        ("graph", "application/json", "application/json"),
        ("graph", "text/plain", "text/plain" + UTF_8),
        ("graph", 'application/ld+json;profile="http://www.w3.org/ns/json-ld#expanded"', "application/ld+json"),
        ("graph", 'application/ld+json;profile="http://www.w3.org/ns/json-ld#flattened"', "application/ld+json"),
    ],
)
def test_the_format_is_what_accept_likes_best(kind: str, accept: str, type_: str) -> None:
    got = ask(DATA, QUERIES[kind], accept)
    assert (got.status, got.type, got.headers["vary"]) == (200, type_, "Accept")


@pytest.mark.parametrize(("kind", "type_"), [("rows", "application/json"), ("graph", "text/turtle" + UTF_8)])
def test_a_form_of_a_browser_that_is_posted_gets_data(kind: str, type_: str) -> None:
    body = urlencode({"query": QUERIES[kind]}).encode()
    got = ask(DATA, None, FIREFOX, method="POST", body=body, type_="application/x-www-form-urlencoded")
    assert got.type == type_


@pytest.mark.parametrize(
    ("accept", "likes"),
    [
        (FIREFOX, True),
        ("text/html", True),
        ("TEXT/HTML;q=0.5, application/xml;q=0.4", True),
        ("text/html;q=0.9, application/xml;q=0.9, */*", False),
        ("text/html, text/turtle", False),
        (f"{JSON}, text/html;q=0.9", False),
        ("text/*", False),
        ("text/html;q=0", False),
        ("*/*", False),
        ("", False),
    ],
)
def test_a_page_is_for_who_likes_html_best(accept: str, likes: bool) -> None:
    assert likes_pages(accept) is likes


@pytest.mark.parametrize(
    ("kind", "suffix", "type_"),
    [
        ("rows", ".json", "application/json"),
        ("rows", ".xml", "application/xml"),
        ("rows", ".csv", "text/csv" + UTF_8),
        ("rows", ".tsv", "text/tab-separated-values" + UTF_8),
        ("boolean", ".json", "application/json"),
        ("boolean", ".xml", "application/xml"),
        ("graph", ".ttl", "text/turtle" + UTF_8),
        ("graph", ".json", "application/json"),
        ("graph", ".xml", "application/xml"),
    ],
)
def test_an_address_with_a_suffix_names_one_format_whatever_is_accepted(kind: str, suffix: str, type_: str) -> None:
    request = Request("GET", "/sparql" + suffix, urlencode({"query": QUERIES[kind]}).encode(), (("accept", FIREFOX),))
    assert Got(answer(DATA, request)).type == type_


@pytest.mark.parametrize(
    ("kind", "accept"),
    [
        ("rows", "text/turtle"),
        ("rows", "*/*;q=0"),
        ("rows", f"{JSON};level=1"),
        ("rows", "text/csv;charset=latin1"),
        ("boolean", "text/csv"),
        ("boolean", "text/tab-separated-values, text/plain"),
        ("graph", JSON),
        ("graph", "application/ld+json;level=1"),
    ],
)
def test_where_nothing_fits_406_lists_what_there_is(kind: str, accept: str) -> None:
    got = ask(DATA, QUERIES[kind], accept)
    assert (got.status, got.headers["vary"]) == (406, "Accept")
    assert ("application/n-triples" if kind == "graph" else XML) in got.detail


@pytest.mark.parametrize("header", ['"', 'a/b;"', ";;;,,,", 'a;b="\\', "," * 9_000, "a/b;q=" + "9" * 9_000])
def test_no_header_breaks_the_reading(header: str) -> None:
    assert ask(DATA, QUERIES["rows"], header).status in {200, 406}
    assert ask(DATA, QUERIES["rows"], "text/csv, " + header).type.startswith("text/csv")

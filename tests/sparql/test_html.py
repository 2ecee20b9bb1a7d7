"""The page of the endpoint: who gets it, what it shows of an answer, and that it works as a plain form."""

from __future__ import annotations

import json
import re
from html import unescape
from urllib.parse import parse_qs, urlencode, urlsplit

import html5lib
import pytest
from regelgraph.web.service import Loaded
from regelgraph.web.sparql import answer
from regelgraph.web.sparql.examples import answerable, filled
from regelgraph.web.sparql.page import EDITOR
from regelgraph.web.sparql.result import ROWS, TRIPLES
from regelgraph.workers.messages import Request

from tests.sparql.conftest import BASE, Got, ask

BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,*/*;q=0.8"
ALL = "SELECT ?s { ?s ?p ?o }"


def page(loaded: Loaded, query: str | None = None, *more: tuple[str, str], status: int = 200) -> str:
    """The page, which is well-formed and runs nothing inline."""
    got = ask(loaded, query, BROWSER, *more)
    assert (got.status, got.type) == (status, "text/html; charset=utf-8")
    assert got.headers["vary"] == "Accept, Accept-Language"
    text = got.body.decode()
    html5lib.HTMLParser(strict=True).parse(text)
    assert not re.search(r'<script(?![^>]* src=)(?![^>]* type="application/json")|<style| style=| on\w+=', text)
    return text


def rows_of(text: str) -> int:
    return text.partition("<tbody>")[2].partition("</tbody>")[0].count("<tr>")


def field(text: str) -> str:
    """What stands in the field for the query."""
    return unescape(text.partition("<textarea")[2].partition(">\n")[2].partition("</textarea>")[0])


def links(text: str, rel: str) -> list[str]:
    return [unescape(each) for each in re.findall(rf'<a rel="{rel}" href="([^"]+)"', text)]


def test_a_browser_that_asks_nothing_gets_a_query_to_start_from_and_all_examples(loaded: Loaded) -> None:
    text = page(loaded)
    assert '<section id="result" aria-labelledby="result-title" hidden>' in text
    assert set(re.findall(r'<option value="([^"]+)"', text)) == {each.id for each in answerable(loaded)}
    got = ask(loaded, field(text), "application/json")
    assert got.status == 200
    assert got.json["results"]["bindings"]


def test_paper_says_what_was_asked(loaded: Loaded) -> None:
    assert f'<pre class="print-only">{ALL}</pre>' in page(loaded, ALL)
    assert "print-only" not in page(loaded)


def test_without_a_browser_the_endpoint_answers_as_ever(loaded: Loaded) -> None:
    assert ask(loaded, None, "*/*").type == "text/turtle; charset=utf-8"
    assert ask(loaded, ALL + " LIMIT 1", "*/*").type == "application/sparql-results+json"


def test_rows_are_shown_in_parts_that_lead_to_each_other(loaded: Loaded) -> None:
    query = f"{ALL} ORDER BY ?s LIMIT {2 * ROWS + 3}"
    first = page(loaded, query)
    assert rows_of(first) == ROWS
    assert links(first, "prev") == []
    seen = [first]
    for expected in (ROWS, 3):
        (after,) = links(seen[-1], "next")
        given = {name: value for name, (value,) in parse_qs(urlsplit(after).query).items()}
        assert given.pop("query") == query
        seen.append(page(loaded, query, *given.items()))
        assert rows_of(seen[-1]) == expected
    assert links(seen[-1], "next") == []
    (before,) = links(seen[1], "prev")
    assert "offset" not in before
    assert page(loaded, query) == first


def test_things_are_links_and_literals_keep_language_and_datatype(loaded: Loaded) -> None:
    query = """PREFIX rg: <https://w3id.org/regelgraph/def/>
        SELECT ?thing ?text ?count ?none { BIND(rg:Fact AS ?thing) BIND("<b>Wort"@de AS ?text) BIND(7 AS ?count) }"""
    text = page(loaded, query, ("lang", "en"))
    assert '<a href="/def/Fact?lang=en">rg:Fact</a>' in text
    assert '<span lang="de">&lt;b&gt;Wort</span>' in text
    assert '7 <span class="small">xsd:integer</span>' in text
    assert field(text) == query


@pytest.mark.parametrize(("query", "words"), [("ASK {}", "Yes, that is so."), ("ASK { FILTER(false) }", "No, that")])
def test_yes_and_no_are_sentences(loaded: Loaded, query: str, words: str) -> None:
    assert words in page(loaded, query, ("lang", "en"))


def test_triples_are_turtle_and_many_of_them_are_said_to_be_some(loaded: Loaded) -> None:
    some = page(loaded, "CONSTRUCT WHERE { ?s ?p ?o }", ("lang", "en"))
    assert f"The first {TRIPLES} statements as Turtle." in some
    few = page(loaded, "DESCRIBE <https://w3id.org/regelgraph/def/Fact>", ("lang", "en"))
    assert re.search(r"^rg:Fact\s", unescape(few).partition("<pre>")[2], re.MULTILINE)
    assert '<a href="/sparql.ttl?query=DESCRIBE' in few


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("SELECT", "the query is not SPARQL 1.1: line 1"),
        ("SELECT * { SERVICE <http://x.example/> { ?s ?p ?o } }", "SERVICE"),
    ],
)
def test_a_fault_is_said_on_the_page_beside_the_query(loaded: Loaded, query: str, words: str) -> None:
    text = page(loaded, query, status=400)
    assert words in unescape(text.partition('role="alert"')[2].partition("</section>")[0])
    assert field(text) == query


@pytest.mark.parametrize("more", [("example", "nothing"), ("offset", "x")])
def test_a_wrong_parameter_of_the_page_is_said_there(loaded: Loaded, more: tuple[str, str]) -> None:
    query = None if more[0] == "example" else ALL
    assert more[0] in page(loaded, query, more, status=400).partition('role="alert"')[2]


def test_an_example_fills_the_field_and_is_answered(loaded: Loaded) -> None:
    question = next(each for each in answerable(loaded) if each.id == "titles-blocked")
    text = page(loaded, None, ("example", question.id))
    assert field(text) == filled(loaded, question)
    assert rows_of(text)
    assert f'<option value="{question.id}" selected>' in text


def test_the_language_switch_keeps_the_query(loaded: Loaded) -> None:
    text = page(loaded, "ASK {}", ("lang", "de"))
    assert '<a href="/sparql?query=ASK+%7B%7D&amp;lang=en"' in text


def test_what_may_be_kept_is_what_may_be_kept_of_the_data(loaded: Loaded) -> None:
    def kept(query: str) -> str:
        return ask(loaded, query, BROWSER).headers["cache-control"]

    assert kept("ASK {}") == "public, max-age=60"
    assert kept("SELECT (NOW() AS ?now) {}") == kept("SELECT") == "no-store"


def test_prefixes_are_there_for_the_editor_and_for_readers(loaded: Loaded) -> None:
    text = page(loaded)
    block = text.partition('id="prefixes">')[2].partition("</script>")[0]
    found = json.loads(block)
    assert found["rg"] == "https://w3id.org/regelgraph/def/"
    for name, namespace in found.items():
        assert f"PREFIX {name}: &lt;{namespace}&gt;" in text


def test_without_what_npm_brings_the_page_is_a_form_and_says_so(
    loaded: Loaded, monkeypatch: pytest.MonkeyPatch
) -> None:
    said = "The editor with suggestions is not installed here."
    monkeypatch.setattr("regelgraph.web.sparql.page.names", lambda: {EDITOR: None})
    assert f"/static/{EDITOR}" in page(loaded, None, ("lang", "en"))
    assert said not in page(loaded, None, ("lang", "en"))
    monkeypatch.setattr("regelgraph.web.sparql.page.names", dict)
    text = page(loaded, "ASK {}", ("lang", "en"))
    assert said in text
    assert "Yes, that is so." in text
    assert "vendor" not in text


def test_no_other_method_gets_the_page(loaded: Loaded) -> None:
    assert isinstance(ask(loaded, "ASK {}", BROWSER, method="PUT"), Got)
    assert ask(loaded, "ASK {}", BROWSER, method="PUT").status == 405


def test_a_query_that_is_too_long_for_an_address_is_answered_on_the_page_too(loaded: Loaded) -> None:
    query = f"{ALL} # {'x' * 40_000}"
    body = urlencode({"query": query}).encode()
    headers = (("accept", "text/html"), ("content-type", "application/x-www-form-urlencoded"))
    reply = answer(loaded, Request("POST", "/sparql", b"lang=en", headers, body, BASE))
    text = b"".join(reply.body).decode()
    assert reply.status == 200
    assert dict(reply.headers)["cache-control"] == "no-store"
    assert rows_of(text) == ROWS
    assert field(text) == query
    assert not [link for link in re.findall(r'(?:href|action)="([^"]*)"', text) if len(link) > 1000]
    assert "use OFFSET to go on" in text
    for type_ in ("application/json", "*/*"):
        reply = answer(loaded, Request("POST", "/sparql", b"", (("accept", type_), headers[1]), body, BASE))
        assert "json" in dict(reply.headers)["content-type"]

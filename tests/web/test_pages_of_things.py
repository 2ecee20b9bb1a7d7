"""The pages of the linked data: well-formed, in two languages, escaped, and linked under the public address."""

from __future__ import annotations

import json
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from regelgraph.linked.kinds import Kinds
from regelgraph.linked.names import NAMESPACE
from regelgraph.web.service import Options
from regelgraph.workers.messages import Request

from tests.web.conftest import TODAY, Client, assert_problem

LISTS = (
    "/id/",
    "/id/country/",
    "/id/legal-group/",
    "/id/reading/?q=23",
    "/graph/",
    "/def/",
    "/search",
    "/search?q=Berlin",
)
HOSTILE = """
@prefix ex: <https://example.org/> .
@prefix mine: <https://w3id.org/regelgraph/id/mine/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rg: <https://w3id.org/regelgraph/def/> .
mine:one a ex:Odd ; skos:prefLabel "</script><script>alert(1)</script>"@de ; skos:notation "\\"><img src=x>" ;
    skos:definition "<b onmouseover='x'>&amp;</b>"@en ;
    ex:leads <javascript:alert(1)>, <https://example.org/'onclick='x> .
<https://w3id.org/regelgraph/id/mine/two&'x'=y> a ex:Odd ; rg:alias "<script>" .
ex:Odd rg:namePattern "{nothing:here} <i>{skos:notation}"@en .
"""


class Tags(HTMLParser):
    def __init__(self, text: str) -> None:
        super().__init__()
        self.found: list[tuple[str, dict[str, str | None]]] = []
        self.feed(text)

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.found.append((tag, dict(attrs)))


def links(text: str) -> Iterator[str]:
    for tag, attributes in Tags(text).found:
        for name in ("href", "src", "action"):
            if attributes.get(name) and not (tag == "link" and attributes["rel"] in ("alternate", "canonical")):
                yield str(attributes[name])


def page(ask: Client, address: str) -> str:
    answer = ask.get(address, "text/html")
    assert answer.status_code in (200, 410), (address, answer.text)
    assert answer.headers["content-type"] == "text/html; charset=utf-8"
    return answer.text


def assert_sound(text: str) -> None:
    """Well-formed by the HTML standard, one heading of the first level, no level left out, nothing that runs."""
    html5lib.HTMLParser(strict=True).parse(text)
    tags = Tags(text).found
    levels = [int(tag[1]) for tag, _ in tags if tag in ("h1", "h2", "h3", "h4")]
    assert levels.count(1) == 1
    assert all(lower <= upper + 1 for upper, lower in pairwise(levels))
    ids = [attributes["id"] for _, attributes in tags if "id" in attributes]
    assert len(ids) == len(set(ids))
    for tag, attributes in tags:
        assert tag not in ("style", "iframe", "img", "object")
        assert tag != "script" or attributes == {"type": "application/ld+json"}
        assert not any(name == "style" or name.startswith("on") for name in attributes)
    assert sum(tag == "main" for tag, _ in tags) == 1


@pytest.fixture(scope="module")
def hostile(tmp_path_factory: pytest.TempPathFactory) -> Client:
    """A service with knowledge of somebody who means no good."""
    file: Path = tmp_path_factory.mktemp("own") / "own.ttl"
    file.write_text(HOSTILE, encoding="utf-8")
    return Client(Options(extra=(file,), today=lambda: TODAY))


@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_page_of_every_kind_is_well_formed_in_both_languages(ask: Client, lang: str) -> None:
    kinds = ask.handler.loaded.knowledge.once(Kinds)
    addresses = [found[0].removeprefix(NAMESPACE) for found in kinds.things.values()]
    addresses += ["/def/Criterion", "/def/norm", "/def/hasClause", "/graph/data/labels", "/id/scheme/residence-titles"]
    for address in (*addresses, *LISTS):
        text = page(ask, address + ("&" if "?" in address else "?") + f"lang={lang}")
        assert f'<html lang="{lang}">' in text
        assert_sound(text)


def test_what_has_no_label_is_called_by_what_the_data_say(ask: Client) -> None:
    for address, name in (
        ("/id/clause/win-win-1", "Programmtext Win-Win, Satz 1"),
        ("/id/change/0.1.0-01", "Fassung 0.1.0, Änderung 1"),
        ("/id/country-membership/GBR-1", "Vereinigtes Königreich: EU-Staat, ab 1973-01-01, bis 2020-01-31"),
        ("/id/country-word/ABW", "„ABW“"),
    ):
        assert f"<h1>{name}</h1>" in page(ask, address)
    assert "<h1>Frage 1: " in page(ask, "/id/reading/1")
    assert "<h1>Question 1: " in page(ask, "/id/reading/1?lang=en")


def test_terms_of_other_vocabularies_have_names_in_both_languages(ask: Client) -> None:
    assert ">Kennung</a>" in page(ask, "/id/country/AFG")
    assert ">notation</a>" in page(ask, "/id/country/AFG?lang=en")


def test_dates_and_booleans_are_words(ask: Client) -> None:
    assert "1. Januar 1973" in page(ask, "/id/country-membership/GBR-1")
    assert "1 January 1973" in page(ask, "/id/country-membership/GBR-1?lang=en")
    assert ">ja" in page(ask, "/id/yes-no/yes").replace("<dd>", ">").replace("\n", "")


def test_text_in_the_other_language_is_folded_away_and_not_lost(ask: Client) -> None:
    text = page(ask, "/def/Criterion")
    assert text.index("<details><summary>") < text.index('<p lang="en">')
    assert '<p class="lead" lang="de">' in text


def test_what_points_to_a_thing_is_cut_and_there_on_demand(ask: Client) -> None:
    address = "/id/country-group/third-country"
    short, whole = page(ask, address), page(ask, f"{address}?all")
    assert f'href="{address}?all="' in short
    assert short.count("/id/country-membership/") == 50
    assert whole.count("/id/country-membership/") > 150
    assert f'href="{address}?all="' not in whole


def test_the_language_goes_along_only_where_it_was_asked_for(ask: Client) -> None:
    plain, asked = page(ask, "/id/country/AFG"), page(ask, "/id/country/AFG?lang=en")
    inside = [link for link in links(plain) if link.startswith(("/id/", "/def/", "/graph/")) and "?lang=" not in link]
    assert len(inside) > 10
    assert '<link rel="canonical" href="http://service/id/country/AFG">' in plain
    assert '<link rel="canonical" href="http://service/id/country/AFG?lang=en">' in asked
    for tag, attributes in Tags(asked).found:
        to = attributes.get("href") or ""
        if tag == "a" and to.startswith("/") and "type" not in attributes and "class" not in attributes:
            assert "lang=" in to, to


def test_links_begin_with_the_path_of_the_public_address(ask: Client) -> None:
    for path in ("/id/country/AFG", "/id/", "/def/", "/search", "/", "/questions", "/docs", "/questions/links-out"):
        request = Request("GET", path, b"", (("accept", "text/html"),), b"", "https://host.example/prefix")
        text = b"".join(ask.handler.handle(request).body).decode()
        for link in links(text):
            assert link.startswith(("/prefix/", "#", "http")), (path, link)
        assert f'<link rel="canonical" href="https://host.example/prefix{path}">' in text


def test_the_data_block_is_the_thing_in_json_ld(ask: Client) -> None:
    text = page(ask, "/id/country/AFG")
    block = text.partition('<script type="application/ld+json">')[2].partition("</script>")[0]
    inside, alone = json.loads(block), ask.get("/id/country/AFG.jsonld").json()
    assert alone.pop("included")
    assert alone.pop("@context").items() >= inside.pop("@context").items()
    assert inside == alone
    assert inside["id"] == f"{NAMESPACE}/id/country/AFG"
    for type_ in ("text/turtle", "application/ld+json", "application/n-triples", "application/rdf+xml"):
        assert f'<link rel="alternate" type="{type_}" href="http://service/id/country/AFG.' in text


def test_nothing_of_a_stranger_is_markup_or_runs(hostile: Client) -> None:
    for address in (
        "/id/mine/one",
        "/id/mine/two%26'x'%3Dy",
        "/id/mine/",
        "/search?q=script",
        "/search?q=%3Cscript%3E",
    ):
        for lang in ("de", "en"):
            text = page(hostile, address + ("&" if "?" in address else "?") + f"lang={lang}")
            assert_sound(text)
            assert "<script>" not in text
            assert "<img" not in text
            assert not any(link.startswith("javascript:") for link in links(text))
    assert "alert(1)" in page(hostile, "/id/mine/one")


def test_a_list_is_narrowed_and_paged(ask: Client) -> None:
    narrowed = page(ask, "/id/country/?q=afgh")
    assert "/id/country/AFG" in narrowed
    assert "/id/country/FRA" not in narrowed
    first = page(ask, "/id/country/?limit=10")
    assert 'rel="next" href="/id/country/?limit=10&amp;offset=10"' in first
    assert 'rel="prev" href="/id/country/?limit=10"' in page(ask, "/id/country/?limit=10&offset=10")
    assert_problem(ask.get("/id/country/?limit=x", "text/html"), 400, "parameter", "limit")


def test_lists_are_pages_only(ask: Client) -> None:
    for address in ("/id/", "/id/country/", "/graph/"):
        assert_problem(ask.get(address, "text/turtle"), 406, "not-acceptable", "text/html")
    for address in ("/id.ttl", "/id/country/.ttl", "/graph.ttl", "/id/nothing/"):
        assert_problem(ask.get(address), 404, "not-found")


def test_the_overview_of_terms_has_the_tree_of_classes_and_what_is_retired(ask: Client) -> None:
    text = page(ask, "/def/")
    assert "/def/Criterion" in text
    assert "<h2>Zurückgezogene Begriffe</h2>" in text
    assert "/def/hasClause" in text.partition("Zurückgezogene Begriffe")[2]
    assert "/def/hasClause" not in text.partition("Zurückgezogene Begriffe")[0]


def test_the_titles_are_a_tree(ask: Client) -> None:
    text = page(ask, "/id/scheme/residence-titles")
    titles = ask.handler.loaded.knowledge.once(Kinds).things["title"]
    assert len({link for link in links(text) if link.startswith("/id/title/")}) == len(titles)
    before = text.partition("/id/title/aufenthg-25-2-s1")[0].partition("<main")[2]
    assert before.count("<ul>") - before.count("</ul>") >= 2


def test_legal_groups_are_shown_with_what_holds_in_each_round(ask: Client) -> None:
    assert "Was gilt für jede rechtliche Gruppe" in page(ask, "/id/legal-group/")
    assert "What holds for each legal group" in page(ask, "/id/legal-group/?lang=en")


def test_a_criterion_is_shown_with_its_constraints(ask: Client) -> None:
    assert '<a href="/questions/constraints-of-criterion">' in page(ask, "/id/criterion/age")

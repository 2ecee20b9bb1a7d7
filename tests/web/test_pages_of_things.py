"""The pages of the linked data: well-formed, in two languages, escaped, and linked under the public address."""

from __future__ import annotations

import json
import re
from collections import defaultdict
from collections.abc import Iterator
from html.parser import HTMLParser
from itertools import pairwise
from pathlib import Path

import html5lib
import pytest
from pyoxigraph import NamedNode
from regelgraph.linked.kinds import Kinds
from regelgraph.linked.labels import Labels, short
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
    "/search",
    "/search?q=Berlin",
)
LONG = ("/def/", "/id/scheme/residence-titles")
"""Pages that take long to parse: once is enough."""
HOSTILE = """
@prefix ex: <https://example.org/> .
@prefix mine: <https://w3id.org/regelgraph/id/mine/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix rg: <https://w3id.org/regelgraph/def/> .
@prefix sh: <http://www.w3.org/ns/shacl#> .
mine:loop a sh:NodeShape ; sh:targetClass ex:Odd ; sh:node mine:loop ; sh:property mine:loop, mine:side ;
    sh:not [ sh:in () ] ; sh:or ( mine:loop [ sh:hasValue "<script>alert(2)</script>" ] ) ; sh:closed "<i>" .
mine:side a sh:PropertyShape ; sh:path [ sh:inversePath ( ex:a [ sh:zeroOrMorePath ex:b ] ) ] ; sh:minCount "many", 2 .
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
    assert all(attributes.get("scope") in ("col", "row") for tag, attributes in tags if tag == "th")
    assert len(re.findall('<table(?: role="table")?>', text)) == text.count('<div class="wide" role="region"')
    named = {
        str(attributes[name]) for _, attributes in tags for name in ("aria-labelledby", "for") if name in attributes
    }
    named |= {to[1:] for to in links(text) if to.startswith("#")}
    assert named <= set(ids)


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
    addresses += ["/def/Criterion", "/def/norm", "/def/hasClause", "/graph/data/labels"]
    for address in (*addresses, *LISTS, *(LONG if lang == "de" else ())):
        text = page(ask, address + ("&" if "?" in address else "?") + f"lang={lang}")
        assert f'<html lang="{lang}">' in text
        assert_sound(text)


def test_what_has_no_label_is_called_by_what_the_data_say(ask: Client) -> None:
    for address, name in (
        ("/id/clause/win-win-1", "Programmtext Win-Win, Satz 1"),
        ("/id/change/0.1.0-01", "Fassung 0.1.0, Änderung 1"),
        ("/id/country-membership/GBR-1", "Vereinigtes Königreich: EU-Staat, ab 1. Januar 1973, bis 31. Januar 2020"),
        ("/id/country-word/ABW", "„ABW“"),
    ):
        assert f"<h1>{name}</h1>" in page(ask, address)
    assert "<h1>Frage 1: " in page(ask, "/id/reading/1")
    assert "<h1>Question 1: " in page(ask, "/id/reading/1?lang=en")


def test_the_way_to_a_page_is_in_words(ask: Client) -> None:
    for lang, words in (
        ("de", ["Start", "Dinge", "Kriterien", "Alter"]),
        ("en", ["Start", "Things", "Criteria", "age"]),
    ):
        text = page(ask, f"/id/criterion/age?lang={lang}")
        way = text.partition('<nav class="crumbs"')[2].partition("</nav>")[0]
        assert re.findall(r">([^<>\n]+)</(?:a|span)>", way) == words


def test_terms_of_other_vocabularies_have_names_in_both_languages(ask: Client) -> None:
    named = ask.handler.loaded.knowledge.once(Labels)
    predicates = {quad.predicate.value for quad in ask.handler.loaded.knowledge.store}
    assert [iri for iri in sorted(predicates) for lang in ("de", "en") if named.called(iri, lang) == short(iri)] == []
    assert ">Kennung</a>" in page(ask, "/id/country/AFG")
    assert ">notation</a>" in page(ask, "/id/country/AFG?lang=en")


def test_dates_and_booleans_are_words(ask: Client) -> None:
    assert '<time datetime="1973-01-01">1. Januar 1973</time>' in page(ask, "/id/country-membership/GBR-1")
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
        "/id/mine/loop",
        "/id/mine/side",
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
    assert not {"<script>", "<i>"} & set(re.findall(r"<[a-z]+>", page(hostile, "/def/")))


def test_a_list_is_narrowed_and_paged(ask: Client) -> None:
    narrowed = page(ask, "/id/country/?q=afgh")
    assert "/id/country/AFG" in narrowed
    assert "/id/country/FRA" not in narrowed
    first = page(ask, "/id/country/?limit=10")
    assert 'rel="next" href="/id/country/?limit=10&amp;offset=10"' in first
    assert 'rel="prev" href="/id/country/?limit=10"' in page(ask, "/id/country/?limit=10&offset=10")
    assert_problem(ask.get("/id/country/?limit=x", "text/html"), 400, "parameter", "limit")
    for address in ("/id/", "/id/country/", "/graph/"):
        assert_problem(ask.get(f"{address}?lang=fr", "text/html"), 400, "parameter", "'lang'")
    assert_problem(ask.get("/id/country/?q=" + "a" * 201, "text/html"), 400, "parameter", "'q'")


def test_numbers_in_names_sort_by_value(ask: Client) -> None:
    text = page(ask, "/id/clause/")
    assert text.index("/id/clause/win-win-2") < text.index("/id/clause/win-win-9") < text.index("/id/clause/win-win-10")


def test_lists_are_pages_only(ask: Client) -> None:
    for address in ("/id/", "/id/country/", "/graph/"):
        assert_problem(ask.get(address, "text/turtle"), 406, "not-acceptable", "text/html")
    for address in ("/id.ttl", "/id/country/.ttl", "/graph.ttl", "/id/nothing/"):
        assert_problem(ask.get(address), 404, "not-found")


def test_the_overview_of_terms_has_the_tree_of_classes_and_what_is_retired(ask: Client) -> None:
    text = page(ask, "/def/")
    assert "/def/Criterion" in text
    domains = section(text.replace(' id="properties"', ""), "Eigenschaften")
    assert "rg:clause" in domains
    assert "beruht auf Satz" in domains
    shapes = text.partition('<h2 id="shapes">')[2]
    assert "Anzahl der Angaben genau 1" in shapes
    assert "Anzahl der Angaben genau 1" in section(page(ask, "/def/Act"), "Was für Dinge einer Klasse geprüft wird")
    before, heading, after = text.partition('<h2 id="retired">Zurückgezogene Begriffe</h2>')
    assert heading
    assert "/def/hasClause" in after
    assert "/def/hasClause" not in before


def test_the_titles_are_a_tree(ask: Client) -> None:
    text = page(ask, "/id/scheme/residence-titles")
    titles = ask.handler.loaded.knowledge.once(Kinds).things["title"]
    assert len({link for link in links(text) if link.startswith("/id/title/")}) == len(titles)
    before, _, behind = text.partition("/id/title/aufenthg-25-2-s1")
    before = before.partition("<main")[2]
    assert before.count("<ul>") - before.count("</ul>") >= 2
    assert "/id/legal-group/section5-permit" in behind.partition("<li>")[0]
    assert text.count("<details>") > 10


def test_a_concept_shows_what_stands_under_it(ask: Client) -> None:
    assert '<a href="/id/title/aufenthg-25-2-s1">' in section(
        page(ask, "/id/title/aufenthg-25-2"), "Was dazu gehört", raw=True
    )


def test_legal_groups_are_shown_with_what_holds_in_each_round(ask: Client) -> None:
    answer = ask.get("/questions/legal-groups-by-round", "application/json").json()
    said: defaultdict[tuple[str, str], list[str]] = defaultdict(list)
    for row in answer["rows"]:
        said[row["group"], row["round"]].append(row["outcome_en"])
    text = page(ask, "/id/legal-group/?lang=en")
    assert "What holds for each legal group" in text
    rows = cells(text)
    rounds = [links_in(cell)[0] for cell in rows[0][2:]]
    shown = {
        (NAMESPACE + links_in(row[0])[0], NAMESPACE + at): re.findall(r"<strong><a[^>]*>([^<]*)", cell)
        for row in rows[1:]
        for at, cell in zip(rounds, row[2:], strict=True)
    }
    assert shown == said
    assert len(rounds) > 1


def test_a_legal_group_shows_criterion_and_clause_of_what_holds_for_it_alone(ask: Client) -> None:
    rows = cells(page(ask, "/id/legal-group/duldung"))
    assert [links_in(row[0])[0] for row in rows[1:]] == ["/id/legal-group/duldung"]
    second = rows[1][1 + [links_in(cell) for cell in rows[0]][1:].index(["/id/round/win-win-2"])]
    assert "ausgeschlossen" in second
    assert {"/id/criterion/residence-status", "/id/clause/win-win-7"} <= set(links_in(second))


def cells(text: str) -> list[list[str]]:
    """The first table of a page: the markup of its cells, without the language in links."""
    table = text.partition("<table")[2].partition("</table>")[0].replace("?lang=en", "")
    return [re.findall(r"<t[hd]\b[^>]*>(.*?)</t[hd]>", row, re.DOTALL) for row in table.split("<tr")[1:]]


def links_in(markup: str) -> list[str]:
    return re.findall(r'href="([^"]*)"', markup)


def section(text: str, heading: str, *, raw: bool = False) -> str:
    """What stands under a heading of the second level, as words or as it is."""
    inside = text.partition(f"<h2>{heading}</h2>")[2].partition("<h2>")[0]
    return inside if raw else " ".join(re.sub(r"<[^>]*>", " ", inside).split())


def test_a_criterion_shows_its_conditions_in_words_with_clauses_facts_and_open_questions(ask: Client) -> None:
    text = page(ask, "/id/criterion/age")
    conditions = section(text, "Bedingungen und Regelsätze")
    assert "jünger als 18 Jahre Alter beim Eintritt : mindestens 18 ausgeschlossen" in conditions
    assert "Beim Eintritt [Alter beim Eintritt] Jahre alt" in conditions
    assert "Tatsachen stehen nicht fest nicht feststellbar" in conditions
    assert conditions.count("Programmtext Win-Win, Satz 1") == 3
    assert '<a href="/id/clause/win-win-1">' in text
    facts = section(text, "Erfragte Tatsachen")
    assert [each for each in ("birth_date", "age", "entry_date", "sex") if f" {each} " in facts] == [
        "birth_date",
        "age",
        "entry_date",
    ]
    assert "Frage 28: Alter 18 bis 35" in section(text, "Offene Rechtsfragen dazu")
    english = section(page(ask, "/id/criterion/residence-status?lang=en"), "Conditions and clauses")
    assert "At least one of these holds:" in english
    assert "none of these values:" in english


def test_a_shown_answer_says_what_it_takes_for_granted(ask: Client) -> None:
    for lang, words in (("de", "Staatengruppe: Drittstaat"), ("en", "country group: third country")):
        text = re.sub(r"<[^>]+>", "", ask.get(f"/id/legal-group/?lang={lang}", "text/html").text)
        assert words in text


def test_the_page_of_a_graph_lists_what_stands_in_it(ask: Client) -> None:
    text = ask.get("/graph/ontology/residence?lang=de&all", "text/html").text
    store = ask.handler.loaded.knowledge.store
    inside = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, None, None, NamedNode(f"{NAMESPACE}/graph/ontology/residence"))
        if isinstance(quad.subject, NamedNode) and "/id/title/" in quad.subject.value
    }
    assert len(inside) > 400
    assert all(f'href="{iri.removeprefix(NAMESPACE)}?lang=de"' in text for iri in inside)

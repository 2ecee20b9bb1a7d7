"""The search finds things by what they are called, the nearest first."""

from __future__ import annotations

import re
from typing import Any

import pytest

from tests.web.conftest import Client, assert_problem
from tests.web.test_pages_of_things import assert_sound

HOSTILE = (
    "",
    " ",
    "\x00\x01\x1b[31m",
    "\u202e\u200b",
    "<script>alert(1)</script>",
    "\"'><img src=x onerror=alert(1)>",
    ".*",
    "[a-z]*" * 30,
    "(" * 200,
    "\\",
    "%",
    "%00",
    "' OR 1=1 --",
    "a;" * 100,
    "i " * 100,
    "§" * 200,
    "{{ 7*7 }}",
    "\U0001f3f3",
)
ID = "https://w3id.org/regelgraph/id/"


def found(ask: Client, query: str) -> dict[str, Any]:
    answer = ask.get(f"/search?{query}")
    assert answer.status_code == 200, answer.text
    document: dict[str, Any] = answer.json()
    return document


@pytest.mark.parametrize(
    ("query", "iri"),
    [
        ("25 II", "title/aufenthg-25-2"),
        ("§ 25 Abs. 2", "title/aufenthg-25-2"),
        ("25(2)", "title/aufenthg-25-2"),
        ("§ 25 II AufenthG", "title/aufenthg-25-2"),
        ("25 Abs 2 S 1", "title/aufenthg-25-2-s1"),
        ("§25(2) S.2", "title/aufenthg-25-2-s2"),
        ("AufenthG § 25 Absatz 2", "title/aufenthg-25-2"),
        ("§ 60a AufenthG", "title/aufenthg-60a"),
        ("Programmtext Win-Win, Satz 7", "clause/win-win-7"),
        ("AFG", "country/AFG"),
        ("afghanistan", "country/AFG"),
        ("syrisch", "country/SYR"),
        ("Österreich", "country/AUT"),
        ("OESTERREICH", "country/AUT"),
        ("win-win-2", "round/win-win-2"),
    ],
)
def test_what_officers_write_finds_the_thing_first(ask: Client, query: str, iri: str) -> None:
    answer = ask.get("/search", params={"q": query})
    assert answer.json()["results"][0]["iri"] == ID + iri


def test_a_result_says_what_it_is_and_where(ask: Client) -> None:
    document = found(ask, "q=afghanistan")
    first = document["results"][0]
    assert document["query"] == "afghanistan"
    assert first["url"] == "http://service/id/country/AFG"
    assert first["label"] == {"de": "Afghanistan", "en": "Afghanistan"}
    assert "https://w3id.org/regelgraph/def/Country" in first["classes"]
    assert (first["field"], first["found"]) == ("label", "Afghanistan")


def test_a_title_that_is_found_says_its_citation_and_legal_group(ask: Client) -> None:
    text = ask.get("/search?q=Duldung+f%C3%BCr+Strafverfahren&lang=de", "text/html").text
    (line,) = (each for each in text.split("<li>") if "/id/title/aufenthg-60a-2-s2?" in each)
    said = " ".join(re.sub(r"<[^>]+>", " ", line.partition("</li>")[0]).split())
    assert said == "Duldung für Strafverfahren Aufenthaltstitel · § 60a Abs. 2 Satz 2 AufenthG · Duldung"


def test_whole_names_come_before_beginnings_and_these_before_parts(ask: Client) -> None:
    texts = [each["found"].casefold() for each in found(ask, "q=berlin&limit=1000")["results"]]
    rank = [0 if text == "berlin" else 1 if text.startswith("berlin") else 2 for text in texts]
    assert rank == sorted(rank)
    assert set(rank) >= {0, 2}


def test_words_are_found_in_any_order_and_behind_whole_phrases(ask: Client) -> None:
    places = [each["iri"] for each in found(ask, "q=m%C3%BCnchen+jobcenter")["results"]]
    assert ID + "actor/ge-09162" in places
    phrases = [each["found"] for each in found(ask, "q=win-win+2&limit=1000")["results"]]
    assert phrases[0] == "win-win-2"


@pytest.mark.parametrize("query", HOSTILE)
def test_no_query_breaks_the_search(ask: Client, query: str) -> None:
    assert ask.get("/search", params={"q": query}).status_code == 200
    answer = ask.get("/search", "text/html", params={"q": query, "kind": query})
    assert answer.status_code == 200
    assert_sound(answer.text)
    assert "<script>" not in answer.text


def test_the_page_offers_the_kinds_by_name_and_keeps_what_is_asked(ask: Client) -> None:
    text = ask.get("/search?q=berlin&kind=id/territory", "text/html").text
    assert '<option value="id/territory" selected>Gebiete</option>' in text
    assert text.count(" selected>") == 1
    assert '<input id="sought" name="q" type="search" maxlength="200" value="berlin">' in text
    assert "q=berlin&amp;kind=id%2Fterritory&amp;lang=en" in text


def test_caches_are_told_on_what_an_answer_depends(ask: Client) -> None:
    for type_, vary in (("text/html", "Accept, Accept-Language"), ("application/json", "Accept")):
        headers = ask.get("/search?q=berlin", type_).headers
        assert headers["vary"] == vary
        assert headers["cache-control"].startswith("public")
    for address in ("/id/", "/id/country/", "/graph/", "/def/", "/id/country/AFG"):
        headers = ask.get(address, "text/html").headers
        assert headers["vary"] == "Accept, Accept-Language"
        assert headers["cache-control"].startswith("public")


def test_results_come_in_parts_that_make_the_whole(ask: Client) -> None:
    whole = found(ask, "q=berlin&limit=1000")
    parts: list[str] = []
    address: str | None = "/search?q=berlin&limit=7"
    while address:
        document = ask.get(address).json()
        parts += [each["iri"] for each in document["results"]]
        address = document["next"]
    assert parts == [each["iri"] for each in whole["results"]]
    assert whole["total"] == len(parts)


def test_a_kind_narrows_the_search(ask: Client) -> None:
    urls = [each["url"] for each in found(ask, "q=berlin&kind=id/territory")["results"]]
    assert urls
    assert all(url.startswith("http://service/id/territory/") for url in urls)


def test_nothing_found_is_an_empty_list_and_wrong_parameters_are_named(ask: Client) -> None:
    assert found(ask, "q=qqqqqq") == {"query": "qqqqqq", "total": 0, "results": [], "next": None}
    assert found(ask, "")["total"] == 0
    assert_problem(ask.get("/search?q=a&lang=fr"), 400, "parameter", "'lang'")
    assert_problem(ask.get("/search?q=a&limit=0"), 400, "parameter", "'limit'")
    assert_problem(ask.get("/search?q=a&offset=-1"), 400, "parameter", "'offset'")
    assert_problem(ask.get("/search?q=" + "a" * 201), 400, "parameter", "'q'")
    assert_problem(ask.get("/search?q=a&page=2"), 400, "parameter", "'page'")
    assert_problem(ask("POST", "/search?q=a"), 405, "method-not-allowed")


def test_a_name_in_another_language_than_that_of_the_page_says_so(ask: Client) -> None:
    for lang, sought, other in (("en", "Aufenthaltsgestattung", "de"), ("de", "toleration", "en")):
        page = ask.get(f"/search?q={sought}&lang={lang}", "text/html").text
        assert re.search(rf'· <span lang="{other}">[^<]*{sought}', page)

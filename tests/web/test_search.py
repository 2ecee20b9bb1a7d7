"""The search finds things by what they are called, the nearest first."""

from __future__ import annotations

from typing import Any

import pytest

from tests.web.conftest import Client, assert_problem

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


def test_whole_names_come_before_beginnings_and_these_before_parts(ask: Client) -> None:
    texts = [each["found"].casefold() for each in found(ask, "q=berlin&limit=1000")["results"]]
    rank = [0 if text == "berlin" else 1 if text.startswith("berlin") else 2 for text in texts]
    assert rank == sorted(rank)
    assert set(rank) >= {0, 2}


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

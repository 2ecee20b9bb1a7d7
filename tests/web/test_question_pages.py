"""The pages of questions: views that headers declare, sorting, files by address, faults at fields, the SPARQL."""

from __future__ import annotations

import re
from collections import defaultdict
from pathlib import Path
from typing import Any

import html5lib
import httpx
import pytest
from regelgraph.errors import KnowledgeError
from regelgraph.questions import read_question
from regelgraph.questions.model import CHART, MATRIX, TABLE
from regelgraph.web.accept import CSV, HTML, JSON, TURTLE

from tests.web.conftest import Client, assert_problem

BLOCKED = "/questions/titles-blocked"
ROUND = {"round": "win-win-2"}
HEADER = """#+ id = "own"
#+ title.de = "Frage"
#+ title.en = "question"
#+ help.de = "Hilfe"
#+ help.en = "help"
#+ [[columns]]
#+ name = "thing"
#+ label.de = "Ding"
#+ label.en = "thing"
#+ [[columns]]
#+ name = "number"
#+ label.de = "Zahl"
#+ label.en = "number"
{more}
SELECT ?thing ?number WHERE {{ ?thing <urn:number> ?number }} ORDER BY ?thing
"""


def page(answer: httpx.Response) -> Any:
    """The tree of a page; html5lib refuses what is no HTML."""
    parser = html5lib.HTMLParser(strict=True, namespaceHTMLElements=False)
    return parser.parse(answer.text)


def table(tree: Any, kind: str) -> Any:
    (found,) = tree.findall(f".//{kind}")
    return found


def text(node: Any) -> str:
    return " ".join("".join(node.itertext()).split())


def test_every_view_that_a_header_declares_shows_the_example(ask: Client) -> None:
    shown = defaultdict(int)
    for question in ask.handler.loaded.register:
        for view in question.views:
            tree = page(ask.get(f"/questions/{question.id}", HTML, params={**question.example, "view": view}))
            if len(question.views) > 1:
                (current,) = tree.findall(".//nav[@class='tabs']/a[@aria-current]")
                assert f"view={view}" in current.get("href"), (question.id, view)
            if view == CHART:
                assert len(tree.findall(".//table[@class='bars']/tbody/tr")) > 0
            if view == MATRIX:
                assert len(tree.findall(".//div[@class='wide']//tbody/tr/th[@scope='row']")) > 0, question.id
            if view == TABLE:
                heads = [text(each) for each in tree.findall(".//div[@class='wide']//thead//th")]
                assert len(set(heads)) == len(heads), (question.id, heads)
            shown[view] += 1
    assert shown[TABLE] > 40
    assert shown[CHART] > 5 < shown[MATRIX]


def test_a_field_is_called_by_what_it_takes_and_says_below_how_to_write_it_once(ask: Client) -> None:
    tree = page(ask.get("/questions/title-chain", HTML, params={"lang": "en"}))
    (label,) = tree.findall(".//label[@for='title']")
    hint = tree.find(".//*[@id='title-hint']")
    assert text(label) == "Residence title as citation, spelling or id"
    assert text(hint) == "Such as “§ 25 Abs. 2 AufenthG” or “25 II”."
    names = {each.get("value"): each.get("label") for each in tree.findall(".//datalist/option")}
    assert "(duldung-erloschen)" in names["duldung-erloschen"]
    tree = page(ask.get("/questions/actors-by-kind", HTML, params={"lang": "de"}))
    assert text(tree.find(".//label[@for='kind']")) == "Art des Akteurs (freiwillig)"
    assert text(tree.find(".//select/option")) == "ohne Angabe"


def test_a_question_leads_back_to_all_of_them(ask: Client) -> None:
    tree = page(ask.get("/questions/title-chain", HTML, params={"lang": "en"}))
    way = tree.findall(".//nav[@class='crumbs']//a")
    assert [(text(each), each.get("href")) for each in way] == [
        ("Start", "/?lang=en"),
        ("Questions", "/questions?lang=en"),
    ]


def test_triples_stand_under_heads_of_the_readers_language(ask: Client) -> None:
    tree = page(ask.get("/questions/describe-thing", HTML, params={"lang": "de", "thing": "criterion/age"}))
    assert [text(each) for each in tree.findall(".//thead//th")] == ["Ding", "Eigenschaft", "Wert oder anderes Ding"]


def test_roles_in_a_crossed_table_are_told_in_words(ask: Client) -> None:
    answer = ask.get("/questions/shared-actors", HTML, params={"lang": "de", "view": MATRIX})
    words = text(table(page(answer), "table"))
    assert "Rolle im einen: federführender Partner" in words
    assert "transfer-partner" not in words


def test_bars_count_what_rows_say_and_the_longest_is_first(ask: Client) -> None:
    rows = ask.get(BLOCKED, JSON, params=ROUND).json()["rows"]
    titles = defaultdict(set)
    for row in rows:
        titles[row["group_de"]].add(row["title"])
    expected = sorted(((len(found), name) for name, found in titles.items()), reverse=True)
    tree = page(ask.get(BLOCKED, HTML, params={**ROUND, "view": "chart", "lang": "de"}))
    bars = table(tree, "table[@class='bars']")
    assert [(int(text(row[1])), text(row[0])) for row in bars.findall("tbody/tr")] == expected
    widths = [float(rect.get("width")) for rect in bars.iter("{http://www.w3.org/2000/svg}rect")]
    assert widths[0] == 100
    assert widths == [pytest.approx(100 * number / expected[0][0], abs=0.01) for number, _ in expected]


def test_a_crossed_table_has_each_row_of_the_answer_in_its_cell(ask: Client) -> None:
    rows = ask.get("/questions/actors-by-kind", JSON, params={"limit": 1000}).json()["rows"]
    tree = page(ask.get("/questions/actors-by-kind", HTML, params={"view": "matrix", "lang": "de"}))
    found = table(tree, "div[@class='wide']/table")
    across = [text(head) for head in found.findall("thead/tr/th")][1:]
    cells = {
        (text(row[0]), at): text(cell)
        for row in found.findall("tbody/tr")
        for at, cell in zip(across, row.findall("td"), strict=True)
    }
    assert {key: int(value) for key, value in cells.items() if value} == {
        (row["state_de"], row["kind_de"]): row["actors"] for row in rows
    }


def test_rows_are_sorted_as_readers_see_them_and_blanks_come_last(ask: Client) -> None:
    url, column = "/questions/sources-and-licences", "things"
    up = [row[column] for row in ask.get(url, JSON, params={"sort": column}).json()["rows"]]
    assert up == sorted(up)
    down = ask.get(url, JSON, params={"sort": f"-{column}"}).json()["rows"]
    assert [row[column] for row in down] == up[::-1]
    rights = [row["rights"] or "" for row in ask.get(url, JSON, params={"sort": "-rights"}).json()["rows"]]
    assert rights.index("") == len([each for each in rights if each])


def test_sorting_goes_on_over_the_parts_of_an_answer(ask: Client) -> None:
    whole = ask.get("/questions/acts-and-norms", JSON, params={"sort": "-citation", "limit": 1000}).json()["rows"]
    first = ask.get("/questions/acts-and-norms", JSON, params={"sort": "-citation", "limit": 40}).json()
    assert "sort=-citation" in first["next"]
    assert first["rows"] + ask.get(first["next"], JSON).json()["rows"] == whole[:80]
    heads = page(ask.get("/questions/acts-and-norms", HTML, params={"sort": "-citation"})).findall(".//th[@aria-sort]")
    assert [head.get("aria-sort") for head in heads] == ["descending"]


@pytest.mark.parametrize(
    ("query", "name"), [("sort=nothing", "sort"), ("view=map", "view"), ("format=pdf", "format"), ("sort=-", "sort")]
)
def test_what_there_is_not_is_named(ask: Client, query: str, name: str) -> None:
    assert assert_problem(ask.get(f"/questions/retired-terms?{query}"), 400, "parameter", name)["parameter"] == name


def test_a_form_by_address_is_that_by_accept(ask: Client) -> None:
    for form, accept in (("csv", CSV), ("json", JSON)):
        by_address = ask.get(BLOCKED, HTML, params={**ROUND, "format": form})
        by_accept = ask.get(BLOCKED, accept, params=ROUND)
        assert by_address.content == by_accept.content
        assert by_address.headers["content-type"] == by_accept.headers["content-type"]
    graph = ask.get("/questions/describe-thing", HTML, params={"thing": "criterion/age", "format": "ttl"})
    assert graph.headers["content-type"].startswith(TURTLE)
    assert_problem(ask.get(f"{BLOCKED}?round=win-win-2&format=ttl"), 406, "not-acceptable", "format=ttl")


def test_files_on_a_page_hold_all_rows(ask: Client) -> None:
    tree = page(ask.get("/questions/terms-and-use", HTML, params={"limit": 5}))
    total = ask.get("/questions/terms-and-use", JSON).json()["total"]
    links = {link.get("download"): link.get("href") for link in tree.iter("a") if link.get("download")}
    assert set(links) == {"terms-and-use.csv", "terms-and-use.xlsx", "terms-and-use.json"}
    assert len(ask.get(links["terms-and-use.json"]).json()["rows"]) == total > 5


@pytest.mark.parametrize(
    ("asked", "field", "words"),
    [
        ({"round": "none-such"}, "round", "gibt es hier nichts"),
        ({"round": "", "citizenship": "eu"}, "round", "Bitte etwas angeben"),
        ({"round": "win-win-2", "citizenship": "Mond"}, "citizenship", "gibt es hier nichts"),
    ],
)
def test_a_fault_stands_at_its_field_which_keeps_what_was_written(
    ask: Client, asked: dict[str, str], field: str, words: str
) -> None:
    answer = ask.get(BLOCKED, HTML, params={**asked, "lang": "de"})
    assert answer.status_code == 400
    tree = page(answer)
    control = table(tree, f"*[@id='{field}']")
    assert control.get("aria-invalid") == "true"
    assert f"{field}-error" in control.get("aria-describedby").split()
    assert words in text(table(tree, f"*[@id='{field}-error']"))
    assert words in text(table(tree, "div[@role='alert']"))
    if asked[field]:
        assert control.get("value") == asked[field]


def test_the_sparql_that_is_shown_gives_the_rows_that_are_shown(ask: Client) -> None:
    tree = page(ask.get(BLOCKED, HTML, params=ROUND))
    shown = "".join(table(tree, "details/pre").itertext())
    assert "$" not in shown
    assert not re.search(r"^#\+", shown, re.MULTILINE)
    (link,) = [link.get("href") for link in tree.findall(".//details//a")]
    by_link = ask.get(link, "application/sparql-results+json").json()["results"]["bindings"]
    by_text = ask.get("/sparql", JSON, params={"query": shown}).json()["results"]["bindings"]
    assert by_link == by_text
    assert len(by_link) == ask.get(BLOCKED, JSON, params=ROUND).json()["total"]


def test_the_other_language_keeps_what_was_asked(ask: Client) -> None:
    asked = {**ROUND, "view": "table", "sort": "-title", "limit": "20", "offset": "20"}
    tree = page(ask.get(BLOCKED, HTML, params={**asked, "lang": "de"}))
    (other,) = [link.get("href") for link in tree.iter("a") if link.get("hreflang") == "en"]
    assert dict(httpx.URL(f"http://service{other}").params) == {**asked, "lang": "en"}
    names = {field.get("name") for field in tree.findall(".//main//form//input")}
    assert {"lang", "limit", "view"} <= names


def test_questions_are_found_by_words_in_either_language(ask: Client) -> None:
    for words, lang in (("Aufenthaltstitel ausgeschlossen", "de"), ("residence titles excluded", "de")):
        answer = ask.get("/questions", HTML, params={"q": words, "lang": lang})
        assert "/questions/titles-blocked" in answer.text
        assert len(page(answer).findall(".//ul[@class='grid']/li")) < 10
    assert "Keine Frage enthält" in ask.get("/questions", HTML, params={"q": "xyzzy", "lang": "de"}).text
    attack = '"><script>'
    assert "&#34;&gt;&lt;script&gt;" in ask.get("/questions", HTML, params={"q": attack}).text


@pytest.mark.parametrize(
    ("more", "why"),
    [
        ('#+ [chart]\n#+ label = "thing"\n#+ number = "size"', "'size' is no column"),
        ('#+ [chart]\n#+ label = "thing"', "one of number and count"),
        ('#+ [chart]\n#+ label = "thing"\n#+ number = "number"\n#+ count = "number"', "one of number and count"),
        ('#+ [cross]\n#+ down = "thing"\n#+ across = "where"\n#+ cells = ["number"]', "'where' is no column"),
        ('#+ view = "matrix"', "view 'matrix'"),
        ('#+ view = "map"', "view 'map'"),
    ],
)
def test_a_view_that_cannot_be_shown_is_refused_with_its_file(more: str, why: str) -> None:
    text = HEADER.format(more="")
    lines = text.splitlines(keepends=True)
    place = 0 if more.startswith("#+ view") else lines.index("\n") if "\n" in lines else len(lines) - 2
    lines.insert(place, more + "\n")
    with pytest.raises(KnowledgeError, match=re.escape(why)):
        read_question(Path("own.rq"), "".join(lines))

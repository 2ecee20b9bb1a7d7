"""What scripts show of a report: its words, and the stays of persons as lines of time."""

from __future__ import annotations

import re
from typing import Any

import httpx
import pytest
from regelgraph.terms import PERSONS, STAYS
from regelgraph.web.lists.stays import STAYS as MOST_STAYS
from regelgraph.web.lists.words import report_words

from tests.web.conftest import SAMPLES, Client

HEAD = b"Personen-ID;Programm;Eintrittsdatum;Austrittsdatum\n"
LIST = (
    HEAD
    + b"A;win-win;2026-01-01;2026-01-31\n"
    + b"B;win-win;2026-01-01;2026-01-31\n"
    + b"A;wir;2026-01-31;2026-02-28\n"
    + b"B;wir;2026-02-01;\n"
    + b"A;wir;2026-03;2026-04-30\n"
)


def stays(ask: Client, rows: str, data: bytes = LIST, **more: str) -> httpx.Response:
    address = httpx.URL("/lists/participations/stays", params={"rows": rows, **more})
    return ask("POST", str(address), files={"file": ("a.csv", data)})


def cells(answer: httpx.Response) -> list[list[str]]:
    rows = re.findall(r"<tr><td>(.*?)</tr>", answer.text, re.DOTALL)
    return [
        [re.sub(r"\s+", " ", re.sub("<svg.*?</svg>", "", re.sub("</?t[dh][^>]*>|<br>", "|", row), flags=re.DOTALL))]
        for row in rows
    ]


def test_all_stays_of_the_persons_of_some_rows_are_drawn_and_none_of_others(ask: Client) -> None:
    answer = stays(ask, "3", lang="de")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert [row[0].partition("|")[0] for row in cells(answer)] == ["1", "3", "5"]
    assert "B</caption>" not in answer.text


def test_days_in_common_stand_in_the_table_and_are_hatched(ask: Client) -> None:
    first, second, third = (row[0] for row in cells(stays(ask, "1", lang="de")))
    assert "Zeile 3: 31. Januar 2026" in first
    assert "Zeile 1: 31. Januar 2026" in second
    assert "keine" in third
    assert "1. März 2026 – 31. März 2026" in third
    assert stays(ask, "1").text.count('class="common"') == 2


def test_a_stay_that_still_runs_says_so_and_one_beside_it_has_nothing_in_common(ask: Client) -> None:
    first, second = (row[0] for row in cells(stays(ask, "2", lang="en")))
    assert "none" in first
    assert "still running" in second


def test_whether_there_are_days_in_common_may_be_open(ask: Client) -> None:
    data = HEAD + b"A;win-win;2026-01;2026-02-15\nA;wir;;2026-01-10\n"
    first, _ = (row[0] for row in cells(stays(ask, "1", data, lang="de")))
    assert "möglich, Tage unbekannt" in first


@pytest.mark.parametrize("rows", ["", "x", "1,", "-1"])
def test_rows_that_are_no_numbers_are_refused_in_words(ask: Client, rows: str) -> None:
    answer = stays(ask, rows)
    assert answer.status_code == 400
    assert "rows" in answer.text


def test_of_very_many_stays_of_one_person_some_are_drawn_and_it_says_so(ask: Client) -> None:
    data = HEAD + b"A;win-win;2026-01-01;2026-02-15\n" * (MOST_STAYS + 7)
    answer = stays(ask, "1", data, lang="en")
    assert len(cells(answer)) == MOST_STAYS
    assert "not drawn: 7." in answer.text


def test_rows_beyond_the_list_are_nobody(ask: Client) -> None:
    answer = stays(ask, "99,0")
    assert answer.status_code == 200
    assert not cells(answer)


def test_only_a_list_of_stays_that_is_posted_has_lines_of_time(ask: Client) -> None:
    assert ask.get("/lists/participations/stays").status_code == 405
    assert ask("POST", "/lists/persons/stays").status_code == 404


def words(ask: Client, kind: str, lang: str) -> dict[str, Any]:
    loaded = ask.handler.loaded
    return report_words(loaded, kind, loaded.place("http://service", "/lists", lang, False, ""))


def test_every_column_of_a_report_has_a_label_in_both_languages(ask: Client) -> None:
    for kind, name, suffix in ((PERSONS, "persons", "participants"), (STAYS, "participations", "participations")):
        data = (SAMPLES / f"{suffix}.csv").read_bytes()
        sent = {"Content-Type": "text/csv", "Accept": "text/csv"}
        answer = ask("POST", f"/check/{name}?round=win-win-2", content=data, headers=sent)
        header = answer.text.partition("\n")[0].split(",")
        for lang in ("de", "en"):
            assert [each["name"] for each in words(ask, kind, lang)["columns"]] == header
            assert all(each["label"] for each in words(ask, kind, lang)["columns"])


def test_verdicts_have_tones_from_safe_to_blocked_and_criteria_have_one_label_each(ask: Client) -> None:
    found = words(ask, PERSONS, "de")
    assert [each["tone"] for each in found["verdicts"]] == ["safe", "doubt", "open", "blocked"]
    ids = [each["id"] for each in found["criteria"]]
    assert len(ids) == len(set(ids))
    assert all(each["page"].startswith("/id/criterion/") for each in found["criteria"])


def test_the_whole_reasoning_on_a_row_has_every_criterion_of_its_round_and_the_clauses(ask: Client) -> None:
    data = b"person_id;sex;age;round\nA;m;17;win-win-1\nB;x;;win-win-2\n"
    address = "/lists/persons/why?rows={}&lang=en"
    answer = ask("POST", address.format(1), files={"file": ("a.csv", data)})
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    rulebook = ask.handler.loaded.rulebook
    (round_,) = (each for each in rulebook.rounds.values() if each.notation == "win-win-1")
    wanted = [iri for iri in round_.criteria if rulebook.criteria[iri].case_kind == PERSONS]
    assert wanted
    assert all(f'href="/id/criterion/{iri.rpartition("/")[2]}' in answer.text for iri in wanted)
    assert "17" in answer.text
    assert "/id/clause/" in answer.text
    assert "<q>x</q>" not in answer.text
    assert "<q>x</q>" in ask("POST", address.format(2), files={"file": ("a.csv", data)}).text
    assert ask("POST", address.format(3), files={"file": ("a.csv", data)}).status_code == 400

"""What scripts show of a report: its words, and the stays of persons as lines of time."""

from __future__ import annotations

import re
from typing import Any

import html5lib
import httpx
import pytest
from regelgraph.linked import address_of
from regelgraph.terms import NETWORKS, PERSONS, STAYS
from regelgraph.web.lists.stays import STAYS as MOST_STAYS
from regelgraph.web.lists.words import report_words

from tests.web.conftest import SAMPLES, Client
from tests.web.test_lists_page import send

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


def why(ask: Client, kind: str, data: bytes, rows: str, **more: str) -> httpx.Response:
    """The whole reasoning on a row, as scripts ask for it."""
    address = httpx.URL(f"/lists/{kind}/why", params={"rows": rows, "fragment": "", "lang": "en", **more})
    return ask("POST", str(address), files={"file": ("a.csv", data)})


def named(ask: Client, case_kind: str, round_: str) -> list[str]:
    """The addresses of the criteria by which cases of a kind are judged in a round."""
    rulebook = ask.handler.loaded.rulebook
    (found,) = (each for each in rulebook.rounds.values() if each.notation == round_)
    return [address_of(iri) for iri in found.criteria if rulebook.criteria[iri].case_kind == case_kind]


def told(answer: httpx.Response) -> set[str]:
    """The addresses of the criteria that a reasoning names as its own."""
    return set(re.findall(r'href="(/id/criterion/[^"?]+)', answer.text))


def test_the_whole_reasoning_on_a_row_has_every_criterion_of_its_round_and_the_clauses(ask: Client) -> None:
    data = b"person_id;sex;age;round\nA;m;17;win-win-1\nB;x;;win-win-2\n"
    answer = why(ask, "persons", data, "1")
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    assert answer.text.lstrip().startswith("<div")
    assert told(answer) == set(named(ask, PERSONS, "win-win-1"))
    assert "17" in answer.text
    assert "/id/clause/" in answer.text
    assert "<q>x</q>" not in answer.text
    assert "<q>x</q>" in why(ask, "persons", data, "2").text
    for rows in ("3", "0", "1,2"):
        assert why(ask, "persons", data, rows).status_code == 400


def test_the_reasoning_on_two_stays_compares_both_down_to_the_clause_and_its_cells_say_of_which_stay(
    ask: Client,
) -> None:
    answer = why(ask, "participations", LIST, "1,3")
    assert answer.status_code == 200
    rulebook = ask.handler.loaded.rulebook
    wanted = [each.iri for each in rulebook.criteria.values() if each.case_kind == STAYS]
    assert told(answer) == {address_of(iri) for iri in wanted}
    assert "/id/clause/" in answer.text
    text = " ".join(re.sub("<[^>]+>", " ", answer.text).split())
    assert "Programme A given: win-win" in text
    assert "Programme B given: wir" in text
    for rows in ("1,2", "1,3,5", "9,1"):
        assert why(ask, "participations", LIST, rows).status_code == 400


def test_a_stay_that_names_nobody_says_why_it_is_compared_with_none(ask: Client) -> None:
    answer = why(ask, "participations", HEAD + b";win-win;2026-01-01;\nk. A.;wir;2026-01-01;\n", "2")
    assert "no person id" in answer.text
    assert "undetermined" in answer.text


def test_the_reasoning_on_a_network_reads_all_its_rows_and_no_other_one_is_in_it(ask: Client) -> None:
    data = (
        b"network_id;round;partner;kind\nV1;win-win-2;Town of A;municipality\nV2;win-win-2;B Ltd;company\n"
        b"V1;win-win-2;C Ltd;company\nV1;win-win-3;D Ltd;company\n;win-win-2;E Ltd;company\n"
    )
    answer = why(ask, "networks", data, "1")
    assert told(answer) == set(named(ask, NETWORKS, "win-win-2"))
    assert "municipality; company" in answer.text
    assert "/id/clause/" in answer.text
    assert told(why(ask, "networks", data, "4")) == set(named(ask, NETWORKS, "win-win-3"))
    assert "undetermined" in why(ask, "networks", data, "5").text
    both = why(ask, "networks", b"network_id;partner;kind\nV1;A;company\n", "1", round="win-win-2")
    assert told(both) == set(named(ask, NETWORKS, "win-win-2"))


@pytest.mark.parametrize(("kind", "rows"), [("persons", "2"), ("participations", "1,3"), ("networks", "1")])
def test_without_scripts_each_row_of_a_report_has_a_button_whose_answer_is_a_page_with_the_reasoning(
    ask: Client, kind: str, rows: str
) -> None:
    data = {
        "persons": b"person_id;sex\nA;m\nB;x\n",
        "participations": LIST,
        "networks": b"network_id;partner;kind\nV1;A;company\n",
    }[kind]
    report = ask("POST", f"/lists/{kind}?lang=en", files={"file": ("a.csv", data)}, data={"round": "win-win-2"})
    buttons = re.findall(r'formaction="([^"]+)" name="rows" value="([^"]+)"', report.text)
    assert (f"/lists/{kind}/why?lang=en", rows) in buttons
    sent = {"rows": rows, "round": "win-win-2", "as_of": "2026-01-02"}
    answer = ask("POST", f"/lists/{kind}/why?lang=en", files={"file": ("a.csv", data)}, data=sent)
    assert answer.status_code == 200
    assert answer.headers["cache-control"] == "no-store"
    html5lib.HTMLParser(strict=True).parse(answer.text)
    ids = re.findall(r' id="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))
    assert told(answer)
    assert 'value="2026-01-02"' in answer.text
    assert f'name="rows" value="{rows}"' in answer.text  # another language, and the same row
    nothing = send(ask, f"/lists/{kind}/why?lang=en", None, **sent)
    assert nothing.status_code == 400
    assert 'role="alert"' in nothing.text
    assert ask.get(f"/lists/{kind}/why").status_code == 405


def test_reasonings_on_several_rounds_share_no_id(ask: Client) -> None:
    sent: list[tuple[str, str]] = [("lang", "de"), ("rows", "1"), ("round", "win-win-1"), ("round", "win-win-2")]
    answer = ask(
        "POST", str(httpx.URL("/lists/persons/why", params=sent)), files={"file": ("a.csv", b"person_id;sex\nA;m\n")}
    )
    ids = re.findall(r' id="([^"]+)"', answer.text)
    assert len(ids) == len(set(ids))

"""Lists are looked at and checked on pages without scripts: nothing of a file is kept, quoted in addresses, or run."""

from __future__ import annotations

import csv
import html
import io
import logging
import re
from pathlib import Path
from typing import Any

import html5lib
import httpx
import pytest
from regelgraph.web.bodies import MULTIPART
from regelgraph.web.lists import results
from regelgraph.web.service import Options

from tests.web.conftest import SAMPLES, TODAY, Client, assert_problem

KINDS = {"persons": "participants.csv", "participations": "participations.csv", "networks": "networks.csv"}
HOSTILE = '<script>alert(1)</script>"><img src=x onerror=y>'


def without_file(fields: dict[str, str]) -> bytes:
    """A form as browsers send it in which no file was chosen."""
    parts = {f'name="{name}"': value for name, value in fields.items()} | {'name="file"; filename=""': ""}
    written = (f"--x\r\nContent-Disposition: form-data; {head}\r\n\r\n{value}\r\n" for head, value in parts.items())
    return "".join([*written, "--x--\r\n"]).encode()


def send(ask: Client, address: str, data: bytes | None, name: str = "list.csv", **fields: str) -> httpx.Response:
    if data is None:
        answer = ask(
            "POST", address, content=without_file(fields), headers={"Content-Type": f"{MULTIPART}; boundary=x"}
        )
    else:
        answer = ask("POST", address, files={"file": (name, data)}, data=fields)
    if answer.headers["content-type"].startswith("text/html"):
        assert answer.headers["cache-control"] == "no-store"
        if "fragment" not in address:
            html5lib.HTMLParser(strict=True).parse(answer.text)
    return answer


def sample(kind: str) -> bytes:
    return (SAMPLES / KINDS[kind]).read_bytes()


def chosen(text: str) -> dict[str, str]:
    """What is chosen in the fields of columns."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    found: dict[str, str] = {}
    for select in (each for each in tree.iter("select") if each.attrib.get("name", "").startswith("column-")):
        options = [each for each in select.iter("option") if "selected" in each.attrib] or list(select.iter("option"))
        found[select.attrib["name"]] = options[0].attrib["value"]
    return found


def words(text: str) -> str:
    return " ".join("".join(html5lib.parse(text, namespaceHTMLElements=False).itertext()).split())


def counts(ask: Client, kind: str, **more: str) -> dict[str, int]:
    headers = {"content-type": "text/csv"}
    answer = ask("POST", f"/check/{kind}", params=more, content=sample(kind), headers=headers)
    found: dict[str, int] = answer.json()["summary"]
    return found


@pytest.mark.parametrize("address", ["/lists", *(f"/lists/{kind}" for kind in KINDS)])
@pytest.mark.parametrize("lang", ["de", "en"])
def test_a_page_is_html_in_the_language_that_is_asked_for(ask: Client, address: str, lang: str) -> None:
    answer = ask.get(f"{address}?lang={lang}", "text/html")
    html5lib.HTMLParser(strict=True).parse(answer.text)
    assert answer.headers["content-language"] == lang
    assert "public" in answer.headers["cache-control"]
    assert f"?lang={lang}" in answer.text


def test_every_fact_of_a_kind_is_named_with_its_spellings(ask: Client) -> None:
    for kind, case_kind in {"persons": "PersonCase", "networks": "NetworkCase"}.items():
        text = words(ask.get(f"/lists/{kind}?lang=de").text)
        for fact in ask.handler.loaded.rulebook.facts[f"https://w3id.org/regelgraph/def/{case_kind}"].values():
            assert all(each in text for each in (fact.name, fact.label.get("de"), *fact.header_aliases))


@pytest.mark.parametrize("suffix", ["xlsx", "parquet", "jsonl"])
@pytest.mark.parametrize("kind", KINDS)
def test_a_sample_is_read_alike_in_every_format_and_is_the_same_each_time(ask: Client, kind: str, suffix: str) -> None:
    answer = ask.get(f"/lists/samples/{kind}.{suffix}")
    assert answer.content == ask.get(f"/lists/samples/{kind}.{suffix}").content
    assert answer.headers["content-disposition"] == f'attachment; filename="{kind}-sample.{suffix}"'
    seen = send(ask, f"/lists/{kind}/columns?fragment", answer.content, f"a.{suffix}")
    plain = send(ask, f"/lists/{kind}/columns?fragment", sample(kind))
    assert seen.status_code == 200
    assert chosen(seen.text) == chosen(plain.text)
    assert "-" not in next(iter(chosen(seen.text).values()))


def test_a_sample_as_csv_says_its_encoding(ask: Client) -> None:
    assert ask.get("/lists/samples/persons.csv").headers["content-type"] == "text/csv; charset=utf-8"


@pytest.mark.parametrize(
    "address", ["/lists/x", "/lists/samples/x.csv", "/lists/persons/x", "/lists/persons/columns/y"]
)
def test_what_is_not_there_is_not_found(ask: Client, address: str) -> None:
    assert ask.get(address).status_code == 404


def test_columns_mapped_for_one_file_are_not_taken_for_those_of_the_next(ask: Client) -> None:
    """Without scripts a file is chosen again for every step, and it may be another one."""
    first, other = b"person_id;employable;migration_background\nP1;no;yes\n", b"person_id;M;employable\nP1;yes;no\n"
    page = send(ask, "/lists/persons/columns?lang=en", first, round="win-win-2").text
    fields = {
        "round": "win-win-2",
        "headers": re.findall('name="headers" value="([0-9a-f]+)"', page)[0],
        **chosen(page),
    }
    same = send(ask, "/lists/persons?lang=en", first, **fields)
    assert same.status_code == 200
    (kept,) = re.findall('name="columns" value="([^"]+)"', same.text)
    for more in (chosen(page), {"columns": kept}):
        answer = send(ask, "/lists/persons?lang=en", other, round="win-win-2", headers=fields["headers"], **more)
        assert answer.status_code == 400
        assert "other columns than the one before" in words(answer.text)
        assert chosen(answer.text) == {"column-0": "person_id", "column-1": "-", "column-2": "employable"}
        again = send(ask, "/lists/persons/columns?lang=en", other, headers=fields["headers"], **more)
        assert (again.status_code, chosen(again.text)) == (200, chosen(answer.text))


def test_what_is_recognised_is_chosen_and_what_cannot_be_read_is_told_with_its_row(ask: Client) -> None:
    data = b"Kennung;Geschlecht;Geburtsdatum;Unsinn\nP1;quer;1999;a\nP2;m;31.02.2000;b\nP3;quer;2000-01-01;c\n"
    answer = send(ask, "/lists/persons/columns?fragment&lang=de", data)
    assert answer.text.lstrip().startswith("<section")
    assert 'id="columns"' in answer.text
    assert 'data-rows="3"' in answer.text
    assert chosen(answer.text) == {"column-0": "-", "column-1": "sex", "column-2": "birth_date", "column-3": "-"}
    text = words(answer.text)
    assert 'Zellen: 2 Zeile 1: "quer" ist nicht bekannt' in text
    assert 'Zellen: 1 Zeile 2: "31.02.2000" ist kein Tag' in text
    assert "Keine Spalte ist als „Personen-ID“ erkannt" in text
    assert "Erwerbsfähig: ohne sie lässt sich oft nicht entscheiden: Erwerbsfähigkeit" in text
    assert "Zeilen ohne Förderrunde: 3" in text
    assert "Geburtsdatum oder Alter" not in text


def test_of_two_facts_that_stand_for_each_other_both_are_named_where_both_are_lacking(ask: Client) -> None:
    text = words(send(ask, "/lists/persons/columns?fragment&lang=de", b"person_id\nP1\n").text)
    assert "Geburtsdatum oder Alter: ohne sie" in text
    with_age = words(send(ask, "/lists/persons/columns?fragment&lang=de", b"person_id,age\nP1,20\n").text)
    assert "Geburtsdatum oder" not in with_age
    assert "Eintrittsdatum: ohne" not in with_age.split("Diese Angaben fehlen")[1].split("Aufenthaltstitel")[0]


def test_an_aim_that_leaves_the_verdict_is_not_said_to_keep_it_open(ask: Client) -> None:
    partners = "municipality;1|jobcenter;2|civil-society;3|company;4".replace(";", ";Stelle ").split("|")
    data = "\n".join(["network_id;kind;partner", *(f"N1;{each}" for each in partners)]).encode()
    text = words(send(ask, "/lists/networks/columns?fragment&lang=de&round=win-win-2", data).text)
    assert "Diese Angaben fehlen" not in text
    report = words(send(ask, "/lists/networks?lang=de", data, round="win-win-2").text)
    assert "vollständig" in report.split("Nach Ergebnis")[1]
    bare = words(send(ask, "/lists/networks/columns?fragment&lang=de", b"network_id\nN1\n").text)
    assert "Art des Partners: ohne sie lässt sich oft nicht entscheiden: Partner Kommune" in bare
    assert "Ziele des Verbunds" not in bare


def test_columns_mapped_by_fields_give_the_report_that_their_headers_would(ask: Client) -> None:
    head, _, rows = sample("networks").partition(b"\n")
    fields = chosen(send(ask, "/lists/networks/columns", sample("networks")).text)
    strange = b";".join(b"Feld %d" % place for place in range(head.count(b";") + 1)) + b"\n" + rows
    asked = {"round": "win-win-2", "format": "csv"}
    expected = send(ask, "/lists/networks?lang=de", sample("networks"), **asked)
    assert expected.headers["content-disposition"] == 'attachment; filename="report.csv"'
    assert send(ask, "/lists/networks?lang=de", strange, **asked, **fields).content == expected.content


@pytest.mark.parametrize(("kind", "lang"), [("persons", "de"), ("participations", "en"), ("networks", "de")])
def test_the_page_of_a_report_counts_as_the_check_does(ask: Client, kind: str, lang: str) -> None:
    answer = send(ask, f"/lists/{kind}?lang={lang}", sample(kind), round="win-win-2")
    assert answer.status_code == 200
    expected = list(counts(ask, kind, round="win-win-2").values())
    numbers = re.findall(r'<td class="number">(\d+)</td>', answer.text)
    assert [int(each) for each in numbers[: len(expected)]] == expected
    again = ("noch einmal wählen", "choose the same file")[lang == "en"]
    assert again in answer.text
    assert ('id="stays"' in answer.text) is (kind == "participations")


def rows_of(answer: httpx.Response) -> list[list[str]]:
    tree = html5lib.parse(answer.text, namespaceHTMLElements=False)
    table = next(t for t in tree.iter("table") if any(c.attrib.get("id") == "report" for c in t.iter("caption")))
    return [[" ".join("".join(cell.itertext()).split()) for cell in row] for row in table.iter("tr")][1:]


def test_rows_can_be_chosen_by_verdict_and_criterion_and_sorted(ask: Client) -> None:
    some = send(ask, "/lists/persons?lang=en", sample("persons"), round="win-win-2", verdict="review", criterion="sex")
    rows = rows_of(some)
    assert rows
    assert {row[3] for row in rows} == {"to be reviewed"}
    assert all("sex" in row[4] for row in rows)
    assert '<option value="review" selected>' in some.text
    worst = rows_of(send(ask, "/lists/persons?lang=en", sample("persons"), round="win-win-2", sort="verdict"))
    verdicts = list(dict.fromkeys(row[3] for row in worst))
    assert len(verdicts) == 4
    by_id = rows_of(send(ask, "/lists/persons?lang=de", sample("persons"), round="win-win-2", sort="id"))
    names = [row[1] for row in by_id if row[1] != "ohne Kennung"]
    assert names == sorted(names)


def test_rows_come_in_parts(ask: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(results, "MOST", 80)
    first = send(ask, "/lists/persons", sample("persons"), round="win-win-2")
    assert len(rows_of(first)) == 80
    assert 'name="part" value="2"' in first.text
    last = send(ask, "/lists/persons", sample("persons"), round="win-win-2", part="3")
    assert [row[0] for row in rows_of(last)][-1] == "200"
    assert 'name="part" value="4"' not in last.text


@pytest.mark.parametrize(
    ("fields", "name"),
    [
        ({"part": "0"}, "part"),
        ({"sort": "x"}, "sort"),
        ({"verdict": "x"}, "verdict"),
        ({"format": "x"}, "format"),
        ({"round": "x"}, "round"),
        ({"as_of": "x"}, "as_of"),
        ({"columns": "99:sex"}, "columns"),
        ({"column-1": "x"}, "columns"),
        ({"other": "x"}, "not expected"),
    ],
)
def test_a_wrong_field_is_named_and_what_was_filled_in_stays(ask: Client, fields: dict[str, str], name: str) -> None:
    answer = send(
        ask, "/lists/persons", sample("persons"), **{"as_of": "2026-01-02", "column-0": "person_id", **fields}
    )
    assert answer.status_code == 400
    assert 'role="alert"' in answer.text
    assert name in answer.text
    if name not in ("as_of", "not expected"):
        assert 'value="2026-01-02"' in answer.text


@pytest.mark.parametrize(
    ("data", "name", "hint"),
    [
        (b"person_id\n", "a.csv", "empty"),
        (b"PK\x03\x04broken", "a.xlsx", "broken"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "a.xls", "old-excel"),
        (b"person_id\nA\n", "a.xlsx", "suffix"),
        (b"PAR1broken", "a.parquet", "broken"),
        (b"%PDF-1.7", "a.csv", "no-table"),
        ("person_id;sex\nA;m\u00e4nnlich\n".encode() + "B;m\u00e4nnlich\n".encode("cp1252"), "a.csv", "letters"),
    ],
)
def test_what_helps_stands_before_what_was_found_in_the_language_of_the_page(
    ask: Client, data: bytes, name: str, hint: str
) -> None:
    text = ask.handler.loaded.rulebook.texts[f"page-hint-{hint}"]
    for lang, detail in (("de", '<p class="small" lang="en">'), ("en", '<p class="small">')):
        answer = send(ask, f"/lists/persons/columns?fragment&lang={lang}", data, name)
        assert answer.status_code == 400
        helps, found = answer.text.index(html.escape(text.get(lang), quote=False)), answer.text.index(detail)
        assert helps < found


@pytest.mark.parametrize("below", ["", "/columns"])
@pytest.mark.parametrize(
    ("data", "status"),
    [(None, 400), (b"", 400), (b"PK\x03\x04broken", 400), (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", 400)],
)
def test_a_file_that_cannot_be_read_is_told_on_the_page(
    ask: Client, below: str, data: bytes | None, status: int
) -> None:
    answer = send(ask, f"/lists/persons{below}?lang=en", data, round="win-win-3")
    assert answer.status_code == status
    assert 'role="alert"' in answer.text
    assert '<option value="win-win-3" selected>' in answer.text
    assert ("No file is chosen" in answer.text) is (not data)


def test_a_list_whose_columns_are_not_known_is_shown_with_its_columns(ask: Client) -> None:
    answer = send(ask, "/lists/persons?lang=de", b"wer,was\nP1,m\n", round="win-win-2")
    assert answer.status_code == 400
    assert chosen(answer.text) == {"column-0": "-", "column-1": "-"}
    both = {"column-0": "sex", "column-1": "sex"}
    doubled = send(ask, "/lists/persons?lang=de", b"wer,was\nP1,m\n", round="win-win-2", **both)
    assert "Mehrere Spalten stehen für „Geschlecht“: wer, was" in words(doubled.text)


def switch(text: str, lang: str) -> tuple[str, dict[str, str]]:
    """Where the button of a language sends the form, and the fields that it takes along."""
    tree = html5lib.parse(text, namespaceHTMLElements=False)
    (button,) = (b for b in tree.iter("button") if b.attrib.get("lang") == lang and "formaction" in b.attrib)
    assert button.attrib["form"] == "list"
    assert "formnovalidate" in button.attrib
    (form,) = (each for each in tree.iter("form") if each.attrib.get("id") == "list")
    fields = {each.attrib["name"]: each.attrib.get("value", "") for each in form.iter("input") if "name" in each.attrib}
    for select in form.iter("select"):
        options = [each for each in select.iter("option") if "selected" in each.attrib] or list(select.iter("option"))
        fields[select.attrib["name"]] = options[0].attrib["value"]
    del fields["file"]
    return button.attrib["formaction"], fields


def test_the_language_can_be_changed_with_what_is_filled_in(ask: Client) -> None:
    given = {"round": "win-win-2", "as_of": "2026-01-02", "column-1": "sex"}
    for below in ("", "/columns"):
        answer = send(ask, f"/lists/persons{below}?lang=de", sample("persons"), **given)
        address, fields = switch(answer.text, "en")
        assert address.startswith(f"/lists/persons{below}?lang=en")
        english = send(ask, address, sample("persons"), **fields)
        assert english.status_code == 200
        assert english.headers["content-language"] == "en"
        assert switch(english.text, "de")[1] == fields
        assert fields.get("columns", "1:sex") == "1:sex"
        assert fields["as_of"] == "2026-01-02"
        without = send(ask, address, None, **fields)
        assert without.status_code == 200, "no file is no fault of who wants another language"
        assert 'id="problem"' not in without.text
        assert switch(without.text, "de")[1].items() >= {"round": "win-win-2", "as_of": "2026-01-02"}.items()


def test_the_first_form_goes_to_another_language_with_its_fields_and_its_file(ask: Client) -> None:
    address, _ = switch(ask.get("/lists/persons?lang=de").text, "en")
    answer = send(ask, address, sample("persons"), round="win-win-1", as_of="2026-01-02")
    assert answer.status_code == 200
    assert "Columns of the file" in words(answer.text)
    assert switch(answer.text, "de")[1].items() >= {"round": "win-win-1", "as_of": "2026-01-02"}.items()
    empty = send(ask, address, None, round="win-win-1")
    assert empty.status_code == 200
    assert empty.headers["content-language"] == "en"
    assert switch(empty.text, "de")[1]["round"] == "win-win-1"


def test_a_workbook_with_several_lists_asks_for_the_sheet(ask: Client) -> None:
    import xlsxwriter

    out = io.BytesIO()
    with xlsxwriter.Workbook(out, {"in_memory": True}) as book:
        for name in ("Mai & Juni", "Juli"):
            sheet = book.add_worksheet(name)
            for place, cell in enumerate(("person_id", name)):
                sheet.write(0, place, cell)
                sheet.write(1, place, "1")
    answer = send(ask, "/lists/persons/columns?lang=de", out.getvalue(), "a.xlsx")
    assert '<option value="Mai &amp; Juni">' in answer.text
    assert 'role="alert"' in answer.text
    chosen_one = send(ask, "/lists/persons/columns?lang=de", out.getvalue(), "a.xlsx", sheet="Juli")
    assert '<option value="Juli" selected>' in chosen_one.text
    assert 'data-rows="1"' in chosen_one.text


def test_nothing_of_a_file_is_markup_a_formula_an_address_or_a_line_of_a_log(
    ask: Client, caplog: pytest.LogCaptureFixture
) -> None:
    out = io.StringIO()
    csv.writer(out).writerows(
        [
            ["person_id", "sex", HOSTILE, "=HYPERLINK(1)"],
            [f"=1+{HOSTILE}", HOSTILE, HOSTILE, "=2"],
            ["GEHEIM", "", "", ""],
        ]
    )
    data = out.getvalue().encode()
    with caplog.at_level(logging.DEBUG):
        pages = [
            send(ask, "/lists/persons", data, f"{HOSTILE}.csv", round="win-win-2"),
            send(ask, "/lists/persons/columns", data, f"{HOSTILE}.csv"),
        ]
        download = send(ask, "/lists/persons", data, round="win-win-2", format="csv")
    for page in pages:
        assert page.status_code == 200
        assert "<script>alert" not in page.text
        assert "<img" not in page.text
        addresses = re.findall(r'(?:href|action|formaction|src)="([^"]*)"', page.text)
        assert not any("GEHEIM" in each or "alert" in each for each in addresses)
    assert "GEHEIM" in pages[0].text
    assert "\"'=1+" in download.text or ",'=1+" in download.text
    assert not any("GEHEIM" in record.getMessage() or "alert" in record.getMessage() for record in caplog.records)


def test_more_rows_than_are_judged_at_once_are_refused_on_the_page(ask: Client) -> None:
    data = b"person_id\n" + b"P\n" * 100_001
    for below in ("", "/columns"):
        answer = send(ask, f"/lists/persons{below}", data, round="win-win-2")
        assert answer.status_code == 413
        assert "100000 rows" in answer.text


@pytest.mark.parametrize("path", ["/lists", "/lists/persons", "/lists/networks/columns", "/lists/samples/persons.csv"])
def test_what_an_address_does_not_know_is_refused_by_name(ask: Client, path: str) -> None:
    for query, name in (("x=1", "'x'"), ("round=win-win-2&y", "'"), ("lang=fr", "'lang'")):
        assert_problem(ask.get(f"{path}?{query}", "text/html"), 400, "parameter", name)
    assert ask.get(f"{path}?lang=en").status_code == 200
    for below in ("persons", "persons/columns", "persons/why", "participations/stays"):
        answer = ask("POST", f"/lists/{below}?round=win-win-2&verdict=review", files={"file": ("a.csv", b"a\n1\n")})
        assert_problem(answer, 400, "parameter", "'verdict'")


def test_only_forms_with_a_file_are_taken(ask: Client) -> None:
    assert ask("POST", "/lists/persons", content=b"a=b", headers={"content-type": "text/csv"}).status_code == 415
    twice: list[Any] = [("file", ("a.csv", b"a\n1\n")), ("file", ("b.csv", b"a\n1\n"))]
    assert ask("POST", "/lists/persons", files=twice).status_code == 400
    assert ask("POST", "/lists", files={"file": ("a.csv", b"a\n1\n")}).status_code == 405
    assert ask("POST", "/lists/samples/persons.csv", files={"file": ("a.csv", b"a\n1\n")}).status_code == 405


def test_facts_and_rounds_of_the_users_own_stand_on_the_pages() -> None:
    stranger = Path(__file__).parents[1] / "stranger" / "family-benefit.ttl"
    ask = Client(Options((stranger,), today=lambda: TODAY))
    data = b"person_id,Feld\nP1,viele\n"
    mapped = {"round": "family-2026", "column-0": "person_id", "column-1": "number_of_children"}
    seen = words(send(ask, "/lists/persons/columns?lang=de", data, **mapped).text)
    assert 'Zeile 1: "viele" ist keine' in seen
    assert "Erwerbsfähigkeit" not in seen.split("Diese Angaben fehlen")[1].split("Spalten der Datei")[0]
    report = send(ask, "/lists/persons?lang=de", data, **mapped)
    assert "Familienhilfe 2026" in report.text
    assert [row[4] for row in rows_of(report)] == ["KinderEinkommenWohnformjüngstes Kind"]

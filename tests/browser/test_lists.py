"""Checking a list as a person would: dropped, mapped, checked, looked through, and taken along in other formats."""

from __future__ import annotations

import csv
import io
import json
import re
from pathlib import Path
from typing import Any
from urllib.parse import urlsplit

from openpyxl import load_workbook
from playwright.sync_api import Locator, Page, Route, expect
from pyarrow import parquet
from python_calamine import CalamineWorkbook
from rdflib import Graph, Namespace

from tests.browser.conftest import Visit
from tests.browser.looking import axe, space, tab_to, too_wide

SAMPLES = Path(__file__).parents[2] / "data" / "samples"
RG = Namespace("https://w3id.org/regelgraph/def/")
MANY = 100_000
PAPER = 673
"""Pixels of an upright A4 page between its margins."""
WATCHED = """() => {
    window.steps = [];
    new MutationObserver(() => {
        const bar = document.querySelector('main progress');
        const at = [bar?.hasAttribute('value') ? bar.value : null, document.getElementById('list-step')?.textContent];
        if (bar && at.join() !== steps.at(-1)?.join()) steps.push(at);
    }).observe(document.body, {subtree: true, childList: true, attributes: true, characterData: true});
}"""
DROPPED = """([name, text]) => {
    const held = new DataTransfer();
    held.items.add(new File([text], name));
    for (const type of ['dragover', 'drop'])
        document.querySelector('.drop').dispatchEvent(
            new DragEvent(type, {dataTransfer: held, bubbles: true, cancelable: true}));
}"""


def recognised(page: Page, rows: int) -> None:
    """Wait for what the service says of the columns of a list."""
    expect(page.locator("#columns")).to_have_attribute("data-rows", str(rows))


def check(page: Page) -> Locator:
    """Press the button of the form; the rows of the report."""
    page.locator("#list .actions > button:visible").click()
    expect(page.locator("#list-heading")).to_be_focused()
    return page.locator("table.report > tbody > tr:not(.details)")


def column(rows: Locator, place: int) -> list[str]:
    return [each.split("\t")[place] for each in rows.all_inner_texts()]


def taken(page: Page, name: str) -> tuple[str, bytes]:
    """What a button lets the browser keep: its name, its bytes."""
    with page.expect_download() as download:
        page.get_by_role("button", name=name).click()
    return download.value.suggested_filename, Path(download.value.path()).read_bytes()


def test_a_list_of_persons_is_dropped_mapped_by_hand_checked_looked_through_and_taken_along(visit: Visit) -> None:
    page = visit("/lists/persons", "de", "desktop")
    text = (SAMPLES / "participants.csv").read_text(encoding="cp1252").replace("Geschlecht", "Spalte M", 1)
    page.evaluate(DROPPED, ["liste.csv", text])
    columns = page.locator("#columns")
    recognised(page, 200)
    expect(page.locator("#list-step")).to_contain_text("200 Zeilen")
    unknown = columns.get_by_label("Spalte M")
    expect(unknown).to_have_value("-")
    unknown.select_option("sex")
    expect(columns.locator("tr", has_text="Spalte M").locator("td").last).not_to_be_empty()
    expect(unknown).to_have_value("sex")
    page.get_by_label("Förderrunde", exact=True).select_option("win-win-2")
    expect(columns.get_by_text("nennen keine Förderrunde")).to_have_count(0)
    for name, lang in (("English", "en"), ("Deutsch", "de")):
        page.get_by_role("button", name=name).click()
        expect(page.locator("html")).to_have_attribute("lang", lang)
        expect(page.locator("#round")).to_have_value("win-win-2")
        expect(columns.locator("#column-1")).to_have_value("sex")
        page.evaluate(DROPPED, ["liste.csv", text])  # no page may give a file to the next one
        expect(page.locator("#list-step")).to_contain_text("200")
        expect(columns.locator("#column-1")).to_have_value("sex")
    assert "sex" not in page.url

    rows = check(page)
    expect(rows).to_have_count(50)
    whole = page.locator("[data-part=shown]")
    expect(whole).to_have_text("Alle 200 Zeilen")
    page.get_by_role("button", name="Geschlecht", exact=True).click()
    page.locator("[data-filter=verdicts]", has_text=re.compile("^nicht förderfähig$")).click()
    expect(whole).to_have_text(re.compile(r"^\d+ von 200 Zeilen$"))
    assert set(column(rows, 3)) == {"nicht förderfähig"}
    assert all("Geschlecht" in each for each in column(rows, 4))
    shown = rows.count()
    name, data = taken(page, "Nur die gezeigten Zeilen")
    found = list(csv.DictReader(io.StringIO(data.decode())))
    assert name == "persons.csv"
    assert [(each["verdict"], "sex" in each["criteria"]) for each in found] == [("not_eligible", True)] * shown

    page.get_by_role("button", name="Alle Zeilen zeigen").click()
    expect(page.get_by_label("Kennung oder Zeilennummer")).to_be_focused()
    page.get_by_label("Kennung oder Zeilennummer").fill("ww-01")
    expect(whole).to_have_text("10 von 200 Zeilen")
    rows.first.get_by_role("button").click()
    page.get_by_role("button", name="Begründung Schritt für Schritt").click()
    expect(page.locator("tr.details .tree summary").first).to_be_visible()
    assert not axe(page)
    page.get_by_label("Kennung oder Zeilennummer").fill("")
    expect(whole).to_have_text("Alle 200 Zeilen")
    by_verdict = page.get_by_role("columnheader", name="Ergebnis", exact=True).last
    by_verdict.get_by_role("button").click()
    by_verdict.get_by_role("button").click()
    expect(by_verdict).to_have_attribute("aria-sort", "descending")
    expect(rows.first).to_contain_text("nicht förderfähig")
    page.get_by_role("button", name="Weiter").click()
    expect(page.locator("[data-part=page]")).to_have_text("Seite 2 von 4")
    told = "Alle 200 Zeilen. Absteigend sortiert nach: Ergebnis. Seite 2 von 4"
    expect(page.locator("[data-part=told]")).to_have_text(told)
    assert page.title().startswith("Ergebnis: Personen")
    page.get_by_label("Zeilen je Seite").select_option("500")
    expect(rows).to_have_count(200)
    expect(rows.last).to_contain_text("förderfähig")

    name, data = taken(page, "Excel")
    assert name == "report.xlsx"
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()
    assert len(sheet) == 201
    assert sum(line[3] == "eligible" for line in sheet) == int(
        page.locator("table.bars tr", has_text=re.compile("^förderfähig")).locator("td").first.inner_text()
    )
    assert "liste" not in page.url


def test_stays_are_checked_on_a_phone_and_drawn_as_lines_of_time(visit: Visit) -> None:
    page = visit("/lists/participations", "en", "phone", dark=True)
    page.get_by_role("link", name="XLSX", exact=True).click()
    recognised(page, 78)
    rows = check(page)
    expect(rows).to_have_count(25)
    assert "no conflict" not in page.locator("[data-part=verdicts]").inner_text()  # no report has those pairs: not "0"
    first = page.locator("#stays table").first
    expect(first.locator("caption")).to_have_text("T-017")
    expect(first.locator("tbody tr").first).to_contain_text("Row 52: 1 April 2025 – 13 April 2025")
    assert first.locator("rect.common").count() == 2
    rows.first.get_by_role("button").click()
    details = page.locator("table.report tr.details")
    expect(details).to_contain_text("13 days in common")
    expect(details.locator("[lang=de]").first).to_contain_text("13 gemeinsame Tage")
    details.get_by_role("button", name="Reasoning step by step").click()
    expect(details.locator(".tree summary").first).to_contain_text("Same cost rule")
    conflict = page.locator("table.bars tr", has_text=re.compile("^conflict"))
    conflict.get_by_role("button").click()
    number = conflict.locator("td").first.inner_text()
    expect(page.locator("[data-part=shown]")).to_have_text(f"{number} of 25 rows")
    assert not axe(page)
    assert not too_wide(page)
    page.emulate_media(forced_colors="active")
    frame = "button => getComputedStyle(button).borderWidth"
    pressed = conflict.get_by_role("button").evaluate(frame)
    assert pressed != page.locator("[data-filter=verdicts][aria-pressed=false]").first.evaluate(frame)
    page.emulate_media(forced_colors="none", media="print")
    assert not too_wide(page, PAPER)
    page.emulate_media(media="screen")
    space(page)
    assert not too_wide(page)
    assert taken(page, "Turtle")[1].startswith(b"@prefix")


def test_networks_are_checked_by_keyboard_alone(visit: Visit) -> None:
    page = visit("/lists/networks", "de", "desktop")
    tab_to(page, "a[href$='.parquet']")
    page.keyboard.press("Enter")
    recognised(page, 16)
    tab_to(page, "#list .actions > button", key="Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("#list-heading")).to_be_focused()
    rows = page.locator("table.report > tbody > tr:not(.details)")
    expect(rows).to_have_count(5)
    tab_to(page, "[data-filter=criteria]")
    page.keyboard.press("Space")
    expect(page.locator("[data-part=shown]")).to_have_text("3 von 5 Zeilen")
    assert page.evaluate("document.activeElement.getAttribute('aria-pressed')") == "true"
    tab_to(page, "th[data-column=verdict] button")
    page.keyboard.press("Enter")
    expect(page.locator("th[data-column=verdict]")).to_have_attribute("aria-sort", "ascending")
    tab_to(page, "button[aria-expanded]")
    page.keyboard.press("Enter")
    expect(page.locator("tr.details")).to_contain_text("Begründung")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    expect(page.locator("tr.details .tree summary").first).to_contain_text("Partner")
    page.keyboard.press("Shift+Tab")
    page.keyboard.press("Enter")
    expect(page.locator("tr.details")).to_have_count(0)
    tab_to(page, "[data-download='application/x-ndjson']")
    with page.expect_download() as download:
        page.keyboard.press("Enter")
    assert len(Path(download.value.path()).read_bytes().splitlines()) == 5


def test_what_goes_wrong_is_said_in_words_and_nothing_that_was_chosen_is_lost(visit: Visit) -> None:
    page = visit("/lists/persons", "en", "phone")
    visit.allow("net::ERR_FAILED|failed: POST|status of 401")
    page.locator("#file").set_input_files({"name": "a.csv", "mimeType": "text/csv", "buffer": b"person_id;sex\n1;m\n"})
    recognised(page, 1)
    page.locator("#list .actions > button:visible").click()
    expect(page.locator("#list-step")).to_contain_text("choose a funding round")
    expect(page.locator("#round")).to_be_focused()
    assert page.locator("#round").get_attribute("aria-describedby") == "list-step round-hint"
    expect(page.locator("#round")).to_have_attribute("aria-invalid", "true")
    page.locator("#round").select_option("win-win-3")
    assert page.locator("#round").get_attribute("aria-invalid") is None
    page.route("**/check/**", lambda route: route.abort())
    page.locator("#list .actions > button:visible").click()
    expect(page.locator("#list-failure")).to_be_focused()
    expect(page.locator("#list-failure")).to_contain_text("cannot be reached")
    page.unroute("**/check/**")
    page.route("**/check/**", lambda route: route.fulfill(status=401, body="{}"))
    page.locator("#list .actions > button:visible").click()
    expect(page.locator("#list-failure")).to_contain_text("have a token")
    page.unroute("**/check/**")
    assert check(page).count() == 1
    expect(page.locator("#list-failure")).to_have_count(0)
    page.locator("#round").select_option("win-win-2")
    expect(page.locator("#list-result")).to_have_count(0)  # it was about another round
    held: list[Route] = []
    page.route("**/check/**", lambda route: held.append(route))
    page.locator("#list .actions > button:visible").click()
    page.locator("[data-do=cancel]").click()
    expect(page.locator("#list-step")).to_have_text("Cancelled. The file is still chosen.")
    expect(page.locator("#list-failure, #list-result, [data-do=cancel]:visible")).to_have_count(0)
    page.locator("#list .actions > button:visible").click()
    expect(page.locator("[data-do=cancel]")).to_be_visible()
    page.locator("#file").set_input_files({"name": "b.csv", "mimeType": "text/csv", "buffer": b"x;y\n1;2\n"})
    expect(page.locator("#columns [role=alert]")).to_be_visible()
    page.unroute("**/check/**")
    page.locator("#column-0").select_option("person_id")
    expect(page.locator("#columns [role=alert]")).to_have_count(0)
    assert column(check(page), 1) == ["1"]  # of this file, not of the one that was given up


PASTED = "person_id\tsex\tage\tBemerkung\nP1\tm\t20\t=1+1\nP2\tw\t20\t\nP3\tm\t40\tß\n"


def test_rows_are_pasted_from_a_spreadsheet_and_the_report_opens_in_every_format(visit: Visit) -> None:
    page = visit("/lists/persons", "de", "desktop", permissions=["clipboard-read", "clipboard-write"])
    page.evaluate("text => navigator.clipboard.writeText(text)", PASTED)
    page.locator("#find").focus()
    page.keyboard.press("ControlOrMeta+v")
    expect(page.locator("#columns")).to_have_count(0)  # into a field of text it is text
    page.locator("#main").focus()
    page.keyboard.press("ControlOrMeta+v")
    recognised(page, 3)
    page.locator("#round").select_option("win-win-1")
    rows = check(page)
    expect(rows).to_have_count(3)
    name, data = taken(page, "JSON Lines")
    assert name == "report.jsonl"
    wanted = [(each["person_id"], each["verdict"]) for each in map(json.loads, data.splitlines())]
    assert [person for person, _ in wanted] == column(rows, 1)
    assert wanted[1] == ("P2", "not_eligible")
    name, data = taken(page, "Excel")
    head, *lines = load_workbook(io.BytesIO(data)).active.iter_rows(values_only=True)
    assert [(line[head.index("person_id")], line[head.index("verdict")]) for line in lines] == wanted
    name, data = taken(page, "Parquet")
    assert name == "report.parquet"
    table = parquet.read_table(io.BytesIO(data))
    assert list(zip(table["person_id"].to_pylist(), table["verdict"].to_pylist(), strict=True)) == wanted
    name, data = taken(page, "Turtle")
    assert name == "report.ttl"
    graph = Graph().parse(data=data.decode(), format="turtle")
    found = {str(graph.value(case, RG.identity)): graph.value(case, RG.verdict) for case in graph.subjects(RG.identity)}
    assert {person: str(verdict).rpartition("/persons-")[2].replace("-", "_") for person, verdict in found.items()} == (
        dict(wanted)
    )


def test_without_scripts_a_list_is_checked_a_row_is_explained_and_the_language_is_changed(visit: Visit) -> None:
    page = visit("/lists/participations", "de", "phone", js=False)
    page.get_by_role("button", name="English").click()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#problem")).to_have_count(0)
    page.locator("#file").set_input_files(SAMPLES / "participations.csv")
    page.locator("#list .actions > button").first.click()
    expect(page.locator("table:has(#report) tbody tr")).to_have_count(25)
    page.locator("#file").set_input_files(SAMPLES / "participations.csv")
    page.get_by_role("button", name="Reasoning step by step").first.click()
    expect(page.locator("#why-title")).to_be_visible()
    expect(page.locator("#why .tree summary", has_text="Same cost rule").first).to_be_visible()
    page.locator("#file").set_input_files(SAMPLES / "participations.csv")
    page.get_by_role("button", name="Deutsch").click()
    expect(page.locator("html")).to_have_attribute("lang", "de")
    expect(page.locator("#why .tree summary", has_text="Gleiche Kosten").first).to_be_visible()
    assert urlsplit(page.url).path == "/lists/participations/why"


def long_list() -> bytes:
    """The persons of the sample again and again, each with an id of its own."""
    head, *lines = (SAMPLES / "participants.csv").read_text(encoding="cp1252").splitlines()
    tails = [line.partition(";")[2] for line in lines if line.count(";") == head.count(";") and '"' not in line]
    rows = (f"P{number};{tails[number % len(tails)]}" for number in range(MANY))
    return "\r\n".join((head, *rows, "")).encode("cp1252")


def test_a_list_of_100000_persons_shows_its_progress_and_never_stops_the_page(visit: Visit, tmp_path: Path) -> None:
    page = visit("/lists/persons", "en", "desktop")
    file = tmp_path / "long.csv"
    file.write_bytes(long_list())
    page.evaluate(WATCHED)
    page.locator("#file").set_input_files(file)
    recognised(page, MANY)
    page.locator("#round").select_option("win-win-2")
    expect(page.locator("#list-step")).to_contain_text("Columns read")
    page.locator("#list .actions > button:visible").click()
    expect(page.locator("#list-progress progress")).to_be_visible()
    page.locator("#find").fill("meanwhile")  # the page answers
    assert page.locator("#find").input_value() == "meanwhile"
    assert page.locator("table.report").count() == 0
    rows = page.locator("table.report > tbody > tr")
    expect(rows).to_have_count(50)
    steps: list[list[Any]] = page.evaluate("steps")
    values = [value for value, _ in steps if value is not None]
    assert values == sorted(values)
    assert len(set(values)) > 8
    assert {step for _, text in steps for step in ("Sending", "Checking", "Building") if step in text} >= {
        "Checking",
        "Building",
    }
    page.locator("th[data-column=person_id] button").click()
    page.get_by_label("Id or number").fill("P9999")
    expect(page.locator("[data-part=shown]")).to_have_text("11 of 100,000 rows")
    assert rows.nth(1).inner_text().startswith("99,991\tP99990")
    assert page.evaluate("localStorage.length + sessionStorage.length") == 0

"""Asking a question as a person would: found by words, filled in, read in three ways, and taken along."""

from __future__ import annotations

import csv
import json
import re
from pathlib import Path

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.looking import axe, tab_to


def test_an_analyst_finds_a_question_by_keyboard_asks_it_and_takes_the_rows_along(visit: Visit) -> None:
    page = visit("/questions", "de", "desktop")
    tab_to(page, "#words")
    page.keyboard.type("aufenthaltstitel ausgeschlossen warum")
    expect(page.locator("form [role=status]")).to_have_text("Gefundene Fragen: 1")
    assert not axe(page)
    tab_to(page, "#groups a")
    page.keyboard.press("Enter")
    expect(page.get_by_role("heading", level=1)).to_contain_text("Welche Aufenthaltstitel sind")

    tab_to(page, "select[name=round]")
    page.keyboard.press("Tab")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # what the example has stands there already
    expect(page.get_by_role("heading", level=2, name="Antwort")).to_be_visible()
    rows = page.locator("#answer ~ .wide tbody tr")
    expect(rows).to_have_count(100)
    page.get_by_role("link", name="Fundstelle", exact=True).press("Enter")
    expect(page.get_by_role("columnheader", name="Fundstelle")).to_have_attribute("aria-sort", "ascending")
    page.get_by_role("link", name="Weiter", exact=True).press("Enter")
    expect(page.get_by_text("Zeilen 101 bis 200")).to_be_visible()

    with page.expect_download() as download:
        page.get_by_role("link", name="CSV").click()
    with Path(download.value.path()).open(encoding="utf-8-sig", newline="") as file:
        table = list(csv.DictReader(file))
    assert download.value.suggested_filename == "titles-blocked.csv"
    assert len(table) > 300
    with page.expect_download() as download:
        page.get_by_role("link", name="JSON").click()
    assert len(json.loads(Path(download.value.path()).read_bytes())["rows"]) == len(table)

    page.get_by_role("link", name="Diagramm").click()
    bars = page.locator("table.bars")
    page.wait_for_load_state()
    expect(bars).to_be_visible()
    titles = {
        group: {row["title"] for row in table if row["group_de"] == group}
        for group in bars.locator("th a").all_inner_texts()
    }
    assert [int(each) for each in bars.locator("td").all_inner_texts()] == [len(found) for found in titles.values()]
    widths = [bar.bounding_box() for bar in bars.locator("rect").all()]
    assert all(box and box["width"] > 2 for box in widths)
    page.get_by_text("SPARQL zeigen").click()
    shown = page.locator("details pre").inner_text()
    assert "<https://w3id.org/regelgraph/id/round/win-win-2> rg:criteria" in shown
    to = page.get_by_role("link", name="Im SPARQL-Editor").get_attribute("href")
    assert to
    assert "/sparql?query=" in to


def test_a_visitor_with_a_phone_reads_a_crossed_table_and_mends_a_name_that_nothing_has(visit: Visit) -> None:
    page = visit("/questions/legal-groups-by-round", "en", "phone", dark=True)
    expect(page.get_by_role("navigation", name="View").get_by_role("link", name="Crossed table")).to_have_attribute(
        "aria-current", "page"
    )
    table = page.locator(".wide table")
    assert table.locator("thead th").count() > 3
    assert table.locator("tbody th").count() > 5
    page.get_by_label("citizenship group").select_option("eu")
    page.get_by_role("button", name="Ask").click()
    expect(page).to_have_url(re.compile("citizenship=eu"))

    page.goto("/questions/title-chain")
    field = page.get_by_role("combobox", name="residence title")
    field.fill("extinct toleration")
    expect(page.get_by_role("option")).to_have_text(["expired or extinct toleration (duldung-erloschen)"])
    field.fill("§ 99 nothing")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("alert")).to_contain_text("Nothing, or more than one thing")
    assert not axe(page)
    page.get_by_role("alert").get_by_role("link").click()
    expect(field).to_be_focused()
    field.fill("25 II 2")
    page.get_by_role("button", name="Ask").click()
    expect(page.get_by_role("heading", name="Answer")).to_be_visible()
    page.wait_for_load_state()
    assert page.locator(".wide tbody tr").count() >= 3
    asked = page.locator("main dl", has_text="25 II 2")
    expect(asked).to_be_hidden()
    page.emulate_media(media="print")
    expect(page.locator("main form")).to_be_hidden()
    expect(asked).to_have_text(re.compile(r"^\s*Residence title as citation, spelling or id\s*25 II 2\s*$"))
    expect(asked).to_be_visible()

"""A person is checked as people do it: by keyboard, by touch, without scripts, and on paper."""

from __future__ import annotations

import re
from urllib.parse import urlsplit

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.looking import axe, tab_to, too_wide, visible_focus

STORED = "() => localStorage.length + sessionStorage.length + document.cookie.length"


def typed(page: Page, name: str, text: str) -> None:
    """Come to a field by keyboard, and write."""
    tab_to(page, f"#fact-{name}")
    page.keyboard.type(text)


def nothing_left(page: Page) -> None:
    """Nothing of a person stands in the address or is kept by the browser."""
    assert urlsplit(page.url).path == "/person"
    assert "25" not in page.url
    assert page.evaluate(STORED) == 0


def test_by_keyboard_alone_in_english_on_a_desk_and_on_paper(visit: Visit) -> None:
    page = visit("/person", "en", "desktop")
    tab_to(page, "input[name=round]")
    page.keyboard.press("Space")
    page.keyboard.press("ArrowDown")
    verdict = page.locator("#verdict")
    expect(verdict).to_contain_text("round 2")
    tab_to(page, "input[name=sex]")
    page.keyboard.press("ArrowDown")  # from "unknown", the last, to the first
    expect(verdict.locator(".verdict")).to_have_attribute("data-tone", "open")
    expect(page.locator("#said")).to_contain_text("undetermined")
    assert page.evaluate("document.activeElement.name") == "sex"
    page.set_viewport_size({"width": 1280, "height": 450})  # the panel is taller than the window
    last = verdict.locator("a").last
    last.focus()
    expect(last).to_be_in_viewport(ratio=0.9)
    page.set_viewport_size({"width": 1280, "height": 900})
    page.locator("input[name=sex]:checked").focus()
    typed(page, "birth_date", "1999")
    typed(page, "entry_date", "01.03.2026")
    expect(page.locator("#state-birth_date")).to_contain_text("1999-01-01")
    expect(page.locator("#state-age")).to_have_attribute("data-state", "idle")
    typed(page, "citizenship", "syr")
    page.keyboard.press("ArrowDown")
    page.keyboard.press("Enter")
    expect(page.locator("#fact-citizenship")).to_have_value("Syria")
    typed(page, "residence_title", "25a")
    expect(page.locator("[role=option]:visible").first).to_contain_text("§ 25a Abs. 1")
    page.keyboard.press("Backspace")
    page.keyboard.type(" II")
    option = page.locator("[role=option]", has_text="§ 25 Abs. 2 Satz 1 AufenthG").first
    expect(option).to_be_visible()
    page.keyboard.press("ArrowDown")
    assert page.locator("#fact-residence_title").get_attribute("aria-activedescendant")
    page.keyboard.press("Escape")
    expect(option).to_be_hidden()
    expect(verdict.locator(".verdict")).to_have_attribute("data-tone", "blocked")
    expect(page.locator("#state-residence_title a")).to_have_attribute("href", "/id/title/aufenthg-25-2")
    page.keyboard.press("Enter")
    expect(verdict).to_be_focused()
    tab_to(page, "#verdict a[data-opens]")
    page.keyboard.press("Enter")
    expect(page.locator("#criterion-residence-status > summary")).to_be_focused()
    expect(page.locator("#criterion-residence-status")).to_contain_text("§ 25 AufenthG")
    assert page.title().startswith("Check a person")  # titles stay in the history of the browser
    nothing_left(page)
    assert axe(page) == []
    assert visible_focus(page) == []
    page.emulate_media(media="print")
    expect(page.locator("#sheet")).to_contain_text("25 II")
    expect(page.locator("#fields")).to_be_hidden()
    expect(page.get_by_text("In our words").last).to_be_visible()
    expect(page.get_by_role("button", name="Print")).to_be_hidden()
    page.emulate_media(media="screen")
    page.locator("#reset").press("Enter")
    expect(page.locator("#verdict .verdict")).to_have_count(0)
    expect(page.locator("#reset")).to_be_focused()
    expect(page.locator("#said")).to_contain_text("Nothing given yet")


def test_by_touch_in_german_on_a_phone_at_night_and_in_the_other_language(visit: Visit) -> None:
    page = visit("/person", "de", "phone", dark=True)
    page.get_by_label("2. Förderrunde").tap()
    page.get_by_label("Männlich").tap()
    page.locator("#now-next").tap()
    expect(page.locator("#fact-birth_date")).to_be_focused()
    page.locator("#fact-birth_date").fill("gestern")
    page.locator("#fact-citizenship").tap()
    expect(page.locator("#state-birth_date .error")).to_contain_text("TT.MM.JJJJ")
    expect(page.locator("#fact-birth_date")).to_have_attribute("aria-invalid", "true")
    expect(page.locator("#said")).to_contain_text("Geburtsdatum: ")  # the focus is elsewhere already
    expect(page.locator("#verdict .notice a")).to_have_text("Geburtsdatum")
    page.locator("#fact-citizenship").press_sequentially("deu")
    page.locator("[role=option]", has_text="Deutschland").tap()
    expect(page.locator("#fact-citizenship")).to_have_value("Deutschland")
    expect(page.locator("#state-residence_title")).to_have_attribute("data-state", "idle")
    assert axe(page) == []
    assert too_wide(page) == []
    visit.allow("part=live")
    page.route("**/person?part=live*", lambda route: route.abort())
    page.get_by_label("Weiblich").tap()
    expect(page.locator("#said")).to_be_in_viewport()
    expect(page.locator("#verdict .verdict")).to_be_hidden()  # it is about what was filled in before
    page.unroute_all()
    page.get_by_label("Männlich").tap()
    expect(page.locator("#verdict .verdict")).to_be_visible()
    before = page.evaluate("history.length")
    page.get_by_role("button", name="English").tap()
    expect(page.locator("html")).to_have_attribute("lang", "en")
    assert page.evaluate("history.length") == before  # no page with less in it lies behind this one
    expect(page).to_have_title(re.compile("Check a person"))
    expect(page.locator("#fact-citizenship")).to_have_value("Deutschland")
    expect(page.get_by_label("Male", exact=True)).to_be_checked()
    expect(page.get_by_role("heading", name="Still matters")).to_be_visible()
    page.get_by_label("round 3").tap()
    page.locator("#fact-citizenship").press("End")
    page.keyboard.type("; Afghanistan")  # before the fields of the round are there
    expect(page.locator("#fact-municipality")).to_be_visible()
    expect(page.locator("#fact-citizenship")).to_have_value("Deutschland; Afghanistan")
    nothing_left(page)


def test_without_scripts_a_button_does_the_same(visit: Visit) -> None:
    page = visit("/person", "en", "phone", js=False)
    page.get_by_label("round 2").check()
    page.get_by_role("button", name="Continue").click()
    page.get_by_label("In support").check()
    page.locator("#fact-citizenship").fill("syrisch")
    page.locator("#fact-citizenship").press("Enter")
    expect(page.locator("html")).to_have_attribute("lang", "en")
    expect(page.locator("#verdict .verdict")).to_contain_text("Not eligible")
    expect(page.locator("#criterion-hard-to-reach")).to_have_attribute("open", "")
    expect(page.get_by_role("heading", name="Not needed for the result now")).to_be_visible()
    nothing = page.get_by_role("button", name="Print")
    expect(nothing).to_be_hidden()
    with page.expect_download() as copied:
        page.get_by_role("button", name="Save as CSV").click()
    assert "not_eligible" in copied.value.path().read_text(encoding="utf-8-sig")
    nothing_left_without_scripts = urlsplit(page.url)
    assert (nothing_left_without_scripts.path, nothing_left_without_scripts.query) == ("/person", "")

"""Whom rounds admit, as a person asks it: by keyboard on a desktop in English, and two rounds on a phone in German."""

from __future__ import annotations

from playwright.sync_api import expect

from tests.browser.conftest import Visit
from tests.browser.looking import tab_to, too_wide


def test_a_title_is_looked_for_by_keyboard_and_its_clause_is_read(visit: Visit) -> None:
    page = visit("/admission", "en", "desktop")
    tab_to(page, "#title-sought")
    page.keyboard.type("25 II")
    page.keyboard.press("Enter")
    page.wait_for_url("**/admission?*q=25+II*")
    row = page.locator("details[open] tr", has=page.locator('a[href="/id/title/aufenthg-25-2"]'))
    assert row.locator(".badge").all_inner_texts() == ["eligible", "not eligible", "undetermined"]
    tab_to(page, "td details:not([open]) > summary")
    page.keyboard.press("Enter")
    expect(page.locator("td details[open] li a").first).to_be_visible()
    page.set_viewport_size({"width": 673, "height": 900})
    page.emulate_media(media="print")  # stays a table on paper, which is as narrow as a phone
    assert {each.evaluate("row => getComputedStyle(row).display") for each in row.all()} == {"table-row"}


def test_two_rounds_are_chosen_on_a_phone_and_only_what_differs_is_shown(visit: Visit) -> None:
    page = visit("/rounds", "de", "phone")
    page.get_by_label("Förderrunde", exact=True).select_option("win-win-2")
    page.get_by_label("Vergleichen mit").select_option("win-win-3")
    page.get_by_label("nur Unterschiede zeigen").check()
    page.get_by_role("button", name="Anzeigen").click()
    page.wait_for_url("**only=differences*")
    expect(page.get_by_role("heading", name="Für wen sich das Ergebnis ändert")).to_be_visible()
    assert page.locator(".tag", has_text="gleich").count() == 0
    assert page.locator(".tag", has_text="nur in Win-Win, 3. Förderrunde").count() > 0
    assert not too_wide(page)


def test_two_rounds_are_compared_by_keyboard_from_the_start_page_on(visit: Visit) -> None:
    page = visit("/", "en", "desktop")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")  # past the head
    expect(page.locator("main")).to_be_focused()
    tab_to(page, "main a[href='/programmes']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/programmes")
    tab_to(page, "main a[href='/rounds']")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rounds")
    tab_to(page, "#first")
    page.keyboard.type("Win-Win, round 2")
    tab_to(page, "#second")
    page.keyboard.type("Win-Win, round 3")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.keyboard.press("Tab")
    page.keyboard.press("Enter")
    page.wait_for_url("**/rounds?round=win-win-2&round=win-win-3&only=differences")
    assert page.title().startswith("Win-Win, round 2 – Win-Win, round 3")
    tab_to(page, "#effects ~ ul summary")
    page.keyboard.press("Enter")
    expect(page.locator("#effects ~ ul details[open] a").first).to_be_visible()

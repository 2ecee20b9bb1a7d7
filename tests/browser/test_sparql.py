"""The page of queries as a person uses it: an example, a query written with suggestions, a fault; no scripts."""

from __future__ import annotations

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.looking import axe, too_wide, visible_focus


def value(page: Page) -> str:
    """What stands in the field that is sent."""
    return page.locator("#query").evaluate("field => field.value")  # type: ignore[no-any-return]


def wide(page: Page) -> list[str]:
    """What makes the page too wide, and is of this page."""
    return [line for line in too_wide(page) if "menu-button" not in line and "px wide in" not in line]


def test_a_query_is_written_with_suggestions_by_keyboard_on_a_desktop_in_german(visit: Visit) -> None:
    page = visit("/sparql", "de", "desktop")
    editor = page.get_by_role("textbox", name="Abfrage")
    expect(editor).to_be_visible()
    assert visible_focus(page) == []
    editor.focus()
    page.keyboard.press("Tab")
    expect(page.get_by_role("button", name="Abfrage stellen")).to_be_focused()
    page.keyboard.press("Shift+Tab")
    expect(editor).to_be_focused()

    page.keyboard.press("Control+a")
    page.keyboard.press("Delete")
    page.keyboard.type("SELECT ?x WHERE { ?x a rg:FundingRo")
    suggestions = page.get_by_role("listbox", name="Vorschläge")
    expect(suggestions).to_contain_text("rg:FundingRound")
    assert axe(page) == []
    page.keyboard.press("Enter")
    page.keyboard.type(" ]")
    expect(page.locator("#syntax")).to_have_text("Zeile 2: So geht die Abfrage nicht weiter.")
    page.locator(".parseErrorIcon").hover()
    page.keyboard.press("Backspace")
    page.keyboard.type("}")
    expect(page.locator("#syntax")).to_be_empty()
    expected = "PREFIX rg: <https://w3id.org/regelgraph/def/>\nSELECT ?x WHERE { ?x a rg:FundingRound }"
    assert value(page) == expected
    page.keyboard.press("Control+Enter")
    expect(page.locator("#said")).to_contain_text("Das sind alle.")
    expect(page.locator('#result tbody a[href="/id/round/win-win-1"]')).to_be_visible()
    assert axe(page) == []
    assert "FundingRound" in page.url
    assert page.evaluate("[localStorage.length, sessionStorage.length]") == [0, 0]

    visit.allow("status of 400")
    editor.focus()
    page.keyboard.press("Control+End")
    page.keyboard.type(" LIMIT 1 LIMIT 2")
    page.get_by_role("button", name="Abfrage stellen").click()
    expect(page.get_by_role("alert")).to_contain_text("the query is not SPARQL 1.1: line 2")

    page.get_by_role("link", name="English").click()
    expect(page.get_by_role("alert")).to_contain_text("The query could not be answered:")
    expect(page.locator(".CodeMirror")).to_contain_text("LIMIT 2")


def test_an_example_is_asked_on_a_dark_phone_in_english(visit: Visit) -> None:
    page = visit("/sparql", "en", "phone", dark=True)
    expect(page.locator(".CodeMirror")).to_be_visible()
    page.get_by_label("Example", exact=True).select_option(value="titles-blocked")
    page.get_by_role("button", name="Use the example").tap()
    expect(page.locator("#result tbody tr").first).to_be_visible()
    expect(page.locator(".CodeMirror")).to_contain_text("SELECT")
    assert axe(page) == []
    assert wide(page) == []


def test_without_scripts_the_form_asks_and_the_rows_lead_on(visit: Visit) -> None:
    page = visit("/sparql", "en", "phone", js=False)
    field = page.get_by_label("Query", exact=True)
    expect(page.locator("#editor")).to_be_hidden()
    field.fill("SELECT ?s WHERE { ?s ?p ?o } LIMIT 150")
    page.get_by_role("button", name="Ask").tap()
    expect(page.locator("#result")).to_contain_text("Rows 1 to 100. There are more.")
    page.locator("#result a[rel=next]").tap()
    expect(page.locator("#result")).to_contain_text("Rows 101 to 150. There are no more.")
    expect(field).to_have_value("SELECT ?s WHERE { ?s ?p ?o } LIMIT 150")

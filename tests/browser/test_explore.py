"""An analyst follows connections in the drawing, by mouse, by touch and by keyboard; the list says the same."""

from __future__ import annotations

import re

from playwright.sync_api import Page, expect

from tests.browser.conftest import Visit
from tests.browser.looking import axe, tab_to, too_wide

ID = "https://w3id.org/regelgraph/id/"


def drawn(page: Page, things: int | None = None) -> int:
    """How many things are drawn, once they are as many as the list has."""
    expect(page.locator("#explore-board[data-drawn]")).to_be_visible()
    board = page.locator("#explore-drawing")
    listed = page.locator("#explore-list li[data-thing]")
    lines = page.locator("#explore-list li[data-line]:not([data-inward]) a[data-to]")
    if things is not None:
        expect(listed).to_have_count(things)
    expect(board).to_have_attribute("data-things", str(listed.count()))
    expect(board).to_have_attribute("data-lines", str(lines.count()))
    return listed.count()


def all_in_view(page: Page) -> bool:
    """Whether the drawing has room for all that it draws."""
    return bool(
        page.evaluate("""() => {
            const cy = document.querySelector("#explore-drawing")._cyreg.cy;
            const { x1, x2, y1, y2 } = cy.nodes().renderedBoundingBox();
            return x1 >= 0 && y1 >= 0 && x2 <= cy.width() && y2 <= cy.height();
        }""")
    )


def test_the_keyboard_goes_from_thing_to_thing_shows_what_surrounds_it_and_the_way_back_is_the_way_it_came(
    visit: Visit,
) -> None:
    page = visit("/explore", "de", "desktop", dark=True)
    start = drawn(page)
    assert all_in_view(page)
    assert tab_to(page, "#explore-tree [role=treeitem]") > 0
    tree, panel, title = (page.locator(f"#explore-{name}") for name in ("tree", "panel", "chosen"))
    focused = tree.locator(":focus")
    page.keyboard.type("Win-Win, 2")
    expect(title).to_have_text("Win-Win, 2. Förderrunde")
    page.keyboard.press("ArrowRight")
    page.keyboard.press("ArrowDown")
    expect(focused).to_have_text(re.compile(r"^[→←] .+: .+"))
    neighbour = focused.get_attribute("data-iri")
    assert neighbour
    expect(page.locator("#explore-drawing")).to_have_attribute("data-chosen", neighbour)
    page.keyboard.press("ArrowLeft")
    expect(title).to_have_text("Win-Win, 2. Förderrunde")
    visit.allow("ERR_INTERNET_DISCONNECTED|Failed to load")
    page.context.set_offline(True)
    page.keyboard.press("Enter")
    expect(page.locator("#explore-status")).to_contain_text("Der Dienst antwortet gerade nicht")
    expect(page.locator("#explore-status")).to_be_in_viewport()
    drawn(page, start)
    page.context.set_offline(False)
    page.keyboard.press("Enter")
    expect(page).to_have_url(re.compile("start=yes&node=.*win-win-2$"))
    expect(tree.locator("[aria-selected=true]")).to_have_text("Win-Win, 2. Förderrunde")
    more = drawn(page)
    assert more > start
    assert focused.count() == 1, "focus is lost"
    expect(panel).to_contain_text("Kriterien")
    page.keyboard.press("End")
    page.keyboard.press("Delete")
    drawn(page, more - 1)
    page.go_back()
    drawn(page, more)
    page.go_back()
    drawn(page, start)
    kind = page.get_by_role("checkbox", name="Norm")
    kind.press("Space")
    expect(page.locator("#explore-list li[data-thing]")).not_to_have_count(start)
    expect(kind).to_be_focused()
    page.locator("#explore-list summary").first.press("Enter")
    page.locator("#explore-list details[open] a[data-go=only]").first.press("Enter")
    expect(page.locator("#explore-list summary:focus")).to_have_count(1)
    assert page.title().startswith(page.locator("#explore-list summary:focus strong").inner_text())
    assert not axe(page)


def test_a_thing_is_found_kinds_are_filtered_and_a_link_shows_the_same_to_others(visit: Visit) -> None:
    page = visit("/explore", "en", "phone")
    drawn(page)
    assert all_in_view(page)
    field = page.get_by_role("combobox", name="Find a thing")
    field.press_sequentially("§ 25 Abs. 2", delay=0)
    option = page.get_by_role("option").first
    expect(option).to_be_visible()
    field.press("ArrowDown")
    field.press("Enter")
    expect(page.locator("#explore-drawing")).to_have_attribute("data-chosen", ID + "title/aufenthg-25-2")
    page.locator("#explore-panel a[data-go=only]").click()
    drawn(page, 9)
    page.locator("summary", has_text="Kinds and their signs").click()
    page.get_by_role("checkbox", name="norm").uncheck()
    fewer = drawn(page, 8)
    assert "without=" in page.url
    assert not too_wide(page)
    assert not axe(page)
    other = visit(page.url.partition("//")[2].partition("/")[2].join(("/", "")), "de", "desktop")
    drawn(other, fewer)
    page.locator("#explore-panel a.button", has_text="Page").click()
    expect(page).to_have_url(re.compile("/id/title/aufenthg-25-2"))


def test_without_scripts_the_list_does_all_of_it_and_says_what_the_drawing_needs(visit: Visit) -> None:
    page = visit("/explore", "de", "phone", js=False)
    expect(page.get_by_text("Die Zeichnung braucht JavaScript")).to_be_visible()
    expect(page.locator("#explore-board")).to_be_hidden()
    page.get_by_role("searchbox", name="Ding suchen").fill("Afghanistan")
    page.locator("#explore-form .explore-send").click()
    page.locator("#explore-hits a").first.click()
    entry = page.locator(f"li[data-thing='{ID}country/AFG'] > details")
    expect(entry).to_have_attribute("open", "")
    expect(entry).to_contain_text("Gruppenzugehörigkeit")
    entry.locator("a[data-go=only]").click()
    expect(page.locator("li[data-thing]")).to_have_count(2)

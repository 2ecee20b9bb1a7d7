"""Every page, in both languages, light and dark, wide and narrow: readable for all, without faults, quick to load."""

from __future__ import annotations

import pytest
from playwright.sync_api import Page
from regelgraph.gateway.routes import NAMES, route_of

from tests.browser.addresses import NO_PAGES, PAGES, Seen
from tests.browser.conftest import SIZES, Visit
from tests.browser.looking import Wire, axe, too_wide, visible_focus

LIGHT = 150_000
"""Bytes over the wire that the first view of a page may take."""
SETTLED = "() => document.fonts.ready.then(() => true)"


def opened(page: Page, seen: Seen, lang: str) -> None:
    """Go to a page in a language and do there what is done."""
    address = f"{seen.path}{'&' if '?' in seen.path else '?'}lang={lang}"
    response = page.goto(address)
    assert response
    assert response.status == seen.status
    assert page.locator("html").get_attribute("lang") == lang
    if seen.act:
        seen.act(page)


def looks(page: Page) -> list[str]:
    return [*axe(page), *visible_focus(page), *too_wide(page)]


@pytest.mark.parametrize("seen", PAGES, ids=lambda seen: seen.name)
def test_a_page_is_readable_for_everyone_and_light(visit: Visit, seen: Seen) -> None:
    """Wide and light in one language, narrow and dark in the other, which take turns."""
    first, other = ("de", "en") if PAGES.index(seen) % 2 else ("en", "de")
    page = visit(None, first)
    wire = Wire(page)
    opened(page, seen, first)
    faults = looks(page)
    across, down = SIZES["phone"]
    page.set_viewport_size({"width": across, "height": down})
    page.emulate_media(color_scheme="dark", reduced_motion="reduce")
    if not seen.act:  # what loaded later belongs to the first view, too; what was done weighs nothing
        assert seen.heavy or wire.total <= LIGHT, wire.bytes
    opened(page, seen, other)
    faults += [f"narrow and dark: {fault}" for fault in looks(page)]
    assert not faults, "\n".join(faults)


def test_no_page_needs_a_script_to_be_read(visit: Visit) -> None:
    """Each has its heading and its words, and each form a button, when no script runs."""
    page = visit(None, "de", "phone", js=False)
    empty = []
    for seen in PAGES:
        if seen.act:
            continue
        page.goto(seen.path)
        forms = page.locator("main form")
        buttons = page.locator("main form [type=submit], main form button:not([type])")
        if page.locator("h1").count() != 1 or not page.locator("main").inner_text().strip():
            empty.append(seen.path)
        if forms.count() > buttons.count():
            empty.append(f"{seen.path}: a form without a button")
    assert not empty


def test_every_address_has_a_page_in_the_sweep_or_is_for_machines() -> None:
    swept = {route_of(seen.path.partition("?")[0]).name for seen in PAGES}
    assert swept.isdisjoint(NO_PAGES)
    assert set(NAMES) - swept == NO_PAGES

"""Every page, in both languages, light and dark, wide and narrow: readable for all, without faults, quick to load."""

from __future__ import annotations

import contextlib
import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

import pytest
from playwright.sync_api import Browser, Page, expect
from regelgraph.gateway.routes import NAMES, route_of

from tests.browser.addresses import NO_PAGES, PAGES, Seen
from tests.browser.conftest import SIZES, WAIT, Visit
from tests.browser.looking import Wire, axe, space, too_wide, visible_focus
from tests.browser.rules import LOOK, axe_core
from tests.browser.watching import Watch
from tests.served import Served

SCRIPTED = ("/person", "/lists/persons", "/explore", "/questions", "/questions/title-chain", "/sparql")
LIGHT = 150_000
"""Bytes over the wire that the first view of a page may take."""


@dataclass
class Sweep:
    """One page of the browser for all pages of the service, as each new one costs as much as what is looked at."""

    page: Page
    watch: Watch
    wire: Wire

    def opened(self, seen: Seen, lang: str) -> None:
        """Go to a page in a language, and do there what is done."""
        response = self.page.goto(f"{seen.path}{'&' if '?' in seen.path else '?'}lang={lang}")
        assert response
        assert response.status == seen.status
        assert self.page.locator("html").get_attribute("lang") == lang
        if self.page.locator("#explore-board").count():  # it is drawn from the list that axe-core is to look at
            self.page.locator("#explore-board[data-drawn]").wait_for()
        if seen.act:
            seen.act(self.page)

    def screen(self, width: str, scheme: Literal["light", "dark"]) -> None:
        across, down = SIZES[width]
        self.page.set_viewport_size({"width": across, "height": down})
        self.page.emulate_media(color_scheme=scheme)


@pytest.fixture(scope="module")
def sweep(chromium: Browser, service: Served) -> Iterator[Sweep]:
    context = chromium.new_context(base_url=service.url, locale="de-DE", reduced_motion="reduce")
    context.set_default_timeout(WAIT)
    context.add_init_script(axe_core())
    with contextlib.closing(context):
        page = context.new_page()
        yield Sweep(page, Watch(context, f"127.0.0.1:{service.port}"), Wire(page))


@pytest.mark.parametrize("seen", PAGES, ids=lambda seen: seen.name)
def test_a_page_is_readable_for_everyone_and_light(sweep: Sweep, seen: Seen) -> None:
    """Wide and light, narrow and dark in one language, then narrow in the other; both, and the focus, take turns."""
    turn = PAGES.index(seen) % 2
    first, other = ("de", "en") if turn else ("en", "de")
    page = sweep.page
    sweep.watch.forget()
    sweep.wire.begin()
    sweep.screen("desktop", "light")
    sweep.opened(seen, first)
    faults = [*axe(page), *(visible_focus(page) if turn else ())]
    weight = sweep.wire.total
    sweep.screen("phone", "dark")
    faults += [f"narrow and dark: {fault}" for fault in (*axe(page, LOOK), *too_wide(page))]
    faults += [] if turn else [f"narrow and dark: {fault}" for fault in visible_focus(page)]
    if not seen.act:
        sweep.opened(seen, other)
        faults += [f"narrow and dark, {other}: {fault}" for fault in too_wide(page)]
    faults += sweep.watch.faults
    assert not faults, "\n".join(faults)
    assert seen.act or seen.heavy or weight <= LIGHT, sweep.wire.bytes


def test_with_wide_letters_and_lines_a_narrow_page_still_needs_no_scrolling_sideways(visit: Visit) -> None:
    page = visit("/person", "de", "phone")
    space(page)
    assert not too_wide(page)


def test_pages_with_scripts_are_read_without_them(visit: Visit) -> None:
    """Each has its heading and its words, and each form a button, when no script runs."""
    page = visit(None, "de", "phone", js=False)
    faults = []
    for path in SCRIPTED:
        page.goto(path)
        assert page.locator("script[type=module]").count(), path
        if page.locator("h1").count() != 1 or len(page.locator("main").inner_text()) < 100:
            faults.append(path)
        forms = page.locator("main form").all()
        faults += [path for form in forms if not form.locator("[type=submit], button:not([type])").count()]
    assert not faults


def test_an_address_of_nothing_and_a_wrong_parameter_lead_on_in_words_of_the_reader(visit: Visit) -> None:
    page = visit("/nothing", "de", "phone")
    expect(page.get_by_role("heading", level=1)).to_have_text("Nichts an dieser Adresse")
    assert not axe(page)
    assert not too_wide(page)
    page.goto("/rounds?of=none&lang=en")
    expect(page.get_by_role("heading", level=1)).to_be_visible()
    expect(page.get_by_text("'of'")).to_be_visible()
    page.get_by_role("link", name="To the start page").click()
    expect(page).to_have_url(re.compile(r"/\?lang=en$"))


def test_every_address_has_a_page_in_the_sweep_or_is_for_machines() -> None:
    swept = {route_of(seen.path.partition("?")[0]).name for seen in PAGES}
    assert swept.isdisjoint(NO_PAGES)
    assert set(NAMES) - swept == NO_PAGES

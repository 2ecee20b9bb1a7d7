"""A service and a Chromium for the tests of pages, begun once, and visits to pages that note all that goes wrong.

Both end with this package and not with the run: as long as playwright is there, nothing else in the process can run
an event loop of its own.
"""

from __future__ import annotations

import contextlib
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any, Literal

import pytest
from playwright.sync_api import Browser, BrowserContext, Page, expect, sync_playwright

from tests.browser.watching import Watch
from tests.conftest import CHROMIUM
from tests.served import Served, await_ready, served

SIZES = {"phone": (390, 844), "desktop": (1280, 900)}
LOCALES = {"de": "de-DE", "en": "en-GB"}
WAIT = 60_000
"""Milliseconds until what a page does counts as never done, however busy the machine: speed is for bench/pages.py."""
expect.set_options(timeout=WAIT)
ARGUMENTS = [
    "--no-sandbox",  # tests run as root in containers, where there is none
    "--disable-gpu",
    "--disable-quic",
    "--no-first-run",
    "--disable-background-networking",
    "--disable-component-update",
    "--disable-sync",
    "--disable-dev-shm-usage",
    "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
]
"""No name but the service's is looked up: what asks for another host fails, and is noted."""
SMALL = {
    "REGELGRAPH_QUICK": "1",
    "REGELGRAPH_SLOW": "1",
    "REGELGRAPH_CHECKS": "1",
    "REGELGRAPH_QUERY_SECONDS": str(WAIT // 1000),  # by the clock: a busy machine is no reason to end a page's work
}


@pytest.fixture(scope="package")
def service() -> Iterator[Served]:
    """A service with the invented examples, as small as it can be."""
    with served("--examples", env=SMALL) as found:
        await_ready(found)
        yield found


@pytest.fixture(scope="package")
def chromium() -> Iterator[Browser]:
    with sync_playwright() as playwright:
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), headless=True, args=ARGUMENTS, timeout=WAIT)
        with contextlib.closing(browser):
            yield browser


@dataclass
class Visit:
    """Opens pages of the service, each in a context of its own."""

    chromium: Browser
    service: Served
    contexts: list[BrowserContext] = field(default_factory=list)
    watches: list[Watch] = field(default_factory=list)
    _allowed: list[str] = field(default_factory=list)

    def __call__(
        self,
        path: str | None,
        lang: str = "de",
        width: Literal["phone", "desktop"] = "desktop",
        *,
        js: bool = True,
        dark: bool = False,
        **more: Any,
    ) -> Page:
        """A page at an address of the service (None: an empty one), in a language, on a screen of a width."""
        across, down = SIZES[width]
        context = self.chromium.new_context(
            base_url=self.service.url,
            locale=LOCALES[lang],
            viewport={"width": across, "height": down},
            has_touch=width == "phone",
            java_script_enabled=js,
            color_scheme="dark" if dark else "light",
            reduced_motion="reduce",
            accept_downloads=True,
            **more,
        )
        context.set_default_timeout(WAIT)
        self.contexts.append(context)
        watch = Watch(context, f"127.0.0.1:{self.service.port}")
        for pattern in self._allowed:
            watch.allow(pattern)
        self.watches.append(watch)
        page = context.new_page()
        if path is not None:
            page.goto(path)
        return page

    def allow(self, pattern: str) -> None:
        """A fault (regular expression) that the test provokes, on every page that it visits."""
        self._allowed.append(pattern)
        for watch in self.watches:
            watch.allow(pattern)

    @property
    def faults(self) -> list[str]:
        """What went wrong so far on the pages that were visited."""
        return [fault for watch in self.watches for fault in watch.faults]


@pytest.fixture
def visit(chromium: Browser, service: Served) -> Iterator[Visit]:
    """`visit(path, lang, width, js=, dark=)`. The test fails if a page complained, failed or went elsewhere."""
    found = Visit(chromium, service)
    yield found
    for context in found.contexts:
        context.close()
    if faults := found.faults:
        pytest.fail("\n".join(faults))

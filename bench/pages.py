"""Measures the pages in a Chromium: what a first view weighs, how soon the first answer is there, and a long list.

`python bench/pages.py [--rows N] [--repeats N]` prints a table in Markdown, then the times of a list that is dropped,
checked and shown, beside the same check asked for without a browser. It ends with an error if a page cannot be had.
"""

from __future__ import annotations

import argparse
import statistics
import sys
import tempfile
import time
import urllib.request
from pathlib import Path

from playwright.sync_api import Browser, Page, sync_playwright
from processes import HERE

sys.path.insert(0, str(HERE.parent))
from generate import write

from tests.browser.conftest import ARGUMENTS
from tests.browser.looking import Wire
from tests.conftest import CHROMIUM
from tests.served import await_ready, served

PAGES = ("/", "/person", "/lists/persons", "/programmes", "/rounds", "/questions", "/about")
ROUND = "win-win-2"
WAIT = 120_000
TIMES = """() => [
    performance.getEntriesByType('navigation')[0].responseStart,
    performance.getEntriesByType('paint').at(-1).startTime,
]"""
LONG_TASKS = """() => {
    window.tasks = [];
    new PerformanceObserver(list => tasks.push(...list.getEntries().map(each => each.duration)))
        .observe({type: 'longtask'});
}"""


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name, served("--examples") as service, sync_playwright() as playwright:
        await_ready(service)
        file = Path(name) / "persons.csv"
        write(given.rows, file)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        try:
            views(browser, service.url, given.repeats)
            long_list(browser, service.url, file, given.rows)
        finally:
            browser.close()


def views(browser: Browser, url: str, repeats: int) -> None:
    """The first view of pages: bytes with nothing kept, and milliseconds to the first byte and until it is painted."""
    print("| page | kB over the wire | first byte, ms | painted, ms |\n| --- | ---: | ---: | ---: |")
    for path in PAGES:
        kilobytes, first, painted = zip(*(view(browser, url + path) for _ in range(repeats)), strict=True)
        middles = (statistics.median(each) for each in (kilobytes, first, painted))
        print(f"| `{path}` | " + " | ".join(f"{each:.0f}" for each in middles) + " |")


def view(browser: Browser, address: str) -> tuple[float, float, float]:
    """A page in a context of its own, so that nothing of it is kept."""
    context = browser.new_context(locale="de-DE")
    page = context.new_page()
    wire = Wire(page)
    answer = page.goto(address, wait_until="networkidle")
    assert answer is not None, address
    assert answer.ok, address
    times = page.evaluate(TIMES)
    context.close()
    return wire.total / 1000, times[0], times[1]


def long_list(browser: Browser, url: str, file: Path, rows: int) -> None:
    """A list from the drop to its columns, and from the button to its table."""
    page = browser.new_page(locale="de-DE")
    page.set_default_timeout(WAIT)
    page.goto(url + "/lists/persons")
    page.evaluate(LONG_TASKS)
    begun = time.perf_counter()
    page.locator("#file").set_input_files(file)
    page.locator(f"#columns[data-rows='{rows}']").wait_for()
    columns = time.perf_counter() - begun
    page.locator("#round").select_option(ROUND)
    page.locator("#columns[data-unassigned='0']").wait_for()
    table = shown(page)
    longest = max(page.evaluate("tasks"), default=0)
    bare = without_browser(url, file)
    print(f"\n{rows:,} persons in a list: its columns after {columns:.2f} s")
    print(f"from the button to the table: {table:.2f} s, longest task of the page {longest:.0f} ms")
    print(f"the same report without a browser: {bare:.2f} s, ratio {table / bare:.2f}")


def shown(page: Page) -> float:
    """Seconds from the button to the rows of the table."""
    begun = time.perf_counter()
    page.locator("#list .actions > button:visible").click()
    page.locator("table.report > tbody > tr").nth(49).wait_for()
    return time.perf_counter() - begun


def without_browser(url: str, file: Path) -> float:
    """Seconds until the same report is there for a program."""
    head = {"Content-Type": "text/csv", "Accept": "application/x-ndjson"}
    asked = urllib.request.Request(f"{url}/check/persons?round={ROUND}", file.read_bytes(), head)  # noqa: S310
    begun = time.perf_counter()
    with urllib.request.urlopen(asked, timeout=WAIT / 1000) as answer:  # noqa: S310
        answer.read()
    return time.perf_counter() - begun


if __name__ == "__main__":
    main()

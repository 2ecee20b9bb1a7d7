"""Takes a picture of every page for `docs/pictures`: run `make pictures`, look at them, then commit them.

They show invented data, always at the same sizes; of a page that would make too large a file, less of its height.
"""

from __future__ import annotations

import contextlib
from pathlib import Path

from playwright.sync_api import Browser, sync_playwright

from tests.browser.addresses import PAGES, Seen
from tests.browser.conftest import ARGUMENTS, LOCALES, SMALL, WAIT
from tests.conftest import CHROMIUM
from tests.served import Served, await_ready, served

FOLDER = Path(__file__).parents[2] / "docs" / "pictures"
README = FOLDER / "README.md"
LARGEST = 150_000
"""Bytes of a picture at most."""
HEIGHTS = (900, 750, 600, 450, 300)
WAYS = {"": ("de", 1280, False), "-phone": ("de", 390, False), "-dark": ("en", 1280, True)}
"""What a picture's name ends in: language, width in pixels, dark or light."""
SEVERAL = ("start", "person-checked", "question-chart", "rounds-compared")
"""Pages that are shown on a phone and in the dark, too."""
HEAD = """# Pictures

Made by `make pictures` from the service with its invented examples; no real person, network or project is shown. Each
page stands under its address.
"""


def names(seen: Seen) -> list[str]:
    """The names of the pictures of a page, without their suffix."""
    return [seen.name + way for way in (WAYS if seen.name in SEVERAL else ("",))]


def take(chromium: Browser, service: Served, seen: Seen, way: str) -> tuple[bytes, str]:
    """One picture as PNG, and the title of the page."""
    lang, width, dark = WAYS[way]
    context = chromium.new_context(
        base_url=service.url,
        locale=LOCALES[lang],
        viewport={"width": width, "height": HEIGHTS[0]},
        color_scheme="dark" if dark else "light",
        reduced_motion="reduce",
    )
    with contextlib.closing(context):
        context.set_default_timeout(WAIT)
        page = context.new_page()
        page.goto(seen.path)
        if seen.act:
            seen.act(page)
        page.wait_for_load_state("networkidle")
        for height in HEIGHTS:
            picture = page.screenshot(clip={"x": 0, "y": 0, "width": width, "height": height}, animations="disabled")
            if len(picture) < LARGEST:
                return picture, page.title()
    raise ValueError(f"{seen.name}: {len(picture)} bytes are too many for a picture")


def main() -> None:
    """All pictures anew, those of pages that are no more removed, and the list of them."""
    FOLDER.mkdir(exist_ok=True)
    for old in FOLDER.glob("*.png"):
        old.unlink()
    lines = [HEAD]
    with served("--examples", env=SMALL) as service, sync_playwright() as playwright:
        await_ready(service)
        browser = playwright.chromium.launch(executable_path=str(CHROMIUM), args=ARGUMENTS)
        with contextlib.closing(browser):
            for seen in PAGES:
                lines.append(f"## `{seen.path}`\n")
                for name in names(seen):
                    picture, title = take(browser, service, seen, name.removeprefix(seen.name))
                    (FOLDER / f"{name}.png").write_bytes(picture)
                    lines.append(f"![{title}]({name}.png)\n")
    README.write_text("\n".join(lines), encoding="utf-8")


if __name__ == "__main__":
    main()

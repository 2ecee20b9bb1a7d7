"""Pictures of the pages: each page has one, each one that is shown exists, and none is large."""

from __future__ import annotations

import re
from pathlib import Path

from tests.browser.addresses import PAGES
from tests.browser.pictures import FOLDER, LARGEST, README, names

ROOT = Path(__file__).parents[2]
_SHOWN = re.compile(r"\(((?:docs/)?(?:\.\./)*pictures/[^)\s]+|[^()/\s]+\.png)\)")


def test_each_page_has_its_pictures_and_there_are_no_others() -> None:
    expected = {f"{name}.png" for seen in PAGES for name in names(seen)}
    assert {each.name for each in FOLDER.glob("*.png")} == expected
    shown = set(re.findall(r"\(([^()]+\.png)\)", README.read_text(encoding="utf-8")))
    assert shown == expected


def test_pictures_that_a_document_shows_are_there_and_small() -> None:
    for document in (ROOT / "README.md", *(ROOT / "docs").rglob("*.md")):
        for name in _SHOWN.findall(document.read_text(encoding="utf-8")):
            assert (document.parent / name).is_file(), f"{document.name}: {name}"
    assert all(each.stat().st_size < LARGEST for each in FOLDER.glob("*.png"))

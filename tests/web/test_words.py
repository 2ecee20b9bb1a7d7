"""Days and names as people read and look for them."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
import regelgraph
from regelgraph.linked.days import Days
from regelgraph.linked.order import natural

from tests.web.conftest import Client

STYLE = Path(regelgraph.__file__).parent / "web" / "static" / "style.css"


@pytest.mark.parametrize(
    ("text", "german", "english"),
    [
        ("2024-02-29", "29. Februar 2024", "29 February 2024"),
        ("0999-12-01", "1. Dezember 999", "1 December 999"),
        ("2023-02-29", "2023-02-29", "2023-02-29"),
        ("2024", "2024", "2024"),
        ("{year}", "{year}", "{year}"),
    ],
)
def test_a_day_of_the_calendar_is_written_in_words_and_all_else_stays(
    ask: Client, text: str, german: str, english: str
) -> None:
    days = ask.handler.loaded.knowledge.once(Days)
    assert (days.written(text, "de"), days.written(text, "en")) == (german, english)
    assert days.written(text, "fr") == text


def test_names_sort_as_people_look_for_them() -> None:
    names = ["Satz 1", "Satz 2", "Satz 10", "satz 010 a", "Oman", "Österreich", "Pakistan", "9" * 5000]
    assert sorted(sorted(names, reverse=True), key=natural) == [names[7], *names[4:7], *names[:4]]


@pytest.mark.parametrize("scheme", [0, 1])
def test_text_stands_out_from_its_ground_in_light_and_dark(scheme: int) -> None:
    """WCAG 2.2, success criteria 1.4.3 (4.5 to 1) and 1.4.11 (3 to 1)."""
    colours = dict(re.findall(r"--([a-z-]+): (#[0-9a-f]+);", re.findall(r":root \{[^}]*\}", STYLE.read_text())[scheme]))
    for text, ground, least in (
        ("fore", "back", 4.5),
        ("link", "back", 4.5),
        ("back", "link", 4.5),
        ("note-fore", "note", 4.5),
        ("line", "back", 3.0),
    ):
        lighter, darker = sorted((luminance(colours[text]), luminance(colours[ground])), reverse=True)
        assert (lighter + 0.05) / (darker + 0.05) >= least, (text, ground)


def luminance(colour: str) -> float:
    """Relative luminance (WCAG 2.2)."""
    digits = colour[1:] if len(colour) > 4 else "".join(digit * 2 for digit in colour[1:])
    parts = [int(digits[place : place + 2], 16) / 255 for place in (0, 2, 4)]
    red, green, blue = (part / 12.92 if part <= 0.04045 else ((part + 0.055) / 1.055) ** 2.4 for part in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue

"""Days and names as people read and look for them."""

from __future__ import annotations

import pytest
from regelgraph.linked.days import Days
from regelgraph.linked.order import natural

from tests.web.conftest import Client


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

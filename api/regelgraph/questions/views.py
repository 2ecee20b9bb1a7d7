"""Reads from a question's header how pages may show its rows: crossed, and as bars."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import Any, Final

from regelgraph.questions.model import Chart, Column, Cross
from regelgraph.questions.said import expect, word, words

_LANGUAGES: Final = ("_de", "_en")


def cross(said: dict[str, Any] | None, columns: Sequence[Column]) -> Cross | None:
    """The part `cross`. Raises ValueError for a name that is no column."""
    if said is None:
        return None
    found = Cross(word(said, "down"), word(said, "across"), tuple(words(said, "cells")), tuple(words(said, "beside")))
    _known("cross", (found.down, found.across, *found.cells, *found.beside), columns)
    expect(bool(found.cells), "cross: cells is missing")
    return found


def chart(said: dict[str, Any] | None, columns: Sequence[Column]) -> Chart | None:
    """The part `chart`, with one of `number` and `count`. Raises ValueError for a name that is no column."""
    if said is None:
        return None
    found = Chart(word(said, "label"), said.get("number", ""), said.get("count", ""))
    expect(bool(found.number) != bool(found.count), "chart: expected one of number and count")
    _known("chart", (found.label, found.number or found.count), columns)
    return found


def _known(part: str, names: Iterable[str], columns: Sequence[Column]) -> None:
    """Columns, and what their names in both languages have in common, are known."""
    there = {column.name for column in columns}
    both = {name[: -len(end)] for name in there for end in _LANGUAGES if name.endswith(end)}
    for name in names:
        expect(name in there | both, f"{part}: {name!r} is no column")

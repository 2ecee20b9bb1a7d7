"""Days in words of a language, by the names and the pattern that the knowledge gives."""

from __future__ import annotations

import re
from datetime import date
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.terms import ID, RG

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_TEMPLATE: Final = NamedNode(RG + "template")
_MONTHS: Final = 12


class Days:
    """Writes days, such as `1. Januar 1973`; a text that is no day of the calendar (ISO 8601) stays as it is."""

    def __init__(self, knowledge: Knowledge) -> None:
        def said(key: str) -> dict[str, str]:
            quads = knowledge.store.quads_for_pattern(NamedNode(f"{ID}text/page-{key}"), _TEMPLATE, None)
            terms = (quad.object for quad in quads)
            return {term.language or "": term.value for term in terms if isinstance(term, Literal)}

        self._patterns = said("day")
        self._months = {lang: names.split() for lang, names in said("months").items()}

    def written(self, text: str, lang: str) -> str:
        """A day in words; itself where the knowledge has no words for days in that language."""
        pattern, months = self._patterns.get(lang), self._months.get(lang, [])
        day = as_day(text)
        if day is None or pattern is None or len(months) != _MONTHS:
            return text
        parts = {"{day}": str(day.day), "{month}": months[day.month - 1], "{year}": str(day.year)}
        return re.sub(r"\{\w+\}", lambda part: parts.get(part[0], part[0]), pattern)


def as_day(text: str) -> date | None:
    """The day of the calendar that a text names, if it does."""
    try:
        return date.fromisoformat(text)
    except ValueError:
        return None

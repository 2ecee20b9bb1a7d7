"""Which columns of an answer a reader of one language sees, and under what headings."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

if TYPE_CHECKING:
    from regelgraph.questions import Question

LANGUAGES: Final = ("de", "en")
_LANGUAGE_NAMED: Final = re.compile(r" \([^()]*\)$")


@dataclass(frozen=True, slots=True)
class Shown:
    """A column that is shown: its name without the language, its place, and the place of the thing that it names."""

    name: str
    head: str
    place: int
    names: int | None


def shown(columns: Sequence[str], rows: Sequence[Sequence[Any]], question: Question | None, lang: str) -> list[Shown]:
    """The columns in order: a name instead of the thing itself, one language, no column without a word."""
    labels = {column.name: column.label.get(lang) for column in question.columns} if question else {}
    found = []
    for place, name in enumerate(columns):
        named = f"{name}_{lang}" in columns and all(row[columns.index(f"{name}_{lang}")] for row in rows if row[place])
        empty = bool(rows) and all(row[place] is None for row in rows)
        if named or empty or _other_language(name, columns, lang):
            continue
        base = name.removesuffix(f"_{lang}")
        label = labels.get(base) or labels.get(name) or name
        head = _LANGUAGE_NAMED.sub("", label) if base != name else label
        found.append(Shown(base, head, place, columns.index(base) if base != name and base in columns else None))
    return found


def _other_language(name: str, columns: Sequence[str], lang: str) -> bool:
    base, mark, ending = name.rpartition("_")
    return bool(mark) and ending in LANGUAGES and ending != lang and f"{base}_{lang}" in columns

"""Reads a cell that holds several values at once, such as two citizenships."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass
from itertools import product
from math import prod
from typing import Final

from regelgraph.tables.readers.cells import bare, problem, unreadable
from regelgraph.values import ANYTHING, BLANK, UNKNOWN_PART, Options, Reading, State

_MOST_PARTS: Final = 12
_MOST_OPTIONS: Final = 512


@dataclass(frozen=True, slots=True)
class Several:
    """Splits at `separator`, and at any of `weaker` where each part that this gives is understood.

    `own` reads one value; `is_missing` knows the words for a missing one. Both kinds of unknown value make the part an
    UNKNOWN_PART, but only one that is not understood is a problem.
    """

    separator: str
    weaker: str
    own: Callable[[str], Reading | None]
    is_missing: Callable[[str], bool]

    def read(self, text: str) -> Reading | None:
        """All values of the cell as one option each; None if no part of it is understood."""
        parts: list[Reading] = []
        garbled: list[str] = []
        for part in self._split(text, self.separator):
            found = self._each(part)
            parts += found or ()
            if not found:
                garbled.append(part)
        if not parts:
            return None
        if len(parts) + len(garbled) > _MOST_PARTS:
            count, limit = str(len(parts) + len(garbled)), str(_MOST_PARTS)
            return unreadable("too-many-values", text, count=count, limit=limit)
        unknown = [Reading(ANYTHING, State.UNREADABLE)] if garbled else []
        held = _held_at_once([*parts, *unknown])
        trouble = problem("unknown-part", garbled[0]) if garbled else None
        if held == {UNKNOWN_PART}:
            return Reading(ANYTHING, State.UNREADABLE, trouble) if garbled else BLANK
        known = len(held) == 1 and not any(UNKNOWN_PART in option.split() for option in held)
        return Reading(Options(frozenset(held)), State.KNOWN if known else State.VAGUE, trouble)

    def _each(self, part: str) -> list[Reading]:
        if one := self._one(part):
            return [one]
        pieces = self._split(part, self.weaker)
        found = [one for piece in pieces if (one := self._one(piece))]
        return found if len(found) == len(pieces) else []

    def _one(self, part: str) -> Reading | None:
        return self.own(part) or (BLANK if self.is_missing(part) else None)

    @staticmethod
    def _split(text: str, separators: str) -> list[str]:
        pieces = re.split(f"[{re.escape(separators)}]", text) if separators else [text]
        return [part for piece in pieces if (part := bare(piece))]


def _held_at_once(parts: list[Reading]) -> set[str]:
    choices = [
        sorted(str(value) for value in part.possible.values) if isinstance(part.possible, Options) else [UNKNOWN_PART]
        for part in parts
    ]
    # A part of very many values is taken as unknown, which stands for them and more: no cell may make millions.
    while prod(len(choice) for choice in choices) > _MOST_OPTIONS:
        choices[max(range(len(choices)), key=lambda i: len(choices[i]))] = [UNKNOWN_PART]
    return {" ".join(sorted(set(chosen))) for chosen in product(*choices)}

"""Names that may stand in a citation (acts, kinds of title, spellings of titles), found at a place by the longest."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import lru_cache
from typing import Any, Final

from regelgraph.folding import fold

_HERE: Final = ""


class Names:
    """Names by their folded letters; `names` leads from a name as written to what it means."""

    def __init__(self, names: Mapping[str, tuple[str, str]]) -> None:
        self._first: dict[str, Any] = {}
        for name, meaning in names.items():
            node = self._first
            for letter in fold(name):
                node = node.setdefault(letter, {})
            node.setdefault(_HERE, meaning)

    def longest(self, text: str, folded: Sequence[str], start: int) -> tuple[tuple[str, str], int] | None:
        """What the longest name at `start` means and where it ends; a name ends where no letter or digit follows.

        `folded` holds each character of `text` folded, see `letters`.
        """
        found = None
        node = self._first
        for place in range(start, len(text)):
            for letter in folded[place]:
                node = node.get(letter, {})
            if not node:
                break
            if folded[place] and _HERE in node and (place + 1 == len(text) or not text[place + 1].isalnum()):
                found = node[_HERE], place + 1
        return found


def letters(text: str) -> tuple[str, ...]:
    """Each character folded: one letter, two for an umlaut, none for a space or hyphen."""
    return tuple(map(_letter, text))


@lru_cache(maxsize=4096)
def _letter(character: str) -> str:
    return fold(character)

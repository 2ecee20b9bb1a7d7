"""Which registered words are written most like a cell that was not understood; for messages only."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from heapq import nsmallest
from typing import Final

from regelgraph.folding import fold

_COMPARED: Final = 100
_MANY: Final = 12


class Likeness:
    """Words by their pairs of neighbouring letters; `words` leads from a word to what is named for it."""

    def __init__(self, words: Mapping[str, str]) -> None:
        self._bits: dict[str, int] = {}
        self._words: list[tuple[int, int, str]] = []
        for word, named in words.items():
            pairs = set(_pairs(word))
            mask = sum(1 << self._bits.setdefault(pair, len(self._bits)) for pair in pairs)
            self._words.append((mask, len(pairs), named))

    def nearest(self, text: str) -> list[str]:
        """What is named for the words that share the largest part of their pairs with `text`, best first."""
        pairs = set(_pairs(text[:_COMPARED]))
        mask = sum(1 << self._bits[pair] for pair in pairs if pair in self._bits)
        scored = []
        for own, size, named in self._words:
            shared = (own & mask).bit_count()
            if shared:
                scored.append((-shared / (size + len(pairs) - shared), named))
        return [named for _, named in nsmallest(_MANY, scored)]


def _pairs(text: str) -> Iterator[str]:
    folded = fold(text)
    return (folded[place : place + 2] for place in range(len(folded) - 1))

"""Finds what a spelling stands for: short ones as they stand, longer ones folded."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable
from typing import Final

from regelgraph.folding import fold

_SHORT: Final = 3


class Spellings:
    """Meanings (IRIs) by spelling; one spelling may have several.

    A spelling of up to three characters counts only as it stands, case aside: `SO` is a code where `s. o.` is a
    remark, and `1` is a yes where `-1` is none.
    """

    def __init__(self, meanings: Iterable[tuple[str, Iterable[str]]]) -> None:
        self._meanings: dict[str, frozenset[str]] = {}
        for spelling, iris in meanings:
            if key := _key(spelling):
                known = self._meanings.get(key)
                self._meanings[key] = known.union(iris) if known else frozenset(iris)

    def find(self, text: str) -> frozenset[str]:
        """Everything that `text` may stand for; empty if nobody declares it."""
        return self._meanings.get(_key(text), frozenset())


def _key(text: str) -> str:
    folded = fold(text)
    if len(folded) > _SHORT:
        return folded
    if not folded:
        return ""
    return (text if text.isascii() else unicodedata.normalize("NFC", text)).casefold()

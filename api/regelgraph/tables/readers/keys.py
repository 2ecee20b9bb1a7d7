"""Reads keys of digits, such as the municipality key (AGS), and puts back a leading zero that a spreadsheet ate."""

from __future__ import annotations

import re
from typing import Final

from regelgraph.rulebook import Fact
from regelgraph.tables.readers.cells import unreadable
from regelgraph.values import Options, Reading, State

_DIGITS: Final = re.compile(r"[0-9]+(?:[ \xa0\u202f][0-9]+)*")


class KeyReader:
    """Reads a cell as a key of one of the lengths that the fact allows; without lengths any will do."""

    def __init__(self, fact: Fact) -> None:
        self._lengths = fact.key_lengths

    def own(self, text: str) -> Reading | None:  # noqa: ARG002 - keys have no names
        """None: no key has a name of its own."""
        return None

    def grammar(self, text: str) -> Reading:
        """Options of the one key, digits only."""
        if _DIGITS.fullmatch(text):
            key = re.sub("[^0-9]", "", text)
            if not self._lengths or len(key) in self._lengths:
                return Reading(Options(frozenset({key})), State.KNOWN)
            # Two zeros in front are no key of a municipality, so behind an eaten zero stands no further one.
            if len(key) + 1 in self._lengths and not key.startswith("0"):
                return Reading(Options(frozenset({"0" + key})), State.KNOWN)
        return unreadable("not-a-key", text, lengths="/".join(map(str, sorted(self._lengths))) or "1, 2, 3 …")

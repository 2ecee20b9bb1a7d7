"""The parts of the JSON answer to a check: its head, and rows of which the words that many share are written once."""

from __future__ import annotations

import json
from collections.abc import Mapping, Sequence
from datetime import date
from typing import TYPE_CHECKING, Final

from regelgraph.tables.reports.endings import CriterionEnding, Ending
from regelgraph.tables.reports.report import ENDING_COLUMNS, ending_cells

if TYPE_CHECKING:
    from regelgraph.judge.words import Words
    from regelgraph.rulebook import Rulebook

END: Final = b"]}"
MOST_BYTES: Final = 6 << 20
"""Bytes of words that are kept written, about."""
_ENTRY: Final = 300
"""Bytes that are needed to keep some words, about."""
_BEFORE: Final = ENDING_COLUMNS.index("reasons_de")
"""How many cells of an ending stand before what is wrong with the row."""
_encode: Final = json.JSONEncoder(ensure_ascii=False, separators=(",", ":")).encode


def dumped(value: object) -> bytes:
    """A JSON value without any space."""
    return _encode(value).encode("utf-8", "replace")


def head(rulebook: Rulebook, as_of: date, summary: Mapping[str, int], warnings: Sequence[str]) -> bytes:
    """The document up to its first row."""
    knowledge = {"version": rulebook.version, "fingerprint": rulebook.fingerprint, "as_of": as_of.isoformat()}
    given = {"knowledge": knowledge, "summary": summary, "warnings": warnings}
    return dumped(given)[:-1] + b',"results":['


class Rows:
    """Writes rows. `knowledge` is what the column of that name says; `most_bytes` bounds what is kept written."""

    def __init__(self, words: Words, rulebook: Rulebook, knowledge: str, most_bytes: int = MOST_BYTES) -> None:
        self._words = words
        self._rulebook = rulebook
        self._knowledge = knowledge
        self._most_bytes = most_bytes
        self._bytes = 0
        self._endings: dict[int, tuple[bytes, bytes]] = {}
        self._criteria: dict[CriterionEnding, bytes] = {}

    def written(self, own: Mapping[str, object], number: int, ending: Ending, invalid: str) -> bytes:
        """A row with its `own` members, the words of its ending, and what is wrong with it.

        `number` stands for the ending, always for the same one.
        """
        known = self._endings.get(number)
        if known is None:
            known = self._endings[number] = self._parts(ending)
            self._bytes += sum(map(len, known)) + _ENTRY
            if self._bytes > self._most_bytes:
                self._bytes = 0
                self._endings.clear()
                self._criteria.clear()
        return dumped(own)[:-1] + known[0] + dumped(invalid) + known[1]

    def _parts(self, ending: Ending) -> tuple[bytes, bytes]:
        """The row between its own members and what is wrong with it, and all behind that."""
        cells = list(zip(ENDING_COLUMNS, ending_cells(ending, self._knowledge), strict=True))
        before = {name: cell for name, cell in cells[:_BEFORE] if name != "criteria"}
        criteria = b",".join([self._criterion(each) for each in ending.every])
        rest = dumped(dict(cells[_BEFORE:]))[1:-1] + b',"criteria":[' + criteria + b"]}"
        return b"," + dumped(before)[1:-1] + b',"invalid":', b"," + rest

    def _criterion(self, found: CriterionEnding) -> bytes:
        known = self._criteria.get(found)
        if known is None:
            reason = found.reason or self._words.met(self._rulebook.criteria[found.criterion].label)
            whole = {
                "id": found.notation,
                "outcome": found.word,
                "reason": reason.both(),
                "citations": list(found.citations),
            }
            known = self._criteria[found] = dumped(whole)
            self._bytes += len(known) + _ENTRY
        return known

"""What all readers share: the bare cell, a cell made fit to show, the reading that is none."""

from __future__ import annotations

import unicodedata
from typing import Final, Protocol

from regelgraph.folding import BLANKS
from regelgraph.values import ANYTHING, Problem, Reading, State

LONGEST: Final = 500
"""Characters of the longest cell that is read as anything but free text."""

_SHOWN: Final = 60


class Reader(Protocol):
    """Reads the bare cells of one kind of fact; no cell raises an error."""

    def own(self, text: str) -> Reading | None:
        """What `text` means if it is a code, name or alias of the fact's own values."""

    def grammar(self, text: str) -> Reading:
        """What any other `text` means that is no missing word; UNREADABLE if it is not understood."""


def bare(raw: str | None) -> str:
    """The cell without white space, widthless marks and the byte order mark at its edges; "" for None."""
    return (raw or "").strip(BLANKS)


def shown(text: str) -> str:
    """At most 60 characters of a cell, with control and format characters written as escapes."""
    short = text if len(text) <= _SHOWN else text[: _SHOWN - 1] + "…"
    return "".join(_visible(character) for character in short)


def unreadable(message: str, text: str, **values: str) -> Reading:
    """The reading of a cell that is not understood, with the key of its message and what the message names."""
    return Reading(ANYTHING, State.UNREADABLE, problem(message, text, **values))


def problem(message: str, text: str, **values: str) -> Problem:
    """A problem of a cell: the key of the message, the cell as {value}, further placeholders."""
    return Problem(message, (("value", shown(text)), *values.items()))


def _visible(character: str) -> str:
    if unicodedata.category(character)[0] in "CZ" and character != " ":
        return (
            character.encode("unicode_escape").decode("ascii") if ord(character) > 0x7E else f"\\x{ord(character):02x}"
        )
    return character

"""What a tool gives, cut to a size that a conversation can hold, with words on how to get the rest."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, Final

CHARACTERS: Final = 40_000
"""Of the structured content of a call, as JSON, and of its text."""
CELL: Final = 2_000
"""Characters of one text in it."""
_CUT: Final = " … (cut)"


@dataclass(frozen=True, slots=True)
class Found:
    """The structured content of a call, and the text that says the same to a reader."""

    content: dict[str, Any]
    text: str


def listed(
    head: Mapping[str, Any],
    member: str,
    rows: Sequence[Any],
    write: Callable[[dict[str, Any], list[str]], str],
    line: Callable[[Any], str],
) -> Found:
    """`head` with as many of the `rows` as fit under `member`; `write` makes the text of all and of the lines of rows.

    `shown` in the content counts the rows that are in it.
    """
    kept: list[Any] = []
    lines: list[str] = []
    left = CHARACTERS - len(_dumped(head))
    room = CHARACTERS
    for row in map(shortened, rows):
        said = line(row)
        left -= len(_dumped(row)) + 2
        room -= len(said) + 1
        if kept and (left < 0 or room < 0):
            break
        kept.append(row)
        lines.append(said)
    content = {**shortened(dict(head)), "shown": len(kept), member: kept}
    return Found(content, text_of(write(content, lines)))


def text_of(text: str) -> str:
    """The text, cut where it is too long, with no character that is none."""
    text = text if len(text) <= CHARACTERS + CELL else text[:CHARACTERS] + _CUT
    return text.encode("utf-8", "replace").decode()


def shortened(value: Any) -> Any:
    """A JSON value whose texts are no longer than they may be; a half of a character is none."""
    if isinstance(value, str):
        cut = value if len(value) <= CELL else value[:CELL] + _CUT
        return cut.encode("utf-8", "replace").decode()
    if isinstance(value, Mapping):
        return {str(name)[:CELL]: shortened(each) for name, each in value.items()}
    if isinstance(value, list | tuple):
        return [shortened(each) for each in value]
    return value


def _dumped(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)

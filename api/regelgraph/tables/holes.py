"""Texts with holes: what many rows share is put into words once, with a hole where each row has something of its own.

A hole is a character that no text has (half of a surrogate pair), so that a text whose holes were forgotten cannot be
written at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Final

from regelgraph.rulebook import Text
from regelgraph.tables.endings import CriterionEnding, Decided, Ending
from regelgraph.tables.kernels import call, cast, look_up, pick, places

if TYPE_CHECKING:
    import pyarrow as pa

GERMAN: Final = "\ud800"
ENGLISH: Final = "\ud801"
"""Holes for the words that a row has of its own, in each language."""
NUMBERS: Final = ("\ud802", "\ud803")
"""Holes for the numbers of the two rows of the list that a row of the report is about."""
WORDS: Final = "words"
"""The column of lines that says which words fill the holes."""
_HOLE: Final = re.compile(f"([{GERMAN}{ENGLISH}{''.join(NUMBERS)}])")

Fills = dict[str, "pa.Array"]
"""By hole, what fills it in each row."""


@dataclass(frozen=True, slots=True)
class Holes:
    """What fills the holes: texts by the number in the column WORDS, and the columns of the rows' numbers."""

    texts: Sequence[Text]
    numbers: tuple[str, str]

    def fills(self, form: Callable[[str], str], lines: Sequence[pa.Array]) -> Fills:
        """What fills the holes of lines, by their numbers of words and of rows; `form` is for words."""
        import pyarrow as pa

        words, *numbers = lines
        german, english = ([form(each) for each in column] for column in _columns(self.texts))
        found = {GERMAN: call("take", pa.array(german, pa.string()), words)}
        found[ENGLISH] = call("take", pa.array(english, pa.string()), words)
        return found | {hole: cast(each, "string") for hole, each in zip(NUMBERS, numbers, strict=True)}


def filled(numbers: pa.Array, text: Callable[[int], str], fills: Fills) -> pa.Array:
    """The text of each number, with its holes filled. Each distinct number is asked for once."""
    import pyarrow as pa

    found = call("dictionary_encode", numbers)
    pieces = [_HOLE.split(text(number)) for number in found.dictionary.to_pylist()]
    shapes: dict[tuple[str, ...], list[int]] = {}
    for place, each in enumerate(pieces):
        shapes.setdefault(tuple(each[1::2]), []).append(place)
    if len(shapes) == 1:
        (shape,) = shapes
        return _joined(pieces, found.indices, shape, fills)
    chosen = look_up(_numbers(shapes.values(), len(pieces)), found.indices)
    parts, rows = [], []
    for number, shape in enumerate(shapes):
        own = places(call("equal", chosen, number))
        shaped = [each if tuple(each[1::2]) == shape else [""] * (2 * len(shape) + 1) for each in pieces]
        own_fills = {hole: pick(fills[hole], own) for hole in set(shape)}
        parts.append(_joined(shaped, pick(found.indices, own), shape, own_fills))
        rows.append(own)
    back = call("array_sort_indices", pa.concat_arrays(rows))
    return pick(pa.concat_arrays(parts), back)


def _joined(pieces: Sequence[Sequence[str]], indices: pa.Array, shape: Sequence[str], fills: Fills) -> pa.Array:
    import pyarrow as pa

    columns = []
    for place in range(len(shape) + 1):
        columns.append(call("take", pa.array([each[2 * place] for each in pieces], pa.string()), indices))
        if place < len(shape):
            columns.append(fills[shape[place]])
    return call("binary_join_element_wise", *columns, "") if shape else columns[0]


def _numbers(groups: Sequence[Sequence[int]], count: int) -> list[int]:
    """For each place the number of the group that it is in."""
    found = [0] * count
    for number, members in enumerate(groups):
        for place in members:
            found[place] = number
    return found


def _columns(texts: Sequence[Text]) -> tuple[list[str], list[str]]:
    return [text.de for text in texts], [text.en for text in texts]


def has_holes(text: str) -> bool:
    """Whether something of a text is left to each row."""
    return _HOLE.search(text) is not None


def fill_words(ending: Ending, words: Text) -> Ending:
    """An ending with the words of one row."""

    def of(text: Text) -> Text:
        return Text(text.de.replace(GERMAN, words.de), text.en.replace(ENGLISH, words.en))

    def of_criterion(each: CriterionEnding) -> CriterionEnding:
        return replace(each, reason=of(each.reason) if each.reason else None)

    decided = tuple(Decided(each.criterion, of(each.reason)) for each in ending.decided)
    return replace(ending, reasons=of(ending.reasons), decided=decided, every=tuple(map(of_criterion, ending.every)))


def fill_numbers(text: str, numbers: Sequence[int | None]) -> str:
    """A text with the numbers of the rows that one row of the report is about."""
    for hole, number in zip(NUMBERS, numbers, strict=True):
        text = text.replace(hole, str(number))
    return text

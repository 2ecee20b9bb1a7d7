"""Texts with holes: what many rows share is put into words once, with a hole where each row has a number of its own.

A hole is a character that no text has (half of a surrogate pair), so that a text whose holes were forgotten cannot be
written at all.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import TYPE_CHECKING, Final

from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, cast, look_up, pick, places

if TYPE_CHECKING:
    import pyarrow as pa

LEAST: Final = "\ud800"
MOST: Final = "\ud801"
"""Holes for the days that two stays have in common at least and at most."""
ROWS: Final = ("\ud802", "\ud803")
"""Holes for the numbers of the two rows of the list that a row of the report is about."""
_HOLE: Final = re.compile("([\ud800-\ud803])")

Holes = Mapping[str, str]
"""By hole, the column of the lines of a report with the number that fills it."""


Pieces = Sequence[str]
"""A text at its holes: what stands before the first, the hole, what stands behind it, and so on."""


def pieces_of(text: str) -> Pieces:
    """A text, cut at its holes."""
    return _HOLE.split(text)


def filled(numbers: pa.Array, pieces: Callable[[int], Pieces], holes: Holes, lines: pa.RecordBatch) -> pa.Array:
    """The text of each number, with its holes filled from the lines. Each distinct number is asked for once.

    Most texts have the same holes; the others are filled as if all had as many as the one with the most.
    """
    import pyarrow as pa

    found = call("dictionary_encode", numbers)
    cut = [pieces(number) for number in found.dictionary.to_pylist()]
    shapes: Interner[Pieces] = Interner()
    shape_of = [shapes.id(tuple(each[1::2])) for each in cut]
    fills = {hole: cast(lines.column(holes[hole]), "string") for hole in {*"".join(map("".join, shapes.values))}}
    if len(shapes.values) == 1:
        return _joined(cut, found.indices, [fills[hole] for hole in shapes.values[0]])
    shaped = look_up(shape_of, found.indices)
    often = max(call("value_counts", shaped).to_pylist(), key=lambda each: each["counts"])["values"]
    usual = call("equal", shaped, often)
    own, rest = places(usual), places(call("invert", usual))
    first = [each for each, shape in zip(cut, shape_of, strict=True) if shape == often]
    renumbered = _renumbered(shape_of, often)
    some = _joined(
        first, look_up(renumbered, pick(found.indices, own)), [pick(fills[hole], own) for hole in shapes.values[often]]
    )
    others = _padded(
        [each for each, shape in zip(cut, shape_of, strict=True) if shape != often],
        look_up(renumbered, pick(found.indices, rest)),
        {hole: pick(fill, rest) for hole, fill in fills.items()},
    )
    return pick(pa.concat_arrays([some, others]), call("array_sort_indices", pa.concat_arrays([own, rest])))


def _renumbered(shapes: Sequence[int], often: int) -> list[int | bool | None]:
    """For each text its place among those with the usual holes, or among the others."""
    counts = [0, 0]
    found: list[int | bool | None] = []
    for shape in shapes:
        found.append(counts[shape == often])
        counts[shape == often] += 1
    return found


def _padded(cut: Sequence[Pieces], indices: pa.Array, fills: Mapping[str, pa.Array]) -> pa.Array:
    import pyarrow as pa

    width = max(len(each) for each in cut)
    numbers = {hole: number for number, hole in enumerate(fills, 1)}
    full = [[*each, *[""] * (width - len(each))] for each in cut]
    columns = []
    for place in range(1, width, 2):
        kinds = look_up([numbers.get(each[place], 0) for each in full], indices, "int64")
        columns.append(call("choose", kinds, pa.scalar("", pa.string()), *fills.values()))
    return _joined(full, indices, columns)


def _joined(cut: Sequence[Pieces], indices: pa.Array, fills: Sequence[pa.Array]) -> pa.Array:
    import pyarrow as pa

    columns = []
    for place in range(len(fills) + 1):
        columns.append(call("take", pa.array([each[2 * place] for each in cut], pa.string()), indices))
        columns += fills[place : place + 1]
    return call("binary_join_element_wise", *columns, "") if fills else columns[0]


def fill(text: str, holes: Mapping[str, object]) -> str:
    """A text with its holes filled."""
    return _HOLE.sub(lambda found: str(holes[found[1]]), text)


def holes_in(texts: Sequence[str]) -> tuple[str, ...]:
    """The holes of texts."""
    return tuple(sorted({hole for text in texts for hole in _HOLE.findall(text)}))

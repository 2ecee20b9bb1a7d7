"""Writes an annotated list as ready lines: cells that repeat are put into form once, lines are joined in columns."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.tables.kernels import call, cast
from regelgraph.tables.writers.lines import data_of, formed, fused, plain

if TYPE_CHECKING:
    import pyarrow as pa

_OFTEN: Final = 4
"""Times that the cells of a column must stand there on average, so that distinct ones are looked for."""


@dataclass(frozen=True, slots=True)
class LineForm:
    """How a line is made of its cells.

    `text` forms a text, `quote` stands around one that is plain, `none` is a cell that is not there. `before` stands
    before each cell, `end` behind the last.
    """

    text: Callable[[str], str]
    quote: str
    none: str
    before: Sequence[str]
    end: str


def lines_of(batch: pa.RecordBatch, form: LineForm) -> memoryview:
    """The rows of a batch as lines, one behind the other, in UTF-8."""
    parts: list[pa.Array | str] = []
    for before, column in zip(form.before, batch.columns, strict=True):
        parts += [before, *_formed(column, form)]
    return data_of(call("binary_join_element_wise", *fused([*parts, form.end]), ""))


def _formed(column: pa.Array, form: LineForm) -> Iterator[pa.Array | str]:
    import pyarrow as pa

    if pa.types.is_integer(column.type):
        yield call("coalesce", cast(column, "string"), form.none)
        return
    coded = column if pa.types.is_dictionary(column.type) else call("dictionary_encode", column)
    if len(coded.dictionary) * _OFTEN > len(column) and not column.null_count:
        yield from plain(cast(column, "string"), form.quote, form.text)
        return
    yield call("coalesce", call("take", formed(form.text, coded.dictionary), coded.indices), form.none)

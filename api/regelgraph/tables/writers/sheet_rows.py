"""Rows of a sheet as XML (ECMA-376 part 1, 18.3.1.73), many joined at once in columns."""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from regelgraph.tables.kernels import cast
from regelgraph.tables.writers.sheet_columns import SheetColumn, Style, joined
from regelgraph.tables.writers.sheet_texts import SharedTexts

if TYPE_CHECKING:
    import pyarrow as pa


class SheetRows:
    """Puts rows into form, for columns whose styles are known."""

    def __init__(self, texts: SharedTexts, styles: Sequence[Style]) -> None:
        self._columns = [SheetColumn(letters(place), style, texts) for place, style in enumerate(styles)]

    def row(self, number: int, cells: Sequence[int | str | None]) -> bytes:
        """One row, numbered from 1 on; None and "" are no cells."""
        made = (column.cell(number, cell) for column, cell in zip(self._columns, cells, strict=True))
        return f'<row r="{number}">{"".join(made)}</row>'.encode()

    def block(self, first: int, batch: pa.RecordBatch) -> memoryview:
        """All rows of a batch, the first of them with the number given; columns of whole numbers and of texts."""
        import pyarrow as pa

        numbers = cast(pa.array(range(first, first + batch.num_rows), pa.int64()), "string")
        parts: list[pa.Array | str] = ['<row r="', numbers, '">']
        for column, values in zip(self._columns, batch.columns, strict=True):
            parts += column.parts(numbers, values)
        return _data(joined([*parts, "</row>"]))


def letters(column: int) -> str:
    """0 is A, 25 is Z, 26 is AA."""
    found, rest = "", column + 1
    while rest:
        rest, last = divmod(rest - 1, 26)
        found = chr(ord("A") + last) + found
    return found


def _data(texts: pa.Array) -> memoryview:
    _, offsets, data = texts.buffers()
    return memoryview(data or b"")[: memoryview(offsets).cast("i")[len(texts)]]

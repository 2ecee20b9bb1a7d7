"""Cells of a column as XML (ECMA-376 part 1, 18.3.1.4): each distinct one is put into form once."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from functools import cache
from typing import TYPE_CHECKING, Any, Final

from regelgraph.tables.kernels import arrow, call, cast, matches
from regelgraph.tables.writers.lines import formed, fused
from regelgraph.tables.writers.sheet_texts import LONGEST, UNUSUAL, SharedTexts, element

if TYPE_CHECKING:
    import pyarrow as pa

_REPEATED: Final = 4
"""Texts that stand so often in the rows at hand, on average, are shared."""


@dataclass(frozen=True, slots=True)
class Style:
    """The number of the style of a column's cells, and of those that hold certain texts."""

    usual: int
    of_texts: Mapping[str, int] = field(default_factory=dict)


class SheetColumn:
    """Puts the cells of a column into form."""

    def __init__(self, name: str, style: Style, texts: SharedTexts) -> None:
        self._start = f'<c r="{name}'
        self._style = style
        self._texts = texts
        self._number = f'" s="{style.usual}"><v>'
        self._inline = f'" s="{style.usual}" t="inlineStr"><is>'
        self._shared: dict[str, str | None] = {"": None}
        self._words: Any = None
        self._formed: Any = None

    def cell(self, number: int, value: int | str | None) -> str:
        """The cell in the row numbered; "" for none."""
        rest = self._shared_rest(value or "") if not isinstance(value, int) else f"{self._number}{value}</v></c>"
        return f"{self._start}{number}{rest}" if rest else ""

    def parts(self, numbers: pa.Array, values: pa.Array) -> Sequence[pa.Array | str]:
        """What the rows have for this column; where there is no cell, it is null."""
        rests = self._rests(values)
        if rests.null_count == len(rests):
            return ()
        if not rests.null_count:
            return self._start, numbers, rests
        return call("if_else", call("is_valid", rests), joined([self._start, numbers]), _no_text()), rests

    def _rests(self, values: pa.Array) -> pa.Array:
        """For each value its cell from behind the number of the row on; null for no cell."""
        kind = str(values.type)
        if kind == "int64":
            texts = cast(values, "string")
            return call("if_else", call("is_valid", values), joined([self._number, texts, "</v></c>"]), _no_text())
        if kind == "string":
            found = call("dictionary_encode", values)
            if len(found.dictionary) * _REPEATED > len(values):
                return call("take", self._own(found.dictionary), found.indices)
            return call("take", formed(self._shared_rest, found.dictionary), found.indices)
        if self._words is None or not self._words.equals(values.dictionary):
            self._words, self._formed = values.dictionary, formed(self._shared_rest, values.dictionary)
        return call("take", self._formed, values.indices)

    def _shared_rest(self, text: str) -> str | None:
        if text not in self._shared:
            style = self._style.of_texts.get(text, self._style.usual)
            self._shared[text] = f'" s="{style}" t="s"><v>{self._texts.number(text)}</v></c>'
        return self._shared[text]

    def _own(self, texts: pa.Array) -> pa.Array:
        """Cells of texts that hardly any other row has: they stand in the cell."""
        import pyarrow as pa

        usual = joined([f"{self._inline}<t>", texts, "</t></is></c>"])
        long = call("greater", call("binary_length", texts), LONGEST)
        unusual = call("or", matches(texts, UNUSUAL), long)
        odd = call("filter", texts, unusual).to_pylist()
        if not odd:
            return usual
        cells = [f"{self._inline}{element(text)}</is></c>" if text else None for text in odd]
        return call("replace_with_mask", usual, unusual, pa.array(cells, pa.string()))


def joined(parts: Sequence[pa.Array | str]) -> pa.Array:
    """The parts of each row, one behind the other; null is nothing."""
    return call("binary_join_element_wise", *fused(parts), "", options=_skipping())


@cache
def _skipping() -> Any:
    return arrow("JoinOptions")(null_handling="skip")


def _no_text() -> Any:
    import pyarrow as pa

    return pa.scalar(None, pa.string())

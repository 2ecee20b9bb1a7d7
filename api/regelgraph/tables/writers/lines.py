"""Writes a report as ready lines: every text is put into form once, and lines are joined in columns on two threads."""

from __future__ import annotations

from collections import deque
from collections.abc import Callable, Iterator, Sequence
from concurrent.futures import Future, ThreadPoolExecutor
from dataclasses import dataclass
from typing import IO, TYPE_CHECKING, Any

from regelgraph.tables.kernels import call, cast, matches
from regelgraph.tables.reports.holes import Pieces, filled, pieces_of
from regelgraph.tables.reports.report import Report

if TYPE_CHECKING:
    import pyarrow as pa

PLAIN = "^([A-Za-z0-9]([A-Za-z0-9_. -]*[A-Za-z0-9_.-])?)?$"
"""An identity that every format writes as it stands."""
_BLOCK = 1 << 14
"""Rows whose lines are joined at once; they fit into a processor's cache."""
_THREADS = 2
_WAITING = 8
_WIDTH = 1 << 32
"""More invalid texts than there can be."""
_MOST_TAILS = 1 << 18
"""Ready ends of lines that are kept; a list in which no two rows are alike is written all the same."""
_SIMPLE = b"ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789"


@dataclass(frozen=True, slots=True)
class Form:
    """How a line is made of its parts.

    `text` forms a text, `quote` stands around one that is plain, `none` is a number that is not there. `lead` stands
    before the row's number, `between` before the identity and each further column; `tail` makes the rest of the line
    from the cells of its ending and its invalid text.
    """

    text: Callable[[str], str]
    quote: str
    none: str
    lead: str
    between: Sequence[str]
    tail: Callable[[Sequence[str], str], str]


def write_lines(report: Report, out: IO[bytes], form: Form) -> None:
    """Write one line per row to `out`, as UTF-8."""
    lines = Lines(report, form)
    with ThreadPoolExecutor(_THREADS) as threads:
        waiting: deque[Future[memoryview]] = deque()
        for batch in report.ordered(_BLOCK):
            waiting.append(threads.submit(lines.joined, batch))
            if len(waiting) > _WAITING:
                out.write(waiting.popleft().result())
        while waiting:
            out.write(waiting.popleft().result())


class Lines:
    """Joins the lines of a report."""

    def __init__(self, report: Report, form: Form) -> None:
        self._form = form
        self._numbers = list(report.further.values())
        self._report = report
        self._cells: dict[int, tuple[str, ...]] = {}
        self._tails: dict[int, Pieces] = {}

    def joined(self, batch: pa.RecordBatch) -> memoryview:
        """The lines of a batch of rows (row, identity, e, i and further columns), one behind the other."""
        row, identity, endings, invalids, *further = batch.columns
        form = self._form
        further = further[: len(self._numbers)]
        parts: list[pa.Array | str] = [form.lead, _as_text(row), form.between[0]]
        parts += plain(identity, form.quote, form.text)
        for between, column, is_number in zip(form.between[1:], further, self._numbers, strict=True):
            parts += [between, call("coalesce", _as_text(column), form.none) if is_number else self._shared(column)]
        parts.append(self._rest(endings, invalids, batch))
        return data_of(call("binary_join_element_wise", *fused(parts), ""))

    def _shared(self, column: pa.Array) -> pa.Array:
        """Texts that many rows share, each put into form once."""
        found = call("dictionary_encode", column)
        return call("take", formed(self._form.text, found.dictionary), found.indices)

    def _rest(self, endings: pa.Array, invalids: pa.Array, batch: pa.RecordBatch) -> pa.Array:
        keys = call("add", call("multiply", cast(endings, "int64"), _WIDTH), call("add", invalids, 1))
        if len(self._tails) > _MOST_TAILS:
            self._tails.clear()
        return filled(keys, self._tail, self._report.holes, batch)

    def _tail(self, key: int) -> Pieces:
        known = self._tails.get(key)
        if known is None:
            ending, invalid = divmod(key, _WIDTH)
            why = self._report.invalids[invalid - 1] if invalid else ""
            known = self._tails[key] = pieces_of(self._form.tail(self._cells_of(ending), why) + "\n")
        return known

    def _cells_of(self, ending: int) -> tuple[str, ...]:
        known = self._cells.get(ending)
        if known is None:
            known = self._cells[ending] = self._report.ending_cells(self._report.endings[ending])
        return known


def plain(texts: pa.Array, quote: str, form: Callable[[str], str]) -> Iterator[pa.Array | str]:
    """Parts of lines that hold texts; `quote` is around plain words, others are put into form."""
    if not bytes(data_of(texts)).translate(None, _SIMPLE):
        yield from (quote, texts, quote)
        return
    odd = call("invert", matches(texts, PLAIN))
    quoted = call("binary_join_element_wise", quote, texts, quote, "") if quote else texts
    yield call("replace_with_mask", quoted, odd, formed(form, call("filter", texts, odd)))


def formed(form: Callable[[str], str | None], texts: pa.Array) -> pa.Array:
    """Each text in form; null for none."""
    import pyarrow as pa

    return pa.array(map(form, texts.to_pylist()), pa.string())


def _as_text(column: pa.Array) -> pa.Array:
    text: pa.Array = cast(column, "string")
    return text


def fused(parts: Sequence[pa.Array | str]) -> Iterator[Any]:
    """The parts of a line with neighbouring texts joined and empty ones left out."""
    text = ""
    for part in parts:
        if isinstance(part, str):
            text += part
            continue
        if text:
            yield text
        yield part
        text = ""
    if text:
        yield text


def data_of(texts: pa.Array) -> memoryview:
    """The bytes of an array of texts, one behind the other."""
    _, offsets, data = texts.buffers()
    ends = memoryview(offsets).cast("i")
    return memoryview(data or b"")[ends[texts.offset] : ends[texts.offset + len(texts)]]

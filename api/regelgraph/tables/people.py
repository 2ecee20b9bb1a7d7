"""Tells people apart by the ids of a list: which cells are one person, and which name nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regelgraph.rulebook import Rulebook
from regelgraph.tables.kernels import call, cast, pick, places
from regelgraph.tables.reading import Column
from regelgraph.tables.writers.lines import PLAIN
from regelgraph.values import Options, State

if TYPE_CHECKING:
    import pyarrow as pa


class People:
    """Finds the id that a cell means; only cells that are more than a plain word are looked at one by one."""

    def __init__(self, rulebook: Rulebook, identity: Column) -> None:
        self._reader = identity.reader
        self._missing = ["".join(word.casefold().split()) for word in sorted(rulebook.missing_words)]

    def of(self, cells: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
        """The cells, and the id that each means, null for nobody; both numbered by distinct texts."""
        import pyarrow as pa

        coded = call("dictionary_encode", cells).unify_dictionaries()
        codes = (
            pa.concat_arrays([chunk.indices for chunk in coded.chunks]) if coded.chunks else pa.array([], pa.int32())
        )
        texts = coded.chunks[0].dictionary if coded.chunks else pa.array([], pa.string())
        named = pa.DictionaryArray.from_arrays(codes, texts)
        odd = self._odd(texts)
        if not len(odd):
            return named, named
        ids = [self._identify(cell) for cell in pick(texts, odd).to_pylist()]
        mask = _at(odd, len(texts))
        if not any(ids):
            known = call("if_else", mask, pa.scalar(None, pa.int32()), _numbers(len(texts)))
            return named, pa.DictionaryArray.from_arrays(pick(known, codes), texts)
        own = call("replace_with_mask", texts, mask, pa.array(ids, pa.string()))
        again = call("dictionary_encode", own)
        return named, pa.DictionaryArray.from_arrays(pick(again.indices, codes), again.dictionary)

    def _odd(self, texts: pa.Array) -> pa.Array:
        """The places of cells that are more than a plain word, or may be one for nothing."""
        plain = call("match_substring_regex", texts, options=_matching())
        folded = call("utf8_lower", call("replace_substring", texts, options=_without_blanks()))
        missing = call("is_in", folded, options=_among(self._missing))
        empty = call("equal", call("binary_length", texts), 0)
        return cast(places(call("or", call("or", call("invert", plain), missing), empty)), "int64")

    def _identify(self, cell: str) -> str | None:
        reading = self._reader.read(cell)
        if reading.state is State.BLANK or not isinstance(reading.possible, Options):
            return None
        return str(min(reading.possible.values, key=str))


def _numbers(count: int) -> pa.Array:
    import pyarrow as pa

    return call("subtract", call("cumulative_sum", pa.repeat(pa.scalar(1, pa.int32()), count)), 1)


def _at(rows: pa.Array, count: int) -> pa.Array:
    """Whether a place is among `rows`, in order."""
    return call("is_in", cast(_numbers(count), "int64"), options=_among(rows))


def _matching() -> Any:
    from pyarrow._compute import MatchSubstringOptions

    return MatchSubstringOptions(PLAIN)


def _without_blanks() -> Any:
    from pyarrow._compute import ReplaceSubstringOptions

    return ReplaceSubstringOptions(" ", "")


def _among(values: Any) -> Any:
    import pyarrow as pa
    from pyarrow._compute import SetLookupOptions

    return SetLookupOptions(value_set=pa.array(values) if isinstance(values, list) else values, skip_nulls=False)

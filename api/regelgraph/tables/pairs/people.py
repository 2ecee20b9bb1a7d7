"""Tells people apart by the ids of a list: which cells are one person, and which name nobody."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.rulebook import Rulebook
from regelgraph.tables.kernels import among, arrow, call, cast, count_up, matches, pick, unified
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
        self._with_digits = any(character.isdigit() for word in self._missing for character in word)

    def of(self, cells: pa.ChunkedArray) -> tuple[pa.Array, pa.Array]:
        """The cells, and the id that each means, null for nobody; both numbered by distinct texts."""
        import pyarrow as pa

        texts, codes = unified(cells)
        named = pa.DictionaryArray.from_arrays(codes, texts)
        odd = self._odd(texts)
        ids = [self.person(cell) for cell in call("filter", texts, odd).to_pylist()]
        if not ids:
            return named, named
        if not any(ids):
            known = call("if_else", odd, pa.scalar(None, pa.int32()), cast(count_up(len(texts)), "int32"))
            return named, pa.DictionaryArray.from_arrays(pick(known, codes), texts)
        again = call("dictionary_encode", call("replace_with_mask", texts, odd, pa.array(ids, pa.string())))
        return named, pa.DictionaryArray.from_arrays(pick(again.indices, codes), again.dictionary)

    def _odd(self, texts: pa.Array) -> pa.Array:
        """Whether a cell is more than a plain word, or one that may stand for nothing."""
        word = call("ascii_is_alnum", texts)
        if not self._with_digits:
            word = call("and_not", word, call("ascii_is_alpha", texts))
        rest = call("invert", word)
        some = call("filter", texts, rest)
        plain = matches(some, PLAIN)
        folded = call("utf8_lower", call("replace_substring", some, options=arrow("ReplaceSubstringOptions")(" ", "")))
        missing = call("or", call("is_in", folded, options=among(self._missing)), call("equal", folded, ""))
        return call("replace_with_mask", rest, rest, call("or", call("invert", plain), missing))

    def person(self, cell: str) -> str | None:
        """The id that a cell means; None where it names nobody."""
        reading = self._reader.read(cell)
        if reading.state is State.BLANK or not isinstance(reading.possible, Options):
            return None
        return str(min(reading.possible.values, key=str))

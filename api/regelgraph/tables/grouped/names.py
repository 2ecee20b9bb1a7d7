"""Names and ids of bodies as they are compared: folded, and told from missing words, without a look at each."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from functools import reduce
from typing import TYPE_CHECKING, Final

from regelgraph.folding import BLANKS, fold
from regelgraph.tables.kernels import among, arrow, call, cast, count_up, matches, places
from regelgraph.tables.reading import Reads
from regelgraph.values import State

if TYPE_CHECKING:
    import pyarrow as pa

_PLAIN: Final = r"\A[ -~ÄÖÜäöüß]*\z"
"""Texts that the kernels fold as `fold` does; any other is left to it."""
_SPELLED: Final = {" ": "", "-": "", "_": "", ".": ""}
_LETTERS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def bared(texts: pa.Array) -> pa.Array:
    """Texts without what stands for nothing at their edges."""
    return call("utf8_trim", texts, options=arrow("TrimOptions")(BLANKS))


def folded(texts: pa.Array) -> pa.Array:
    """Texts as `regelgraph.folding.fold` makes them."""
    import pyarrow as pa

    other = call("invert", matches(texts, _PLAIN))
    letters = {} if call("all", call("string_is_ascii", texts)).as_py() else _LETTERS
    found = reduce(
        lambda column, pair: call("replace_substring", column, options=arrow("ReplaceSubstringOptions")(*pair)),
        (_SPELLED | letters).items(),
        call("utf8_lower", texts),
    )
    rest = [fold(text) for text in call("filter", texts, other).to_pylist()]
    return call("replace_with_mask", found, other, pa.array(rest, pa.string())) if rest else found


def _missing_among(
    texts: pa.Array, as_folded: pa.Array, words: Iterable[str], is_missing: Callable[[str], bool]
) -> pa.Array:
    """Which of the texts are blank or a missing word; only those that fold to such a word are asked about."""
    import pyarrow as pa

    likely = call("is_in", as_folded, options=among(sorted({"", *map(fold, words)})))
    asked = places(likely)
    answers = [is_missing(text) for text in call("take", texts, asked).to_pylist()]
    return call("replace_with_mask", likely, likely, pa.array(answers, pa.bool_())) if answers else likely


def encoded(texts: pa.Array, reader: Reads, words: Iterable[str], *, alike: bool = False) -> pa.DictionaryArray:
    """Texts as numbers of the distinct ones, null for those that `reader` takes for blank; `alike`: numbers of names.

    Of missing `words` the reader knows which are one as they stand.
    """
    import pyarrow as pa

    found = call("dictionary_encode", texts)
    as_folded = folded(found.dictionary)
    missing = _missing_among(found.dictionary, as_folded, words, lambda text: reader.read(text).state is State.BLANK)
    if not alike:
        if not call("any", missing).as_py():
            return found
        own = call("if_else", missing, pa.scalar(None, pa.int32()), cast(count_up(len(missing)), "int32"))
        return pa.DictionaryArray.from_arrays(call("take", own, found.indices), found.dictionary)
    names = call("dictionary_encode", call("if_else", missing, pa.scalar(None, pa.string()), as_folded))
    return pa.DictionaryArray.from_arrays(call("take", names.indices, found.indices), names.dictionary)

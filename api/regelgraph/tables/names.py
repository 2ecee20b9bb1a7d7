"""Names and ids of bodies as they are compared: folded and told from missing words, without a look at each in Python."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import reduce
from typing import TYPE_CHECKING, Final

from regelgraph.folding import BLANKS, fold
from regelgraph.tables.kernels import call, places
from regelgraph.tables.runs import among

if TYPE_CHECKING:
    import pyarrow as pa

_PLAIN: Final = r"\A[ -~ÄÖÜäöüß]*\z"
"""Texts that the kernels fold as `fold` does; any other is left to it."""
_SPELLED: Final = {" ": "", "-": "", "_": "", ".": ""}
_LETTERS: Final = {"ä": "ae", "ö": "oe", "ü": "ue", "ß": "ss"}


def bared(texts: pa.Array) -> pa.Array:
    """Texts without what stands for nothing at their edges."""
    from pyarrow._compute import TrimOptions

    return call("utf8_trim", texts, options=TrimOptions(BLANKS))


def folded(texts: pa.Array) -> pa.Array:
    """Texts as `regelgraph.folding.fold` makes them."""
    import pyarrow as pa
    from pyarrow._compute import MatchSubstringOptions, ReplaceSubstringOptions

    other = call("invert", call("match_substring_regex", texts, options=MatchSubstringOptions(_PLAIN)))
    letters = {} if call("all", call("string_is_ascii", texts)).as_py() else _LETTERS
    found = reduce(
        lambda column, pair: call("replace_substring", column, options=ReplaceSubstringOptions(*pair)),
        (_SPELLED | letters).items(),
        call("utf8_lower", texts),
    )
    rest = [fold(text) for text in call("filter", texts, other).to_pylist()]
    return call("replace_with_mask", found, other, pa.array(rest, pa.string())) if rest else found


def missing_among(
    texts: pa.Array, as_folded: pa.Array, words: Sequence[str], is_missing: Callable[[str], bool]
) -> pa.Array:
    """Which of the texts are blank or a missing word; only those that fold to such a word are asked about."""
    import pyarrow as pa

    likely = call("is_in", as_folded, options=among(pa.array(sorted({"", *map(fold, words)}), pa.string())))
    asked = places(likely)
    answers = [is_missing(text) for text in call("take", texts, asked).to_pylist()]
    return call("replace_with_mask", likely, likely, pa.array(answers, pa.bool_())) if answers else likely

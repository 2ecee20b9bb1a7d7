"""Judges the pairs of a list of any length: all stays at once."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from regelgraph.tables.pair_report import PairLines, Pairs

if TYPE_CHECKING:
    import pyarrow as pa


def lines_of(pairs: Pairs, blocks: Iterable[pa.Table]) -> PairLines:
    """The lines of the report on all stays, which come in blocks in the order of the list."""
    import pyarrow as pa

    return pairs.lines(pa.concat_tables(list(blocks)).unify_dictionaries())

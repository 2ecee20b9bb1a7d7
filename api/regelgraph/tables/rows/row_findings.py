"""The findings of a row by name, and of which facts an outcome speaks."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from string import Formatter
from typing import TYPE_CHECKING

from regelgraph.judge.outcomes import Judged, Level
from regelgraph.rulebook import Criterion

if TYPE_CHECKING:
    from regelgraph.judge.finding import Finding


class RowFindings(Mapping[str, "Finding"]):
    """The findings of a row by name, each looked up only if it is asked for."""

    __slots__ = ("_lists", "_places", "_row")

    def __init__(self, lists: Sequence[Sequence[Finding]], places: Mapping[str, int], row: Sequence[int]) -> None:
        self._lists = lists
        self._places = places
        self._row = row

    def __getitem__(self, name: str) -> Finding:
        place = self._places[name]
        return self._lists[place][self._row[place]]

    def __iter__(self) -> Iterator[str]:
        return iter(self._places)

    def __len__(self) -> int:
        return len(self._places)


def named_in(criterion: Criterion, judged: Judged) -> set[str]:
    """Facts that the reason of an outcome may name; the texts of both languages count."""
    texts = [criterion.constraints[i].reason for i in judged.fired]
    if judged.level is Level.UNDETERMINED or judged.differing:
        texts = [criterion.open_reason]
    pieces = [piece for text in texts for words in (text.de, text.en) for piece in Formatter().parse(words)]
    return {name for _, name, _, _ in pieces if name}

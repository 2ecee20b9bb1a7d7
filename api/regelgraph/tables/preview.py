"""What would be read of a list: which fact each column is, how its cells look, and which of them cannot be read."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.folding import fold
from regelgraph.rulebook import Fact
from regelgraph.tables.by_hand import NO_FACT, ByHand, columns_of, require_known, require_places
from regelgraph.tables.columns import columns_by, reader_of
from regelgraph.tables.counting import Counting, Told
from regelgraph.tables.files.source import Source, plain
from regelgraph.tables.headers import MatchedColumn, candidates
from regelgraph.tables.readers.cells import bare, shown

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge

LOOKED_AT: Final = 1_000
"""Rows in which cells to show are looked for."""
EXAMPLES: Final = 3
"""Cells of a column that are shown."""


@dataclass(frozen=True, slots=True)
class Seen:
    """A column of the file: its place, header and some cells; the `column` name of its fact, or NO_FACT.

    `may_be`: the header stands for several facts. `told` is None where the cells are not looked at.
    """

    place: int
    header: str
    examples: tuple[str, ...]
    column: str
    may_be: tuple[str, ...] = ()
    told: Told | None = None


@dataclass(frozen=True, slots=True)
class Preview:
    """All columns of a file; how many rows it has, and how many of them have more cells than headers.

    `doubles` are facts with the places of their several columns, of which only the first is looked at.
    """

    columns: tuple[Seen, ...]
    rows: int
    overfull: int
    doubles: tuple[tuple[Fact, tuple[int, ...]], ...]

    def of(self, fact: Fact) -> Seen | None:
        """The first column of a fact."""
        names = {fact.name, *(other.column for other in fact.other_columns)}
        return next((seen for seen in self.columns if seen.column in names), None)


def preview(judge: Judge, case_kind: str, source: Source, by_hand: ByHand) -> Preview:
    """Looks at a list; each distinct cell is read once. Nothing of it is judged.

    Raises UsageError for columns by hand that cannot be; two of one fact are told in the preview.
    """
    facts = judge.rulebook.facts[case_kind]
    require_known(by_hand, facts)
    require_places(by_hand, len(source.headers), source.name)
    names, several = _chosen(source.headers, facts, by_hand)
    known = dict(columns_of(facts))
    first: dict[str, MatchedColumn] = {}
    places: dict[str, list[int]] = {}
    for place, name in enumerate(names):
        if name != NO_FACT:
            fact = known[name]
            first.setdefault(fact.name, MatchedColumn(place, source.headers[place], fact, name))
            places.setdefault(fact.name, []).append(place)
    columns = columns_by(judge, case_kind, first.values(), reader_of)
    counting = Counting(columns, [first[column.fact.name].place for column in columns])
    told = {first[known[name].name].place: each for name, each in counting.read(source).items()}
    examples = list(_examples(source))
    seen = [
        Seen(
            place,
            bare(header),
            examples[place],
            names[place],
            several.get(place, ()),
            told.get(place),
        )
        for place, header in enumerate(source.headers)
    ]
    doubles = tuple((known[name], tuple(where)) for name, where in places.items() if len(where) > 1)
    return Preview(tuple(seen), counting.rows, counting.overfull, doubles)


def _chosen(
    headers: Sequence[str], facts: Mapping[str, Fact], by_hand: ByHand
) -> tuple[list[str], dict[int, tuple[str, ...]]]:
    """For each column its column name, and by place the names among which a header does not decide."""
    taken = {fact.name for name, fact in columns_of(facts) if name in by_hand.values()}
    names, several = [], {}
    for place, may_be in enumerate(candidates(headers, facts)):
        free = [column for (_, column), fact in may_be.items() if fact.name not in taken]
        if place not in by_hand and len(free) > 1:
            several[place] = tuple(sorted(free, key=fold))
        names.append(by_hand.get(place, free[0] if len(free) == 1 else NO_FACT))
    return names, several


def _examples(source: Source) -> Iterator[tuple[str, ...]]:
    """Of each column the first few distinct cells that are not blank."""
    block = next(iter(source.blocks))
    for place in range(len(source.headers)):
        cells = map(bare, plain(block.column(f"c{place}").slice(0, LOOKED_AT)).to_pylist())
        yield tuple(shown(cell) for cell in list(dict.fromkeys(filter(None, cells)))[:EXAMPLES])

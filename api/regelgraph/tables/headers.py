"""Matches the headers of a table to the facts of a case kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass

from regelgraph.errors import HeaderError
from regelgraph.folding import fold
from regelgraph.rulebook import Fact
from regelgraph.tables.by_hand import ByHand, columns_of
from regelgraph.tables.readers.cells import bare, shown

_COMPARED = 100
_LOOKED_AT = 200


@dataclass(frozen=True, slots=True)
class MatchedColumn:
    """A header that is understood: its place (0 = first), how it stands in the file, its fact and column name.

    `column` is the name of the fact or of one of its other columns, as `CellReader` wants it.
    """

    place: int
    header: str
    fact: Fact
    column: str


@dataclass(frozen=True, slots=True)
class MatchedHeaders:
    """Columns in the order of the file, and (place, header) of those that no fact declares."""

    columns: tuple[MatchedColumn, ...]
    extras: tuple[tuple[int, str], ...]


def match_headers(headers: Sequence[str], facts: Mapping[str, Fact], by_hand: ByHand | None = None) -> MatchedHeaders:
    """Finds the fact of each header by name, alias or other column, without regard to case, spaces, `-`, `_`, umlauts.

    What `by_hand` says of a column counts before its header, and before other headers of the same fact. Raises
    HeaderError if two headers mean the same fact, one header two facts, or a required column is missing.
    """
    said = by_hand or {}
    taken = {fact.name for name, fact in columns_of(facts) if name in said.values()}
    columns: list[MatchedColumn] = []
    extras: list[tuple[int, str]] = []
    for place, (header, may_be) in enumerate(zip(headers, candidates(headers, facts), strict=True)):
        if place in said:
            found = {(fact.name, name): fact for name, fact in columns_of(facts) if name == said[place]}
        else:
            free = {key: fact for key, fact in may_be.items() if fact.name not in taken}
            _refuse_several(free, header)
            found = free
        columns += [MatchedColumn(place, bare(header), fact, column) for (_, column), fact in found.items()]
        if not found:
            extras.append((place, bare(header)))
    _refuse_doubles(columns)
    _refuse_missing(columns, facts, headers)
    return MatchedHeaders(tuple(columns), tuple(extras))


def candidates(headers: Sequence[str], facts: Mapping[str, Fact]) -> Iterator[Mapping[tuple[str, str], Fact]]:
    """What each header stands for: facts by (name, column name); several where it cannot be decided."""
    known: dict[str, dict[tuple[str, str], Fact]] = {}
    for fact in facts.values():
        for spelling, column in _spellings(fact):
            known.setdefault(fold(spelling), {})[fact.name, column] = fact
    for header in headers:
        yield _narrowed(known.get(fold(header), {}), header)


def _spellings(fact: Fact) -> Iterator[tuple[str, str]]:
    for spelling in (fact.name, *fact.header_aliases):
        yield spelling, fact.name
    for other in fact.other_columns:
        for spelling in (other.column, *other.header_aliases):
            yield spelling, other.column


def _narrowed(found: Mapping[tuple[str, str], Fact], header: str) -> Mapping[tuple[str, str], Fact]:
    """A column name goes before aliases."""
    return {key: fact for key, fact in found.items() if fold(key[1]) == fold(header)} or found


def _refuse_several(named: Mapping[tuple[str, str], Fact], header: str) -> None:
    """What is still two facts cannot be decided."""
    if len(named) > 1:
        names = " and ".join(sorted(column for _, column in named))
        stands = f"stands for {names}; use the name of the one that is meant"
        raise HeaderError(f'the header "{shown(bare(header))}" {stands}', f"a header {stands}")


def _refuse_doubles(columns: Sequence[MatchedColumn]) -> None:
    first: dict[str, MatchedColumn] = {}
    for column in columns:
        other = first.setdefault(column.fact.name, column)
        if other is not column:
            one, two = (f'{each.place + 1} "{shown(each.header)}"' for each in (other, column))
            both = f"both mean {column.fact.name}; keep one of them"
            raise HeaderError(
                f"the columns {one} and {two} {both}", f"the columns {other.place + 1} and {column.place + 1} {both}"
            )


def _refuse_missing(columns: Sequence[MatchedColumn], facts: Mapping[str, Fact], headers: Sequence[str]) -> None:
    present = {column.fact.name for column in columns}
    for fact in facts.values():
        if fact.required and fact.name not in present:
            also = ", ".join(spelling for spelling, _ in _spellings(fact) if spelling != fact.name)
            named = f"the column {fact.name} is missing" + (f" (also understood: {also})" if also else "")
            raise HeaderError(*(f"{named}; {nearest}" for nearest in _nearest(fact, headers)))


def _nearest(fact: Fact, headers: Sequence[str]) -> tuple[str, str]:
    """The header of the file that is most like one of the fact's, and where it stands."""
    filled = [(header, place) for place, header in enumerate(headers, 1) if bare(header)][:_LOOKED_AT]
    if not filled:
        return ("the first row has no headers",) * 2
    wanted = [fold(spelling) for spelling, _ in _spellings(fact)]

    import difflib  # only for a message

    def likeness(found: tuple[str, int]) -> float:
        return max(difflib.SequenceMatcher(None, fold(found[0][:_COMPARED]), word).ratio() for word in wanted)

    header, place = max(filled, key=likeness)
    nearest = "the nearest header in the file is"
    return f'{nearest} "{shown(bare(header))}"', f"{nearest} that of column {place}"

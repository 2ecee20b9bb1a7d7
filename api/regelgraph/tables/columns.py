"""The columns of one or several files as one list: which fact each is, where it stands, which are not understood."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.errors import HeaderError
from regelgraph.folding import fold
from regelgraph.rulebook import Fact, Rulebook
from regelgraph.tables.by_hand import ByHand, require_facts, require_places
from regelgraph.tables.denials import DenialReader
from regelgraph.tables.files.delimiter import Recognised
from regelgraph.tables.files.source import Source
from regelgraph.tables.headers import MatchedColumn, match_headers
from regelgraph.tables.readers import CellReader
from regelgraph.tables.readers.cells import shown
from regelgraph.tables.reading import Column, Reads
from regelgraph.tables.rounds import RoundReader, judgeable
from regelgraph.terms import TEXT_READER

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge


@dataclass(frozen=True, slots=True)
class Columns:
    """The recognised columns in the order of their facts.

    `places` give per file where each column stands, `extras` per file the headers that are kept out of the judgement.
    """

    columns: tuple[Column, ...]
    places: tuple[tuple[int | None, ...], ...]
    extras: tuple[tuple[str, ...], ...]

    @property
    def identity(self) -> Column:
        """The column that identifies a case."""
        return next(column for column in self.columns if column.fact.identifies_case)

    def has(self, fact: str) -> bool:
        """Whether a fact has a column."""
        return any(column.fact.name == fact for column in self.columns)

    def order(self, name: str) -> int:
        """The place of a column among the others; of what is none, before them."""
        return next((i for i, column in enumerate(self.columns) if name in (column.name, column.fact.name)), -1)


def warnings(sources: Sequence[Source], columns: Columns) -> Iterator[tuple[str, str]]:
    """Names of files, each with something that is not judged by, in words: of all files first what reading found."""
    for source in sources:
        yield from ((source.name, warning) for warning in source.warnings)
    for source, extras in zip(sources, columns.extras, strict=True):
        if extras:
            yield source.name, f"columns left out of the judgement: {', '.join(map(shown, extras))}"


def recognised_by(rulebook: Rulebook, case_kind: str) -> Recognised:
    """A function that counts the headers of a list which name a column of the case kind."""
    known = {fold(spelling) for fact in rulebook.facts[case_kind].values() for spelling in _spellings(fact)}

    def count(headers: Sequence[str]) -> int:
        return sum(fold(header) in known for header in headers)

    return count


def _spellings(fact: Fact) -> list[str]:
    others = [word for other in fact.other_columns for word in (other.column, *other.header_aliases)]
    return [fact.name, *fact.header_aliases, *others]


def recognise(
    judge: Judge,
    case_kind: str,
    sources: Sequence[Source],
    reader: Callable[[Judge, str, MatchedColumn], Reads] | None = None,
    by_hand: ByHand | None = None,
) -> Columns:
    """Match the headers of all files. `reader` gives the readers of columns to whoever keeps them (see `reader_of`).

    `by_hand` says of columns, by their places in each file, which fact they are. Raises HeaderError, naming the file,
    as `match_headers`, and if one fact has different columns in two files; UsageError for what cannot be by hand.
    """
    facts = judge.rulebook.facts[case_kind]
    require_facts(by_hand or {}, facts)
    matched = []
    for source in sources:
        require_places(by_hand or {}, len(source.headers), source.name)
        try:
            matched.append(match_headers(source.headers, facts, by_hand))
        except HeaderError as error:
            raise HeaderError(f"{source.name}: {error}", f"{source.name}: {error.unquoted}") from error
    found: dict[str, MatchedColumn] = {}
    for each in matched:
        for column in each.columns:
            other = found.setdefault(column.fact.name, column)
            if other.column != column.column:
                raise HeaderError(
                    f"{column.fact.name} stands under {other.column} in one file and under {column.column} in another; "
                    "use the same column in all"
                )
    columns = columns_by(judge, case_kind, found.values(), reader or reader_of)
    places = tuple(
        tuple(next((c.place for c in each.columns if c.fact.name == column.fact.name), None) for column in columns)
        for each in matched
    )
    extras = tuple(tuple(header for _, header in each.extras if header) for each in matched)
    return Columns(columns, places, extras)


def columns_by(
    judge: Judge,
    case_kind: str,
    matched: Iterable[MatchedColumn],
    reader: Callable[[Judge, str, MatchedColumn], Reads],
) -> tuple[Column, ...]:
    """Columns with their readers, one of each fact, in the order of the facts."""
    needed = _needed(judge, case_kind)
    ordered = sorted(matched, key=lambda column: column.fact.order)
    read = [c.fact.reader != TEXT_READER or c.fact.name in needed for c in ordered]
    return tuple(Column(c.column, c.fact, reader(judge, case_kind, c), i, read[i]) for i, c in enumerate(ordered))


def reader_of(judge: Judge, case_kind: str, column: MatchedColumn) -> Reads:
    """What reads the cells of a column."""
    reader = CellReader(judge.rulebook, column.fact, column.column)
    if column.fact.denials:
        return DenialReader(reader, judge.rulebook, column.fact)
    return RoundReader(reader, judgeable(judge, case_kind)) if column.fact.chooses_round else reader


def _needed(judge: Judge, case_kind: str) -> set[str]:
    """Facts that any verdict of the case kind takes, with the columns that they follow from."""
    names = {
        name
        for round_ in judge.rulebook.rounds.values()
        if judge.criteria(round_.iri, case_kind)
        for name in judge.needs(round_.iri, case_kind)
    }
    return names | {column for name in names for column in judge.inputs(case_kind, name)}

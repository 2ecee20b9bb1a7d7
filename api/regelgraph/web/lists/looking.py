"""What is recognised in a list that was sent: its columns, its rounds, its sheets, and what it lacks."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import partial
from typing import TYPE_CHECKING, ClassVar, Final

from regelgraph.errors import UsageError
from regelgraph.judge import Judge
from regelgraph.tables.by_hand import NO_FACT, columns_of
from regelgraph.tables.files.opening import read_all
from regelgraph.tables.files.sheet_names import sheet_names
from regelgraph.tables.preview import Preview, Seen, preview
from regelgraph.tables.readers import keep_titles
from regelgraph.tables.rounds import round_column
from regelgraph.web.checks.checking import of_upload
from regelgraph.web.lists.mapped import mark
from regelgraph.web.lists.needed import Lacking, lacking

if TYPE_CHECKING:
    from collections.abc import Callable

    from regelgraph.rulebook import Fact
    from regelgraph.tables.files.source import Held
    from regelgraph.values import Problem
    from regelgraph.web.checks.checking import Kind
    from regelgraph.web.checks.options import CheckOptions
    from regelgraph.web.service import Loaded


MOST: Final = 200
"""Columns that are shown, but for those behind them that are a fact."""


@dataclass(frozen=True, slots=True)
class Looked:
    """What a page says of a list before it is judged; `seen` is None where first a sheet must be chosen.

    `choices` are the column names of facts with what they are called; `unassigned` rows name no round, where one is
    needed and none is chosen; `required` facts have no column.
    """

    seen: Preview | None
    choices: tuple[tuple[str, str], ...]
    why: Callable[[Problem], str]
    sheets: tuple[str, ...] = ()
    sheet: str = ""
    unassigned: int = 0
    required: tuple[Fact, ...] = ()
    lacks: tuple[Lacking, ...] = ()
    warnings: tuple[str, ...] = ()

    most: ClassVar[int] = MOST

    @property
    def known(self) -> int:
        """How many columns are a fact."""
        return sum(each.column != NO_FACT for each in self._columns)

    @property
    def shown(self) -> Iterator[Seen]:
        """The first columns, and those behind them that are a fact."""
        return (each for each in self._columns if each.place < MOST or each.column != NO_FACT)

    def named(self, places: Sequence[int]) -> str:
        """The headers of columns."""
        return ", ".join(self._columns[place].header for place in places)

    @property
    def mark(self) -> str:
        """What stands for the headers in a form."""
        return mark(each.header for each in self._columns)

    @property
    def _columns(self) -> tuple[Seen, ...]:
        return self.seen.columns if self.seen else ()

    @property
    def doubtful(self) -> Iterator[Seen]:
        """Columns whose header stands for several facts."""
        return (each for each in self._columns if each.may_be)


def looked(loaded: Loaded, kind: Kind, held: Held, options: CheckOptions, lang: str) -> Looked:
    """Look at a list. Raises InputError, UsageError and TooLargeError as a check does, but not for headers."""
    judge = Judge(loaded.knowledge)
    keep_titles(loaded.knowledge)
    facts = loaded.rulebook.facts[kind.case_kind]
    choices = tuple(
        (name, f"{fact.label.get(lang)} ({name})")
        for name, fact in sorted(columns_of(facts), key=lambda each: each[1].order)
    )
    begun = partial(Looked, choices=choices, why=lambda problem: judge.problem_text(problem, lang))
    with of_upload(held):
        names = sheet_names(held)
        try:
            (source,) = read_all(loaded.rulebook, kind.case_kind, [held], options.sheet)
        except UsageError as error:
            if len(names) > 1 and type(error) is UsageError:
                return begun(None, sheets=names, sheet=options.sheet or "")
            raise
        seen = preview(judge, kind.case_kind, source, options.by_hand)
    have = {fact.name for fact in facts.values() if seen.of(fact)}
    lacks = lacking(loaded.knowledge, kind, have, options.rounds)
    return begun(
        seen,
        sheets=names if len(names) > 1 else (),
        sheet=options.sheet or "",
        unassigned=0 if options.rounds else _unassigned(loaded, kind, seen),
        required=tuple(fact for fact in facts.values() if fact.required and fact.name not in have),
        lacks=lacks,
        warnings=source.warnings,
    )


def _unassigned(loaded: Loaded, kind: Kind, seen: Preview) -> int:
    """How many rows say nothing of a round, in a list that is judged by rounds."""
    chooser = round_column(loaded.rulebook, kind.case_kind)
    if chooser is None:
        return 0
    column = seen.of(chooser)
    return column.told.blank if column and column.told else seen.rows

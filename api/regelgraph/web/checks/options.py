"""Parameters of checks and explanations in the address: rounds, the day that stands for today, a sheet, columns."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from datetime import date
from typing import TYPE_CHECKING, Final

from regelgraph.days import exact_day
from regelgraph.errors import ParameterError, UsageError
from regelgraph.judge import Judge
from regelgraph.rulebook import Round
from regelgraph.tables.by_hand import parsed, require_facts
from regelgraph.tables.readers import CellReader
from regelgraph.tables.rounds import judgeable, round_column, round_of

if TYPE_CHECKING:
    from fastapi import Request

    from regelgraph.tables.by_hand import ByHand
    from regelgraph.web.service import Loaded

_OPTION: Final = re.compile(r"--(round|sheet|columns)\b")


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How a list is judged."""

    rounds: tuple[str, ...]
    as_of: date
    sheet: str | None = None
    by_hand: ByHand = field(default_factory=dict)


def rounds_for(loaded: Loaded, case_kind: str) -> list[Round]:
    """The rounds that a list of such cases can be judged by; all, where a round only says what a row leaves out."""
    if round_column(loaded.rulebook, case_kind) is None:
        return [*loaded.rulebook.rounds.values()]
    return judgeable(Judge(loaded.knowledge), case_kind)


def check_options(request: Request, loaded: Loaded, case_kind: str) -> CheckOptions:
    """The parameters in the address. Raises ParameterError naming one that is unknown, wrong or given twice."""
    return options_of(request.query_params.multi_items(), loaded, case_kind)


def options_of(given: Sequence[tuple[str, str]], loaded: Loaded, case_kind: str) -> CheckOptions:
    """The same of names with their values."""
    known = ("round", "as_of", "sheet", "columns")
    for name, _ in given:
        if name not in known:
            raise ParameterError(name, f"unknown parameter {name!r}; there are: {', '.join(known)}")
    single = dict(given)
    for name in known[1:]:
        if sum(each == name for each, _ in given) > 1:
            raise ParameterError(name, f"parameter {name!r} is given twice")
    rounds = _rounds([value for name, value in given if name == "round"], loaded, case_kind)
    by_hand = columns_by_hand(single.get("columns", ""), loaded, case_kind)
    return CheckOptions(rounds, _day(single.get("as_of"), loaded), single.get("sheet"), by_hand)


def columns_by_hand(text: str, loaded: Loaded, case_kind: str) -> dict[int, str]:
    """The facts of columns by their places. Raises ParameterError for what cannot be."""
    try:
        found = parsed(text)
        require_facts(found, loaded.rulebook.facts[case_kind])
    except UsageError as error:
        raise of_parameter(error) from error
    return found


def _rounds(names: Sequence[str], loaded: Loaded, case_kind: str) -> tuple[str, ...]:
    """The notations of rounds by whatever name a cell of the list would have."""
    known = {round_.iri: round_ for round_ in rounds_for(loaded, case_kind)}
    notations = {round_.notation for round_ in known.values()}
    column = round_column(loaded.rulebook, case_kind)
    found = []
    for name in names:
        named = None
        if column is not None and name not in notations:
            named = round_of(CellReader(loaded.rulebook, column, column.name).read(name), known)
        notation = named.notation if named else name
        if notation not in notations:
            there = ", ".join(sorted(notations))
            what = f"parameter 'round': no round {name!r} that such a list can be judged by; there are: {there}"
            raise ParameterError("round", what)
        found.append(notation)
    return tuple(dict.fromkeys(found))


def of_parameter(error: UsageError) -> UsageError:
    """An error that speaks of an option of the command line, as one of the parameter of the same name."""
    said = error.unquoted
    found = _OPTION.search(said)
    if found is None or isinstance(error, ParameterError):
        return error
    return ParameterError(found[1], _OPTION.sub(r"the parameter '\1'", said))


def _day(text: str | None, loaded: Loaded) -> date:
    if text is None:
        return loaded.options.today()
    day = exact_day(text)
    if day is None:
        raise ParameterError("as_of", f"parameter 'as_of' is {text!r}; expected a day as YYYY-MM-DD")
    return day

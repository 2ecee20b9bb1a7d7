"""Parameters of checks and explanations in the address: rounds, the day that stands for today, a sheet."""

from __future__ import annotations

import re
from dataclasses import dataclass
from datetime import date
from typing import Final

from fastapi import Request

from regelgraph.errors import ParameterError, UsageError
from regelgraph.web.service import Loaded

_OPTION: Final = re.compile(r"--(round|sheet)\b")


@dataclass(frozen=True, slots=True)
class CheckOptions:
    """How a list is judged."""

    rounds: tuple[str, ...]
    as_of: date
    sheet: str | None = None


def check_options(request: Request, loaded: Loaded) -> CheckOptions:
    """The parameters in the address. Raises ParameterError naming one that is unknown, wrong or given twice."""
    known = ("round", "as_of", "sheet")
    for name in request.query_params:
        if name not in known:
            raise ParameterError(name, f"unknown parameter {name!r}; there are: {', '.join(known)}")
    for name in known[1:]:
        if len(request.query_params.getlist(name)) > 1:
            raise ParameterError(name, f"parameter {name!r} is given twice")
    rounds = tuple(request.query_params.getlist("round"))
    known_rounds = {round_.notation for round_ in loaded.rulebook.rounds.values()}
    for round_ in rounds:
        if round_ not in known_rounds:
            there = ", ".join(sorted(known_rounds))
            raise ParameterError("round", f"parameter 'round': there is no round {round_!r}; there are: {there}")
    return CheckOptions(rounds, _day(request, loaded), request.query_params.get("sheet"))


def of_parameter(error: UsageError) -> UsageError:
    """An error that speaks of an option of the command line, as one of the parameter of the same name."""
    found = _OPTION.search(error.message)
    if found is None or isinstance(error, ParameterError):
        return error
    return ParameterError(found[1], _OPTION.sub(r"the parameter '\1'", error.message))


def _day(request: Request, loaded: Loaded) -> date:
    text = request.query_params.get("as_of")
    if text is None:
        return loaded.options.today()
    try:
        day = date.fromisoformat(text)
    except ValueError:
        day = None
    if day is None or day.isoformat() != text:
        raise ParameterError("as_of", f"parameter 'as_of' is {text!r}; expected a day as YYYY-MM-DD")
    return day

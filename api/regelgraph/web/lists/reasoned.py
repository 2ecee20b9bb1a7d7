"""The whole reasoning on one row of the report on a list, whatever its cases are: a person, two stays, a network."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final, TypeAlias, cast

from regelgraph.errors import ParameterError
from regelgraph.tables.files.source import cells_of
from regelgraph.tables.pairs.columns import row_columns
from regelgraph.terms import NETWORKS, STAYS
from regelgraph.web.checks.checking import KINDS, opened_check
from regelgraph.web.person.fragments import Fragments
from regelgraph.web.person.reasoning import Told

if TYPE_CHECKING:
    from regelgraph.checks import Check
    from regelgraph.networks import NetworkCheck
    from regelgraph.participations import PairCheck
    from regelgraph.tables.files.source import Held
    from regelgraph.web.lists.sent import Filled
    from regelgraph.web.person.branches import Reasoning
    from regelgraph.web.place import Place
    from regelgraph.web.service import Loaded

Made: TypeAlias = dict[str, Any]
"""Values of a template."""
_NUMBERS: Final = re.compile(r"[0-9]{1,9}(,[0-9]{1,9}){0,999}")


def reasoned(loaded: Loaded, at: Place, kind: str, file: Held, given: Filled) -> Made:
    """The name of each round of a row with the reasoning; `rows` of the form is the row, or both rows of a pair.

    Raises InputError, UsageError and TooLargeError as a check does, ParameterError for rows that are no case.
    """
    numbers = rows_of(given)
    check = opened_check(loaded, KINDS[kind], file, given.options(loaded, KINDS[kind]), at.lang)
    rows = cells_of(check.sources, check.columns.places).num_rows
    if not all(0 < number <= rows for number in numbers):
        raise ParameterError("rows", "parameter 'rows': the list has no such row")
    if len(numbers) > (len(row_columns()) if check.case_kind == STAYS else 1):
        raise ParameterError("rows", "parameter 'rows': so many rows are no case")
    told = Told(loaded, check.judge, at.lang, check.case_kind)
    rounds = {each.notation: each.label.get(at.lang) for each in loaded.rulebook.rounds.values()}
    found = [
        (rounds.get(tree["round"], ""), _of_its_own(told.reasoning(tree), place))
        for place, tree in enumerate(_trees(check, numbers))
    ]
    return {"reasoned": found, "rows": numbers, "fragments": loaded.knowledge.once(Fragments)}


def rows_of(given: Filled) -> list[int]:
    """The numbers of rows that a form names. Raises ParameterError."""
    rows = given.fields.get("rows", "")
    if not _NUMBERS.fullmatch(rows):
        raise ParameterError("rows", "parameter 'rows': expected numbers of rows with commas between them")
    return [int(row) for row in rows.split(",")]


def _trees(check: Check, numbers: list[int]) -> list[dict[str, Any]]:
    """What explains is imported for the kind of list that is explained."""
    if check.case_kind == STAYS:
        from regelgraph.pair_explanations import explain_rows

        return [explain_rows(cast("PairCheck", check), *numbers)]
    if check.case_kind == NETWORKS:
        from regelgraph.network_explanations import explain_row as of_network

        return of_network(cast("NetworkCheck", check), numbers[0])
    from regelgraph.explanations import explain_row

    return explain_row(check, numbers[0])


def _of_its_own(reasoning: Reasoning, place: int) -> Reasoning:
    """The reasoning with ids that no other one on the page has."""
    if not place:
        return reasoning
    return replace(reasoning, criteria=tuple(replace(each, id=f"{each.id}-{place}") for each in reasoning.criteria))

"""A person judged by one round: the proof tree that is explained elsewhere too, and what each field was read as."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from regelgraph.checks import Check
from regelgraph.explanations import explain_cells, readings_of_row
from regelgraph.tables.files.limits import Limits
from regelgraph.web.checks.json_rows import dumped
from regelgraph.web.checks.small_requests import people
from regelgraph.web.checks.trees import as_agreed

if TYPE_CHECKING:
    from datetime import date

    from regelgraph.rulebook import Round
    from regelgraph.values import Reading
    from regelgraph.web.person.asking import Asking
    from regelgraph.web.service import Loaded

Tree = Mapping[str, Any]
_NAME: Final = "the form"


@dataclass(frozen=True, slots=True)
class Judged:
    """The proof tree of a person, the readings of the fields by column, and the document that programmes get."""

    tree: Tree
    readings: Mapping[str, Reading]
    document: Tree
    as_of: date


def judged(loaded: Loaded, asking: Asking, round_: Round, values: Mapping[str, str], as_of: date) -> Judged:
    """What the criteria of a round say of the facts that are given, texts as cells of a table have them."""
    person = _row(asking, values)
    with people(loaded) as known:
        form, (cells,) = known.table([person], [round_], _NAME)
        check = Check(known.explaining(), [form.source], form.columns, [round_], as_of, loaded.options.lang)
        (tree,) = explain_cells(check, cells)
        (places,) = form.columns.places
        row = {f"k{number}": "" if place is None else cells[place] for number, place in enumerate(places)}
        return Judged(tree, readings_of_row(check, row, 0), as_agreed(check, tree), as_of)


def as_json(found: Judged) -> bytes:
    """The explanation as `/explain/person` gives it."""
    return dumped(found.document)


def as_csv(loaded: Loaded, asking: Asking, round_: Round, values: Mapping[str, str], as_of: date) -> bytes:
    """The row of the report as `/check/persons` gives it."""
    from regelgraph.tables.files.json_lines import read_objects
    from regelgraph.tables.files.source import Held
    from regelgraph.tables.writers import writer
    from regelgraph.web.checks.checking import KINDS, opened_check
    from regelgraph.web.checks.options import CheckOptions

    table = read_objects([_row(asking, values)], _NAME, Limits(rows=1))
    held = Held(_NAME, table=table)
    check = opened_check(loaded, KINDS["persons"], held, CheckOptions((round_.notation,), as_of))
    out = BytesIO()
    writer("csv")(check.report(), out)
    return out.getvalue()


def _row(asking: Asking, values: Mapping[str, str]) -> dict[str, str]:
    """A row of a table with every column that a form may fill, so that all forms have the same headers."""
    identity = next(fact.name for fact in asking.facts.values() if fact.identifies_case)
    return {identity: "", **{name: values.get(name, "") for name in asking.columns}}

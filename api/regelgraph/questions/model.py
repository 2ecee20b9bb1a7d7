"""What a question is: its texts, the parameters it takes, the columns it gives, an example, and its SPARQL."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path
from typing import Any, Final

from regelgraph.rulebook import Text

TYPES: Final = ("iri", "string", "integer", "decimal", "date", "boolean")
AUDIENCES: Final = ("analysts", "networks", "integrators")
TABLE: Final = "table"
CHART: Final = "chart"
MATRIX: Final = "matrix"
VIEWS: Final = (TABLE, CHART, MATRIX)
"""How pages can show rows: as they are, as bars, and crossed."""


@dataclass(frozen=True, slots=True)
class Parameter:
    """One parameter. `of` are IRIs of classes or concept schemes that an IRI must belong to; empty: any thing."""

    name: str
    type: str
    required: bool
    help: Text
    of: tuple[str, ...] = ()
    default: str | None = None


@dataclass(frozen=True, slots=True)
class Column:
    """One variable of the answer and what people read above it."""

    name: str
    label: Text


@dataclass(frozen=True, slots=True)
class Cross:
    """How pages show an answer as a table of two columns: values of `down` by values of `across`.

    In each cell stand the columns `cells`, beside each value of `down` the columns `beside`.
    """

    down: str
    across: str
    cells: tuple[str, ...]
    beside: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Chart:
    """How pages show an answer as bars, one for each value of `label`.

    A bar is the sum of `number` over its rows or, with `count`, how many different values that column has in them.
    """

    label: str
    number: str = ""
    count: str = ""


@dataclass(frozen=True, slots=True)
class Question:
    """A question. `columns` is empty for CONSTRUCT; `example` are the texts of parameters that give rows.

    `examples`: whether there are rows only with the invented examples loaded. `clause`: notations of the clauses it
    rests on. `view`: what pages show first.
    """

    id: str
    path: Path
    audience: str
    title: Text
    help: Text
    clause: tuple[str, ...]
    parameters: tuple[Parameter, ...]
    columns: tuple[Column, ...]
    example: Mapping[str, str]
    examples: bool
    sparql: str
    cross: Cross | None = None
    chart: Chart | None = None
    view: str = TABLE

    @property
    def views(self) -> tuple[str, ...]:
        """How pages can show its rows."""
        there = {TABLE: True, CHART: self.chart is not None, MATRIX: self.cross is not None}
        return tuple(view for view in VIEWS if there[view])

    @property
    def is_graph(self) -> bool:
        """Whether it gives triples instead of rows."""
        return not self.columns

    def described(self) -> dict[str, Any]:
        """The question as data for lists: texts in both languages, parameters with an example each, columns."""
        return {
            "id": self.id,
            "audience": self.audience,
            "title": self.title.both(),
            "help": self.help.both(),
            "clause": list(self.clause),
            "needs_examples": self.examples,
            "parameters": [
                {
                    "name": each.name,
                    "type": each.type,
                    "of": list(each.of),
                    "required": each.required,
                    "default": each.default,
                    "example": self.example.get(each.name, each.default),
                    "help": each.help.both(),
                }
                for each in self.parameters
            ],
            "columns": [{"name": each.name, "label": each.label.both()} for each in self.columns],
        }

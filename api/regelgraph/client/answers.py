"""What the service says on questions and of itself. Names are those of the JSON documents."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from typing import Final, TypeAlias

Cell: TypeAlias = str | int | float | bool | None
Row: TypeAlias = Mapping[str, Cell]


@dataclass(frozen=True, slots=True)
class Text:
    """A text in German and English."""

    de: str = ""
    en: str = ""

    def get(self, lang: str) -> str:
        """The text in `de`, else in English."""
        return self.de if lang == "de" else self.en


NO_TEXT: Final = Text()


@dataclass(frozen=True, slots=True)
class Parameter:
    """A parameter of a question: its type is iri, string, integer, decimal, date or boolean.

    `of` are the classes or code lists whose things an iri can be; a thing is named by id, name, citation or IRI.
    """

    name: str
    type: str
    required: bool = False
    of: tuple[str, ...] = ()
    default: str | None = None
    example: str | None = None
    help: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Column:
    """A column of an answer."""

    name: str
    label: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Question:
    """A question that can be asked."""

    id: str
    title: Text
    parameters: tuple[Parameter, ...] = ()
    columns: tuple[Column, ...] = ()
    audience: str = ""
    help: Text = NO_TEXT
    clause: tuple[str, ...] = ()
    needs_examples: bool = False


@dataclass(frozen=True, slots=True)
class Questions:
    """The list of questions."""

    questions: tuple[Question, ...]


@dataclass(frozen=True, slots=True)
class Rows:
    """One page of an answer. `parameters` are those asked with, defaults included; `total` counts all rows.

    `next` is the address of the rows that follow, None where there are none; `Client.pages` goes through all.
    """

    question: str
    parameters: Mapping[str, str]
    columns: tuple[str, ...]
    rows: tuple[Mapping[str, Cell], ...]
    total: int
    next: str | None = None

    def __iter__(self) -> Iterator[Row]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)


@dataclass(frozen=True, slots=True)
class Health:
    """Whether the service can answer: `status` is ready or loading; then by which knowledge."""

    status: str
    version: str = ""
    fingerprint: str = ""
    examples: bool = False
    questions: int = 0

    @property
    def ready(self) -> bool:
        """Whether it can answer now."""
        return self.status == "ready"


@dataclass(frozen=True, slots=True)
class Term:
    """An RDF term in a result: its type is uri, literal, bnode or triple (then `triple` holds its three terms)."""

    type: str
    value: str = ""
    lang: str = ""
    datatype: str = ""
    triple: tuple[Term, ...] = ()

    def __str__(self) -> str:
        return self.value


@dataclass(frozen=True, slots=True)
class SparqlAnswer:
    """The answer to a SPARQL query.

    SELECT fills `variables` and `rows` (a variable without value is not in its row), ASK `boolean`, CONSTRUCT and
    DESCRIBE `graph` (N-Triples).
    """

    variables: tuple[str, ...] = ()
    rows: tuple[Mapping[str, Term], ...] = field(default=())
    boolean: bool | None = None
    graph: str | None = None

    def __iter__(self) -> Iterator[Mapping[str, Term]]:
        return iter(self.rows)

    def __len__(self) -> int:
        return len(self.rows)

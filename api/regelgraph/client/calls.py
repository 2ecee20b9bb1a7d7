"""What is asked of the service and how its answer is read; nothing here sends."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass
from typing import Any, Final, Generic, TypeVar
from urllib.parse import parse_qs, quote, urlencode, urlsplit

from regelgraph.client import sparql
from regelgraph.client.answers import Health, Question, Questions, Rows, SparqlAnswer
from regelgraph.client.decoding import of_json, parsed
from regelgraph.client.errors import AnswerError
from regelgraph.client.explanations import Explanation
from regelgraph.client.lists import JSON, Body, Kind, Source, Value, as_json, listed
from regelgraph.client.parameters import FORMATS, Rounds, options, texts
from regelgraph.client.reports import NetworkResult, PairResult, PersonResult, Report

T = TypeVar("T")
_SHORT: Final = 4000
"""Characters of an address up to which a query is sent in it, so that its answer can be kept."""
_REPORTS: Final[Mapping[Kind, Any]] = {
    "persons": Report[PersonResult],
    "participations": Report[PairResult],
    "networks": Report[NetworkResult],
}


@dataclass(frozen=True, slots=True)
class Call(Generic[T]):
    """A request: where to, what with, which media types are taken, and what its answer is read by.

    `fine` are statuses that are no error.
    """

    path: str
    read: Callable[[bytes], T]
    params: tuple[tuple[str, str], ...] = ()
    body: Body | None = None
    accept: tuple[str, ...] = (JSON,)
    fine: frozenset[int] = frozenset({200})

    @property
    def target(self) -> str:
        """Path and query, relative to the address of the service."""
        return f"{self.path}?{urlencode(self.params)}" if self.params else self.path


def questions() -> Call[tuple[Question, ...]]:
    """The list of questions."""
    return Call("questions", lambda data: of_json(Questions, data).questions)


def health() -> Call[Health]:
    """The state of the service; that it is still loading is no error."""
    return Call("health/ready", lambda data: of_json(Health, data), fine=frozenset({200, 503}))


def openapi() -> Call[dict[str, Any]]:
    """The description of the interface."""
    return Call("openapi.json", _object)


def ask(question: str, limit: int | None, offset: int, parameters: Mapping[str, Value]) -> Call[Rows]:
    """A page of the answer to a question."""
    paging = {"limit": limit, "offset": offset or None}
    params = texts({**parameters, **paging})
    return Call(f"questions/{quote(question, safe='')}", lambda data: of_json(Rows, data), params)


def answer_file(question: str, format_: str, parameters: Mapping[str, Value]) -> Call[bytes]:
    """The whole answer to a question in a format."""
    return Call(f"questions/{quote(question, safe='')}", bytes, texts(parameters), accept=(FORMATS[format_],))


def following(page: Rows, limit: int | None, offset: int, parameters: Mapping[str, Value]) -> Call[Rows] | None:
    """The page behind `page`, by what its `next` says, else None. Raises AnswerError where that leads nowhere.

    Only the numbers are taken from the address, which so can lead to no other host.
    """
    if page.next is None:
        return None
    said = parse_qs(urlsplit(page.next).query)
    try:
        start = int(said["offset"][-1])
    except (KeyError, ValueError) as error:
        raise AnswerError("the answer says that rows follow, but not from which on") from error
    if start <= offset or not page.rows:
        raise AnswerError("the answer leads back to rows that were there before")
    return ask(page.question, limit, start, parameters)


def query(text: str, default_graphs: Iterable[str], named_graphs: Iterable[str]) -> Call[SparqlAnswer]:
    """The answer to a SPARQL query."""
    return _sparql(text, default_graphs, named_graphs, sparql.read, (sparql.RESULTS, sparql.TRIPLES))


def query_file(text: str, format_: str, default_graphs: Iterable[str], named_graphs: Iterable[str]) -> Call[bytes]:
    """The answer to a SPARQL query in a format."""
    return _sparql(text, default_graphs, named_graphs, bytes, (FORMATS[format_],))


def _sparql(
    text: str,
    default_graphs: Iterable[str],
    named_graphs: Iterable[str],
    read: Callable[[bytes], T],
    accept: tuple[str, ...],
) -> Call[T]:
    graphs = [("default-graph-uri", each) for each in default_graphs]
    graphs += [("named-graph-uri", each) for each in named_graphs]
    short = Call("sparql", read, (("query", text), *graphs), accept=accept)
    if len(short.target) <= _SHORT:
        return short
    return Call("sparql", read, tuple(graphs), Body(text.encode(), "application/sparql-query"), accept)


def check(
    kind: Kind, source: Source, input_format: str | None, rounds: Rounds, as_of: Value, sheet: str | None
) -> Call[Report[Any]]:
    """The report on a list."""
    body = listed(kind, source, input_format)
    return Call(f"check/{kind}", lambda data: of_json(_REPORTS[kind], data), options(rounds, as_of, sheet), body)


def check_file(
    kind: Kind, source: Source, input_format: str | None, rounds: Rounds, as_of: Value, sheet: str | None, format_: str
) -> Call[bytes]:
    """The report on a list in a format."""
    body = listed(kind, source, input_format)
    return Call(f"check/{kind}", bytes, options(rounds, as_of, sheet), body, (FORMATS[format_],))


def explain(person: Mapping[str, Value], round_: str | None, as_of: Value) -> Call[Explanation]:
    """The proof tree of a person."""
    params = options(round_ or (), as_of, None)
    return Call("explain/person", lambda data: of_json(Explanation, data), params, as_json({"person": dict(person)}))


def _object(data: bytes) -> dict[str, Any]:
    found = parsed(data)
    if not isinstance(found, dict):
        raise AnswerError("the answer: expected an object")
    return found

"""A typed client of the service: questions, SPARQL, checks and explanations, for programs that wait and that do not.

    with Client("http://127.0.0.1:8000") as service:
        report = service.check_persons("list.csv", rounds="ID")

Needs httpx: the extra `client`. Of the rest of the package nothing is imported.
"""

from __future__ import annotations

try:
    import httpx as _httpx  # noqa: F401 - said here once, and where it can be mended
except ModuleNotFoundError as error:
    raise ModuleNotFoundError(
        "regelgraph.client needs httpx: pip install 'regelgraph[client]'", name="httpx"
    ) from error

from regelgraph.client.answers import Column, Health, Parameter, Question, Row, Rows, SparqlAnswer, Term, Text
from regelgraph.client.asynchronous import AsyncClient
from regelgraph.client.errors import AnswerError, ClientError, ProblemError, UnreachableError
from regelgraph.client.explanations import ExplainedCriterion, Explanation
from regelgraph.client.reports import (
    CriterionResult,
    Knowledge,
    NetworkResult,
    PairResult,
    PersonResult,
    Report,
    Result,
)
from regelgraph.client.synchronous import Client

__all__ = [
    "AnswerError",
    "AsyncClient",
    "Client",
    "ClientError",
    "Column",
    "CriterionResult",
    "ExplainedCriterion",
    "Explanation",
    "Health",
    "Knowledge",
    "NetworkResult",
    "PairResult",
    "Parameter",
    "PersonResult",
    "ProblemError",
    "Question",
    "Report",
    "Result",
    "Row",
    "Rows",
    "SparqlAnswer",
    "Term",
    "Text",
    "UnreachableError",
]

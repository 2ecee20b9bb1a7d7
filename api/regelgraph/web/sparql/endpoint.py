"""Answers one request to the SPARQL endpoint (SPARQL 1.1 Protocol, section 2.1; RFC 9110)."""

from __future__ import annotations

from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import QueryBoolean, QuerySolutions

from regelgraph.engines.allowed import DEFAULT, Limits
from regelgraph.errors import MediaTypeError, RegelgraphError
from regelgraph.web.sparql.description import PATH, describe
from regelgraph.web.sparql.formats import BOOLEAN, GRAPH, ROWS, SUFFIXES, Offered, chosen, likes_pages, only_pages
from regelgraph.web.sparql.headers import VARY, keeping
from regelgraph.web.sparql.page import page
from regelgraph.web.sparql.parameters import FORM, QUERY, Asked, asked, is_form
from regelgraph.web.sparql.writing import written
from regelgraph.workers import problems
from regelgraph.workers.messages import Reply, Request

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

ALLOW: Final = "GET, HEAD, POST, OPTIONS"


@dataclass(frozen=True, slots=True)
class Bounds:
    """What is read and written at most: limits of the query, and bytes of the answer."""

    query: Limits = DEFAULT
    answer: int = 64 * 2**20


USUAL: Final = Bounds()


def answer(loaded: Loaded, request: Request, bounds: Bounds = USUAL) -> Reply:
    """The whole answer, or the problem document that says what is wrong; without a query the service description.

    Who likes HTML best gets a page for either; for a form that is posted only who takes nothing else, as the script of
    the page does where an address would be too long. An address with a suffix names one format.
    """
    if request.method not in {"GET", "HEAD", "POST"}:
        return problems.of_status(405, headers=[("allow", ALLOW)])
    type_ = SUFFIXES.get(request.path.removeprefix(PATH))
    if type_:
        others = tuple(each for each in request.headers if each[0] != "accept")
        request = replace(request, headers=(*others, ("accept", type_)))
    elif _is_for_a_page(request):
        return page(loaded, request, bounds.query)
    try:
        wanted = asked(request)
        if wanted.query is None:
            return describe(loaded, request)
        return _answer(loaded, request, wanted, bounds)
    except MediaTypeError as error:
        reply = problems.of_error(error)
        reply.headers.append(("accept-post", f"{FORM}, {QUERY}"))
        return reply
    except RegelgraphError as error:
        return problems.of_error(error)


def _is_for_a_page(request: Request) -> bool:
    accept = request.header("accept")
    return only_pages(accept) and is_form(request) if request.method == "POST" else likes_pages(accept)


def prepare(loaded: Loaded) -> None:
    """Find out once, before workers are forked, what each would find out anew: whether graphs share triples."""
    loaded.engine.query("ASK {}")


def _answer(loaded: Loaded, request: Request, wanted: Asked, bounds: Bounds) -> Reply:
    query, results = loaded.engine.results(wanted.query or "", wanted.dataset, bounds.query)
    type_, format_ = chosen(request.header("accept"), _offered(results))
    body = written(results, format_, bounds.answer)
    return Reply(200, [("content-type", type_), VARY, keeping(request.method, query)], body)


def _offered(results: Any) -> Offered:
    if isinstance(results, QuerySolutions):
        return ROWS
    return BOOLEAN if isinstance(results, QueryBoolean) else GRAPH

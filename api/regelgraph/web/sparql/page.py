"""The page of the SPARQL endpoint: a field for a query, queries to start from, and below it what a query gives."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qsl, urlencode

from regelgraph.engines.allowed import Limits
from regelgraph.errors import EndedError, ParameterError, RegelgraphError
from regelgraph.linked.context import ours
from regelgraph.questions.model import AUDIENCES
from regelgraph.web.pages import html, parameters, place, rendered
from regelgraph.web.paging import whole
from regelgraph.web.sparql.description import PATH
from regelgraph.web.sparql.examples import answerable, filled
from regelgraph.web.sparql.headers import KEPT, NEVER
from regelgraph.web.sparql.parameters import asked
from regelgraph.web.sparql.result import ROWS, Result, result
from regelgraph.web.static_files import names
from regelgraph.workers import problems
from regelgraph.workers.messages import Reply, Request

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

EDITOR: Final = "vendor/yasgui.js"
START: Final = """SELECT ?class (COUNT(?thing) AS ?things)
WHERE { ?thing a ?class }
GROUP BY ?class
ORDER BY DESC(?things)
"""
_ASKED: Final = ("query", "default-graph-uri", "named-graph-uri")
_FARTHEST: Final = 10**9
_LONGEST: Final = 8000
"""Characters of an address that every browser and every server on the way takes; more is sent by POST."""
_GRAPH: Final = (".ttl", ".json", ".xml")
_ROWS: Final = (".csv", ".tsv", ".json", ".xml")
_BOOLEAN: Final = (".json", ".xml")


def page(loaded: Loaded, request: Request, limits: Limits) -> Reply:
    """The page: with an answer where a query or an example is asked, else with a query to start from.

    What is wrong with a query is said on the page, with the status that the problem document would have. What is sent
    by POST may be too long for an address, so no link of the page repeats it.
    """
    keepable = request.method != "POST"
    sent = request.query if keepable else bytes(request.body)
    given = parameters(replace(request, query=sent))
    example = given.get("example", [""])[-1]
    status, headers, fault, found = 200, [KEPT], "", None
    said = [each for each in parse_qsl(sent.decode("latin-1")) if each[0] in _ASKED]
    try:
        sparql = _example(loaded, example) if example and "query" not in given else None
        if sparql is None:
            wanted = asked(request)
            sparql, dataset = wanted.query, wanted.dataset
        else:
            dataset, said = None, [("query", sparql)]
        if sparql is not None:
            offset = whole(given, "offset", 0, 0, _FARTHEST)
            found = result(loaded, sparql, dataset, limits, offset)
            headers = [found.keeping if keepable else NEVER]
    except RegelgraphError as error:
        sparql = given.get("query", [""])[-1]
        status, headers, fault = error.http_status, [NEVER], _said(error)
    keep = urlencode(said) if keepable else ""
    at = place(loaded, request, PATH, keep + "&" if keep else "")
    groups = [(each, [q for q in answerable(loaded) if q.audience == each]) for each in AUDIENCES]
    body = rendered(
        loaded,
        "sparql.html",
        at,
        query=START if sparql is None else sparql,
        groups=[(audience, listed) for audience, listed in groups if listed],
        example=example,
        fault=fault,
        found=found,
        forms=[(suffix[1:], f"{PATH}{suffix}?{keep}") for suffix in _forms(found if keep else None)],
        longest=_LONGEST,
        editor=EDITOR in names(),
        prefixes=ours().prefixes,
        **_around(found if keep else None, keep),
    )
    return html(status, body, at.lang, headers)


def _example(loaded: Loaded, id_: str) -> str:
    """The query of a question with its example. Raises ParameterError."""
    for each in answerable(loaded):
        if each.id == id_:
            return filled(loaded, each)
    raise ParameterError("example", f"example: there is no question {id_[:100]!r}")


def _said(error: RegelgraphError) -> str:
    told = error.http_status < 500 or isinstance(error, EndedError)
    return error.unquoted if told else problems.INTERNAL


def _forms(found: Result | None) -> tuple[str, ...]:
    """The suffixes of the formats that can say an answer."""
    if found is None:
        return ()
    if found.columns is not None:
        return _ROWS
    return _BOOLEAN if found.answer is not None else _GRAPH


def _around(found: Result | None, keep: str) -> dict[str, Any]:
    """The addresses of the rows before and after those that are shown, or None."""
    before = after = None
    if found and found.first > 1:
        before = f"{PATH}?{keep}" + (f"&offset={found.first - 1 - ROWS}" if found.first > ROWS + 1 else "")
    if found and found.columns is not None and found.more:
        after = f"{PATH}?{keep}&offset={found.first - 1 + ROWS}"
    return {"before": before, "after": after}

"""Answers /csv/…: the knowledge as tables, their list for people, and their description for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.linked import twins
from regelgraph.linked.catalogue.licences import licence
from regelgraph.web.accept import CSV, HTML, JSON, best
from regelgraph.web.linked.page import html, place
from regelgraph.web.linked.values import Words
from regelgraph.web.pages import rendered
from regelgraph.workers import problems
from regelgraph.workers.messages import Header, Reply, Request

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

PATH: Final = "/csv/"
CSVM: Final = "application/csvm+json"
_METHODS: Final = ("GET", "HEAD")
_KEEP: Final = ("cache-control", "public, max-age=300")
_TYPES: Final = {"csv": f"{CSV}; header=present; charset=utf-8", "json": CSVM}


def answer(loaded: Loaded, request: Request) -> Reply:
    """A table, what describes all of them, or their list. Raises NotAcceptableError."""
    if request.method not in _METHODS:
        return problems.of_status(405, headers=[("allow", ", ".join(_METHODS))])
    name = request.path.removeprefix(PATH)
    if not name:
        return _list(loaded, request)
    body = twins.file(loaded.knowledge, name)
    if body is None:
        return problems.of_status(404)
    type_ = _TYPES[name.rpartition(".")[2]]
    return Reply(200, [("content-type", type_), _links(loaded, request, described=type_ != CSVM), _KEEP], [body])


def _list(loaded: Loaded, request: Request) -> Reply:
    knowledge = loaded.knowledge
    type_ = best(request.header("accept"), (HTML, CSVM, JSON))
    links = _links(loaded, request, described=True)
    if type_ != HTML:
        body = twins.file(knowledge, twins.METADATA) or b""
        return Reply(200, [("content-type", type_), ("vary", "Accept, Accept-Language"), links, _KEEP], [body])
    at = place(loaded, request, PATH)
    say = Words(loaded, at.lang).say
    rows = [(twins.title(knowledge, table, at.lang), table) for table in twins.tables(knowledge)]
    page = rendered(
        loaded,
        "tables.html",
        at,
        crumbs=[(say("home"), "/"), (say("tables"), PATH)],
        heading=say("tables"),
        rows=rows,
        folder=PATH,
        metadata=PATH + twins.METADATA,
    )
    return html(200, page, at.lang, [links, _KEEP])


def _links(loaded: Loaded, request: Request, *, described: bool) -> Header:
    """Where a table is described (Model for Tabular Data and Metadata on the Web, section 5.2), and the licence."""
    about = f'<{request.base}{PATH}{twins.METADATA}>; rel="describedby"; type="{CSVM}"'
    of_all = f'<{request.base}/.well-known/void>; rel="describedby"'
    found = licence(loaded.knowledge)
    return ("link", ", ".join([about if described else of_all, *([f'<{found}>; rel="license"'] if found else [])]))

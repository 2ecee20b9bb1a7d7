"""Answers /csv/…: the knowledge as tables, their list for people, and their description for machines."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.linked import twins
from regelgraph.web.accept import CSV, HTML, JSON, best
from regelgraph.web.linked.values import Words
from regelgraph.web.pages import html, place, rendered
from regelgraph.web.public import KEPT, content_type, of_licence
from regelgraph.workers import problems
from regelgraph.workers.messages import Header, Reply, Request

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

PATH: Final = "/csv/"
CSVM: Final = "application/csvm+json"
_TYPES: Final = {"csv": content_type(f"{CSV}; header=present"), "json": CSVM}


def answer(loaded: Loaded, request: Request) -> Reply:
    """A table, what describes all of them, or their list. Raises NotAcceptableError."""
    name = request.path.removeprefix(PATH)
    if not name:
        return _list(loaded, request)
    body = twins.file(loaded.knowledge, name)
    if body is None:
        return problems.of_status(404)
    type_ = _TYPES[name.rpartition(".")[2]]
    return Reply(200, [("content-type", type_), _links(loaded, request, described=type_ != CSVM), KEPT], [body])


def _list(loaded: Loaded, request: Request) -> Reply:
    knowledge = loaded.knowledge
    type_ = best(request.header("accept"), (HTML, CSVM, JSON))
    links = _links(loaded, request, described=True)
    if type_ != HTML:
        body = twins.file(knowledge, twins.METADATA) or b""
        return Reply(200, [("content-type", type_), ("vary", "Accept, Accept-Language"), links, KEPT], [body])
    at = place(loaded, request, PATH)
    words = Words(loaded, at.lang)
    rows = [(twins.title(knowledge, table, at.lang), table) for table in twins.tables(knowledge)]
    page = rendered(
        loaded,
        "tables.html",
        at,
        crumbs=words.way((words.say("tables"), PATH)),
        heading=words.say("tables"),
        rows=rows,
        folder=PATH,
        metadata=PATH + twins.METADATA,
    )
    return html(200, page, at.lang, [links, KEPT])


def _links(loaded: Loaded, request: Request, *, described: bool) -> Header:
    """Where a table is described (Model for Tabular Data and Metadata on the Web, section 5.2), and the licence."""
    about = f'<{request.base}{PATH}{twins.METADATA}>; rel="describedby"; type="{CSVM}"'
    of_all = f'<{request.base}/.well-known/void>; rel="describedby"'
    return ("link", ", ".join([about if described else of_all, *of_licence(loaded.knowledge)]))

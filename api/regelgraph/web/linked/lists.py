"""Lists to browse: kinds of things, the things of a kind, graphs, and the terms of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import NotAcceptableError, ParameterError
from regelgraph.folding import fold
from regelgraph.linked.kinds import Kinds
from regelgraph.linked.names import NAMESPACE
from regelgraph.linked.order import natural
from regelgraph.linked.search import LONGEST
from regelgraph.terms import DEFINITION, LICENSE, NOTATION
from regelgraph.web.accept import HTML, best
from regelgraph.web.linked.page import crumbs
from regelgraph.web.linked.rows import answered
from regelgraph.web.linked.terms import overview
from regelgraph.web.linked.values import SHOWN_BESIDE, Value, Words
from regelgraph.web.pages import html, parameters, place, rendered
from regelgraph.web.paging import Part, part
from regelgraph.web.place import LANGUAGES
from regelgraph.web.public import KEPT
from regelgraph.workers.messages import Reply

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Header, Request

WITHOUT_SLASH: Final = ("/id", "/graph", "/csv")
"""What people type for the lists of things, graphs and tables."""


def listed(loaded: Loaded, request: Request) -> Reply | None:
    """The list at an address that ends in a slash, or None. Raises NotAcceptableError and ParameterError."""
    path = request.path
    kinds = loaded.knowledge.once(Kinds)
    kind = path.removeprefix("/id/").removesuffix("/") if path.startswith("/id/") and path.endswith("/") else None
    if path != "/graph/" and kind not in ("", *kinds.things):
        return None
    try:
        best(request.header("accept"), (HTML,))
    except NotAcceptableError:
        raise NotAcceptableError(f"Accept takes none of what there is of a list: {HTML}") from None
    if parameters(request).get("lang", ["de"])[-1] not in LANGUAGES:
        raise ParameterError("lang", f"parameter 'lang': expected {' or '.join(LANGUAGES)}")
    if path == "/graph/":
        return _graphs(loaded, request, kinds)
    return _things(loaded, request, kinds, kind) if kind else _all_kinds(loaded, request, kinds)


def moved(loaded: Loaded, request: Request) -> Reply | None:
    """The way to a list for an address that lacks its last slash."""
    kind = request.path.removeprefix("/id/")
    if request.path not in WITHOUT_SLASH and kind not in loaded.knowledge.once(Kinds).things:
        return None
    asked = request.query.decode("latin-1")
    to = f"{request.base}{request.path}/" + (f"?{asked}" if asked else "")
    return Reply(308, [("location", to), KEPT])


def terms(loaded: Loaded, request: Request, headers: list[Header]) -> Reply:
    """The vocabulary: its classes as a tree, its properties by class, and what is retired."""
    words = _words(loaded, request)
    return _page(loaded, request, "terms.html", "/def/", words.say("terms"), headers, **overview(words))


def _all_kinds(loaded: Loaded, request: Request, kinds: Kinds) -> Reply:
    words = _words(loaded, request)
    rows = [
        (Value(name, iri=f"/id/{kind}/"), kind, len(kinds.things[kind])) for kind, name in kinds.choices(words.lang)
    ]
    return _page(loaded, request, "kinds.html", "/id/", words.say("things"), [KEPT], rows=rows)


def _things(loaded: Loaded, request: Request, kinds: Kinds, kind: str) -> Reply:
    words = _words(loaded, request)
    sought = parameters(request).get("q", [""])[-1]
    if len(sought) > LONGEST:
        raise ParameterError("q", f"parameter 'q': expected at most {LONGEST} characters")
    named = [(words.named(iri), [each.text for each in words.told(iri, NOTATION)], iri) for iri in kinds.things[kind]]
    key = fold(sought)
    fit = [each for each in named if key in fold(each[0].text) or any(key in fold(text) for text in each[1])]
    fit.sort(key=lambda each: (natural(each[0].text), each[2]))
    shown: Part[Any] = part(fit, request, {"q": sought} if sought else {})
    common = kinds.class_of(kind)
    beside = words.things(common, SHOWN_BESIDE) if common else []
    rows = [
        (name, ", ".join(codes), words.told(iri, DEFINITION), [words.told(iri, prop.iri) for prop in beside])
        for name, codes, iri in shown.rows
    ]
    values = {"rows": rows, "part": shown, "kind_q": sought, "kind": kind, "beside": beside}
    asked = answered(loaded, [common] if common else [], words)
    title = kinds.named(kind, words.lang)
    return _page(
        loaded, request, "things.html", f"/id/{kind}/", title, [KEPT], keep=shown.keep, answers=asked, **values
    )


def _graphs(loaded: Loaded, request: Request, kinds: Kinds) -> Reply:
    words = _words(loaded, request)
    rows = [
        (words.named(iri), iri.removeprefix(NAMESPACE), words.told(iri, LICENSE), count)
        for iri, count in kinds.graphs.items()
    ]
    return _page(loaded, request, "graphs.html", "/graph/", words.say("graphs"), [KEPT], rows=rows)


def _words(loaded: Loaded, request: Request) -> Words:
    return Words(loaded, place(loaded, request, request.path).lang)


def _page(
    loaded: Loaded,
    request: Request,
    template: str,
    path: str,
    title: str,
    headers: list[Header],
    *,
    keep: str = "",
    **values: Any,
) -> Reply:
    at = place(loaded, request, path, keep)
    words = Words(loaded, at.lang)
    way = [*crumbs(words, path), (title, path)] if path.count("/") > 2 else words.way((title, path))
    body = rendered(loaded, template, at, crumbs=way, heading=title, words=words, **values)
    return html(200, body, at.lang, headers)

"""Lists to browse: kinds of things, the things of a kind, graphs, and the terms of the vocabulary."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.errors import NotAcceptableError
from regelgraph.folding import fold
from regelgraph.linked.kinds import Kinds, classes, properties
from regelgraph.linked.names import NAMESPACE
from regelgraph.linked.order import natural
from regelgraph.linked.retired import retired
from regelgraph.linked.search import LONGEST
from regelgraph.terms import DEFINITION, LICENSE, NOTATION, OWL
from regelgraph.web.accept import HTML, best
from regelgraph.web.linked.page import crumbs, html, parameters, place
from regelgraph.web.linked.rows import answered
from regelgraph.web.linked.values import Value, Words
from regelgraph.web.pages import rendered
from regelgraph.web.paging import Part, part

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Header, Reply, Request

_KEPT: Final = [("cache-control", "public, max-age=300")]


def listed(loaded: Loaded, request: Request) -> Reply | None:
    """The list at an address that ends in a slash; None where there is none. Raises NotAcceptableError."""
    path = request.path
    kinds = loaded.knowledge.once(Kinds)
    kind = path.removeprefix("/id/").removesuffix("/") if path.startswith("/id/") and path.endswith("/") else None
    if path != "/graph/" and kind not in ("", *kinds.things):
        return None
    try:
        best(request.header("accept"), (HTML,))
    except NotAcceptableError:
        raise NotAcceptableError(f"Accept takes none of what there is of a list: {HTML}") from None
    if path == "/graph/":
        return _graphs(loaded, request, kinds)
    return _things(loaded, request, kinds, kind) if kind else _all_kinds(loaded, request, kinds)


def terms(loaded: Loaded, request: Request, headers: list[Header]) -> Reply:
    """The vocabulary: its classes as a tree, its properties by class, and what is retired."""
    store = loaded.knowledge.store
    words = _words(loaded, request)

    def current(iris: tuple[str, ...]) -> list[tuple[Value, list[Value]]]:
        return [(words.named(iri), _texts(words, iri, DEFINITION)) for iri in iris if not retired(store, iri)]

    groups = [(words.named(domain) if domain else None, current(found)) for domain, found in properties(store).items()]
    flagged = store.quads_for_pattern(None, NamedNode(OWL + "deprecated"), None)
    gone = sorted({quad.subject.value for quad in flagged if isinstance(quad.subject, NamedNode)})
    values: dict[str, Any] = {
        "branches": classes(store),
        "groups": [(name, found) for name, found in groups if found],
        "gone": [words.named(iri) for iri in gone if retired(store, iri)],
    }
    return _page(loaded, request, "terms.html", "/def/", words.say("terms"), headers, **values)


def _all_kinds(loaded: Loaded, request: Request, kinds: Kinds) -> Reply:
    words = _words(loaded, request)
    rows = [
        (Value(kinds.named(kind, words.lang), iri=f"/id/{kind}/"), kind, len(kinds.things[kind]))
        for kind in kinds.things
    ]
    return _page(
        loaded,
        request,
        "kinds.html",
        "/id/",
        words.say("things"),
        _KEPT,
        rows=sorted(rows, key=lambda row: natural(row[0].text)),
    )


def _things(loaded: Loaded, request: Request, kinds: Kinds, kind: str) -> Reply:
    words = _words(loaded, request)
    sought = parameters(request).get("q", [""])[-1][:LONGEST]
    named = [
        (words.named(iri), [each.text for each in _texts(words, iri, NOTATION)], iri) for iri in kinds.things[kind]
    ]
    key = fold(sought)
    fit = [each for each in named if key in fold(each[0].text) or any(key in fold(text) for text in each[1])]
    fit.sort(key=lambda each: (natural(each[0].text), each[2]))
    shown: Part[Any] = part(fit, request, {"q": sought} if sought else {})
    rows = [(name, ", ".join(codes), _texts(words, iri, DEFINITION)) for name, codes, iri in shown.rows]
    values = {"rows": rows, "part": shown, "kind_q": sought, "kind": kind}
    common = kinds.class_of(kind)
    asked = answered(loaded, [common] if common else [], words)
    title = kinds.named(kind, words.lang)
    return _page(loaded, request, "things.html", f"/id/{kind}/", title, _KEPT, keep=shown.keep, answers=asked, **values)


def _graphs(loaded: Loaded, request: Request, kinds: Kinds) -> Reply:
    words = _words(loaded, request)
    rows = [
        (words.named(iri), iri.removeprefix(NAMESPACE), _texts(words, iri, LICENSE), count)
        for iri, count in kinds.graphs.items()
    ]
    return _page(loaded, request, "graphs.html", "/graph/", words.say("graphs"), _KEPT, rows=rows)


def _words(loaded: Loaded, request: Request) -> Words:
    return Words(loaded, place(loaded, request, request.path).lang)


def _texts(words: Words, iri: str, prop: str) -> list[Value]:
    """What a property says of a thing, in the reader's language if it is said in it."""
    found = []
    for quad in words.store.quads_for_pattern(NamedNode(iri), NamedNode(prop), None):
        if isinstance(quad.object, Literal):
            found.append(words.literal(quad.object))
        elif isinstance(quad.object, NamedNode):
            found.append(words.named(quad.object.value))
    mine = [each for each in found if each.lang in ("", words.lang)]
    return sorted(mine or found, key=lambda each: each.text)


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
    way = [*crumbs(words, path), (title, path)] if path.count("/") > 2 else [(words.say("home"), "/"), (title, path)]
    body = rendered(loaded, template, at, crumbs=way, heading=title, labels=words.labels, **values)
    return html(200, body, at.lang, headers)

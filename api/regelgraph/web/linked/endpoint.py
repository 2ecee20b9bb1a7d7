"""Answers /id/…, /def/… and /graph/…: descriptions by `Accept` or suffix (Cool URIs, section 4)."""

from __future__ import annotations

from functools import cache
from typing import TYPE_CHECKING, Final, TypeAlias

from pyoxigraph import NamedNode

from regelgraph.errors import NotAcceptableError
from regelgraph.linked import address_of, describe, ontology, retired, where
from regelgraph.linked.writing import FORMS
from regelgraph.terms import OWL, PROBLEM, RG
from regelgraph.web.accept import HTML as HTML_TYPE
from regelgraph.web.accept import best, quality
from regelgraph.web.linked.address import HTML, Wanted, suffixed, wanted
from regelgraph.web.public import KEPT, content_type, of_licence
from regelgraph.workers import problems
from regelgraph.workers.messages import Header, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Callable, Mapping

    from pyoxigraph import Triple

    from regelgraph.linked import Retired
    from regelgraph.web.service import Loaded

    Triples: TypeAlias = Callable[[], list[Triple]]

_RG: Final = NamedNode(RG)
_VERSION_IRI: Final = NamedNode(OWL + "versionIRI")
_BY_SUFFIX: Final = {form.suffix: form for form in FORMS}
_TYPES: Final = {HTML: HTML_TYPE, **{form.suffix: form.media_type for form in FORMS}}
TYPES: Final = {
    **{type_: suffix for suffix, type_ in _TYPES.items()},
    "application/json": "jsonld",
    "application/xml": "rdf",
    "text/xml": "rdf",
    "text/plain": "nt",
}
"""Media types, general ones last, and the suffix of the form that each stands for."""


def answer(loaded: Loaded, request: Request) -> Reply:
    """The description of what is at an address. Raises NotAcceptableError."""
    asked = wanted(loaded.knowledge.store, request.path)
    if asked is None:
        from regelgraph.web.linked.lists import listed, moved

        return listed(loaded, request) or moved(loaded, request) or problems.of_status(404)
    if gone := retired(loaded.knowledge.store, asked.iri):
        return _gone(loaded, request, asked, gone)
    triples = cache(lambda: triples_of(loaded, asked))
    if asked.suffix:
        return described(loaded, request, asked, asked.suffix, triples)
    return _negotiated(loaded, request, asked, triples)


def _negotiated(loaded: Loaded, request: Request, asked: Wanted, triples: Triples) -> Reply:
    """The form that `Accept` likes best, of those that can say what is to be said."""
    failed: dict[str, NotAcceptableError] = {}
    while True:
        suffix = _chosen(request, failed)
        try:
            return described(loaded, request, asked, suffix, triples)
        except NotAcceptableError as error:
            failed[suffix] = error


def described(loaded: Loaded, request: Request, asked: Wanted, suffix: str, triples: Triples) -> Reply:
    """One form of a description; the page of the vocabulary needs no triples of it."""
    headers = [*_headers(loaded, request, asked, suffix), KEPT]
    if suffix == HTML and asked.iri == RG:
        from regelgraph.web.linked.lists import terms

        return terms(loaded, request, headers)
    if suffix == HTML:
        from regelgraph.web.linked.page import page

        return page(loaded, request, asked, triples(), headers)
    form = _BY_SUFFIX[suffix]
    body = form.write(triples(), asked.iri)
    return Reply(200, [("content-type", content_type(form.media_type)), ("vary", "Accept"), *headers], [body])


def triples_of(loaded: Loaded, asked: Wanted) -> list[Triple]:
    """What a description consists of; the version of the vocabulary that is loaded is that vocabulary (OWL 2, 3.2)."""
    store = loaded.knowledge.store
    if asked.iri == RG:
        return ontology(store, RG)
    if any(store.quads_for_pattern(_RG, _VERSION_IRI, NamedNode(asked.iri))):
        return ontology(store, RG, asked.iri)
    return describe(store, asked.iri)


def _chosen(request: Request, failed: Mapping[str, NotAcceptableError]) -> str:
    """The suffix of the form that is liked best and has not failed; if there is none, why the first one failed."""
    offered = tuple(type_ for type_, suffix in TYPES.items() if suffix not in failed)
    try:
        return TYPES[best(request.header("accept"), offered)]
    except NotAcceptableError:
        told = f"Accept takes none of what there is: {', '.join(_TYPES.values())}"
        raise next(iter(failed.values()), NotAcceptableError(told)) from None


def _headers(loaded: Loaded, request: Request, asked: Wanted, suffix: str) -> list[Header]:
    """Where this form is by itself and the others are, what all describe, by which licence (RFC 8288, 6892, 4946)."""
    at = request.base + address_of(asked.iri)
    links = [f'<{suffixed(at, other)}>; rel="alternate"; type="{_TYPES[other]}"' for other in _TYPES if other != suffix]
    links += [f'<{asked.iri}>; rel="describes"', f'<{request.base}/.well-known/void>; rel="describedby"']
    links += of_licence(loaded.knowledge)
    return [("content-location", suffixed(at, suffix)), ("link", ", ".join(links))]


def _gone(loaded: Loaded, request: Request, asked: Wanted, gone: Retired) -> Reply:
    """410 for a retired term: which one replaces it, since which version, and why."""
    accept = request.header("accept")
    links = [f'<{where(gone.successor, request.base)}>; rel="successor-version"'] if gone.successor else []
    headers: list[Header] = [("vary", "Accept"), *((("link", ", ".join(links)),) if links else ())]
    if asked.suffix == HTML or (asked.suffix is None and quality(accept, HTML_TYPE) > 0):
        from regelgraph.web.linked.page import gone_page

        return gone_page(loaded, request, gone, headers)
    told = {"retired": gone.iri, "successor": gone.successor, "retired_in": gone.version, "why": gone.why.get("en")}
    detail = f"{gone.iri} is retired" + (f"; use {gone.successor}" if gone.successor else "")
    members = {name: value for name, value in told.items() if value}
    return problems.problem(410, PROBLEM + "retired", detail, headers, **members)

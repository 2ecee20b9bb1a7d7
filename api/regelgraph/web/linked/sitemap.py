"""What search engines may look at: all pages, and the page of every thing, term and graph, in both languages."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import Literal, NamedNode

from regelgraph.linked import address_of
from regelgraph.linked.names import is_ours
from regelgraph.terms import OWL, XSD
from regelgraph.web.asking import url_of
from regelgraph.web.place import LANGUAGES, Place

if TYPE_CHECKING:
    from pyoxigraph import Store

    from regelgraph.web.service import Loaded

MOST: Final = 50_000
"""So many addresses a sitemap may have (sitemaps.org, protocol 0.9)."""
_PAGES: Final = ("/", "/docs", "/questions")
_NOT_FOR_CRAWLERS: Final = ("/sparql", "/check/", "/explain/")
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<urlset xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_DEPRECATED: Final = NamedNode(OWL + "deprecated")
_TRUE: Final = Literal("true", datatype=NamedNode(XSD + "boolean"))


def names(store: Store) -> list[str]:
    """The IRIs of all that is described here and not retired, and of all graphs, in order."""
    subjects = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
    gone = {
        quad.subject.value
        for quad in store.quads_for_pattern(None, _DEPRECATED, _TRUE)
        if isinstance(quad.subject, NamedNode)
    }
    return sorted(iri for iri in (subjects | graphs) - gone if is_ours(iri))


def sitemap(loaded: Loaded, base: str) -> bytes:
    """The sitemap. `base` is the public address without a slash at its end."""
    paths = [*_PAGES, *(url_of(question) for question in loaded.register)]
    paths += [address_of(iri) for iri in names(loaded.knowledge.store)]
    places = [loaded.place(base, path, LANGUAGES[0]) for path in paths]
    there = [place for place in places if place.exists]
    return (_HEAD + "".join(map(_entry, there[:MOST])) + "</urlset>\n").encode()


def robots(base: str) -> bytes:
    """Everything may be read but what is work; where the sitemap is (RFC 9309)."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {path}" for path in _NOT_FOR_CRAWLERS),
        "Allow: /",
        "",
        f"Sitemap: {base}/sitemap.xml",
    ]
    return ("\n".join(lines) + "\n").encode()


def _entry(place: Place) -> str:
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(place.alternate(lang))}/>' for lang in LANGUAGES
    )
    return f"<url><loc>{escape(place.alternate())}</loc>{others}</url>\n"

"""What search engines may look at: all pages, and the page of every thing, term and graph, in both languages."""

from __future__ import annotations

import re
from collections.abc import Iterable
from typing import TYPE_CHECKING, Final
from urllib.parse import urlsplit
from xml.sax.saxutils import escape, quoteattr

from pyoxigraph import NamedNode

from regelgraph.linked import address_of
from regelgraph.linked.catalogue.said import issued
from regelgraph.linked.names import is_ours
from regelgraph.linked.retired import all_retired
from regelgraph.web.place import LANGUAGES, Place
from regelgraph.web.questions.asking import url_of

if TYPE_CHECKING:
    from pyoxigraph import Store

    from regelgraph.web.service import Loaded

SITEMAPS: Final = "/sitemap"
"""How the addresses of sitemaps begin."""
SITEMAP: Final = "/sitemap.xml"
MOST: Final = 50_000
"""So many addresses a sitemap may have (sitemaps.org, protocol 0.9); they take far less than the 50 MB it may take."""
_PAGES: Final = (
    *("/", "/about", "/accessibility", "/admission", "/docs", "/explore", "/lists", "/person", "/programmes"),
    *("/questions", "/rounds", "/versions"),
)
_NOT_FOR_CRAWLERS: Final = ("/sparql", "/search", "/check/", "/explain/")
_HEAD: Final = (
    '<?xml version="1.0" encoding="UTF-8"?>\n'
    '<{} xmlns="http://www.sitemaps.org/schemas/sitemap/0.9" xmlns:xhtml="http://www.w3.org/1999/xhtml">\n'
)
_PART: Final = re.compile("/sitemap-([1-9][0-9]{0,3})[.]xml")


def names(store: Store) -> list[str]:
    """The IRIs of all that is described here and not retired, and of all graphs, in order."""
    subjects = {quad.subject.value for quad in store if isinstance(quad.subject, NamedNode)}
    graphs = {graph.value for graph in store.named_graphs() if isinstance(graph, NamedNode)}
    return sorted(iri for iri in (subjects | graphs) - all_retired(store).keys() if is_ours(iri))


def sitemap(loaded: Loaded, base: str, path: str = SITEMAP) -> bytes | None:
    """The sitemap that is at an address, or None; `base` is the public address without a slash at its end.

    All addresses, or where they are too many for one sitemap, an index of several.
    """
    paths = [*_PAGES, *(url_of(question) for question in loaded.register)]
    paths += [address_of(iri) for iri in names(loaded.knowledge.store)]
    places = [place for each in paths if (place := loaded.place(base, each, LANGUAGES[0])).exists]
    day = issued(loaded.knowledge)
    changed = f"<lastmod>{day.value}</lastmod>" if day else ""
    parts = [places[start : start + MOST] for start in range(0, len(places), MOST)]
    found = _PART.fullmatch(path)
    if found and len(parts) > 1 and int(found[1]) <= len(parts):
        return _written("urlset", (_entry(each, changed) for each in parts[int(found[1]) - 1]))
    if path != SITEMAP:
        return None
    if len(parts) == 1:
        return _written("urlset", (_entry(each, changed) for each in places))
    ways = (f"{base}/sitemap-{number}.xml" for number in range(1, len(parts) + 1))
    return _written("sitemapindex", (f"<sitemap><loc>{escape(way)}</loc>{changed}</sitemap>\n" for way in ways))


def robots(base: str) -> bytes:
    """Everything may be read but what is work; where the sitemap is (RFC 9309)."""
    lines = [
        "User-agent: *",
        *(f"Disallow: {urlsplit(base).path}{path}" for path in _NOT_FOR_CRAWLERS),
        "Allow: /",
        "",
        f"Sitemap: {base}/sitemap.xml",
    ]
    return ("\n".join(lines) + "\n").encode()


def _written(kind: str, entries: Iterable[str]) -> bytes:
    return (_HEAD.format(kind) + "".join(entries) + f"</{kind}>\n").encode()


def _entry(place: Place, changed: str) -> str:
    """An address that gives the page in the language of who asks, and the addresses of each language."""
    languages = {"x-default": place.alternate(), **{lang: place.alternate(lang) for lang in LANGUAGES}}
    others = "".join(
        f'<xhtml:link rel="alternate" hreflang="{lang}" href={quoteattr(other)}/>' for lang, other in languages.items()
    )
    return f"<url><loc>{escape(place.alternate())}</loc>{changed}{others}</url>\n"

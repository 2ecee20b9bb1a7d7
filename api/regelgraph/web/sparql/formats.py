"""What answers are written in, and which of it a client gets (RFC 9110, section 12.5.1)."""

from __future__ import annotations

from functools import lru_cache
from typing import Final

from regelgraph.errors import NotAcceptableError
from regelgraph.web.accept import CSV, HTML, JSON, N_TRIPLES, SPARQL_JSON, TURTLE, best, quality, ranges

Offered = tuple[tuple[str, str], ...]

SPARQL_XML: Final = "application/sparql-results+xml"
TSV: Final = "text/tab-separated-values"
N_QUADS: Final = "application/n-quads"
TRIG: Final = "application/trig"
RDF_XML: Final = "application/rdf+xml"
JSON_LD: Final = "application/ld+json"
XML: Final = "application/xml"
OLD_XML: Final = "text/xml"
PLAIN: Final = "text/plain"

ROWS: Final = ((SPARQL_JSON, "JSON"), (SPARQL_XML, "XML"), (CSV, "CSV"), (TSV, "TSV"))
"""Media types of SELECT, each with its name in pyoxigraph; the first where the client has no wish."""
BOOLEAN: Final = ROWS[:2]
"""Of ASK, for which the W3C defines neither CSV nor TSV."""
GRAPH: Final = (
    (TURTLE, "TURTLE"),
    (N_TRIPLES, "N_TRIPLES"),
    (N_QUADS, "N_QUADS"),
    (TRIG, "TRIG"),
    (RDF_XML, "RDF_XML"),
    (JSON_LD, "JSON_LD"),
)
"""Of CONSTRUCT and DESCRIBE."""
_GENERAL: Final = {
    ROWS: {JSON: "JSON", XML: "XML", OLD_XML: "XML", PLAIN: "TSV"},
    BOOLEAN: {JSON: "JSON", XML: "XML", OLD_XML: "XML"},
    GRAPH: {JSON: "JSON_LD", XML: "RDF_XML", OLD_XML: "RDF_XML", PLAIN: "N_TRIPLES"},
}
"""General media types that the same answers may be called by."""
SUFFIXES: Final = {".json": JSON, ".xml": XML, ".csv": CSV, ".tsv": TSV, ".ttl": TURTLE}
"""What may stand behind the address of the endpoint, for one format that a link can lead to."""
_DATA: Final = tuple({type_ for offered, more in _GENERAL.items() for type_ in (*dict(offered), *more)})
_UTF_8: Final = "; charset=utf-8"


@lru_cache(maxsize=256)
def chosen(header: str, offered: Offered) -> tuple[str, str]:
    """The content type of an answer and the name of its format in pyoxigraph, for an `Accept`.

    A browser names HTML and then any XML; it gets what it can take as `*/*`, JSON under its general name, which it
    shows instead of saving it. Raises NotAcceptableError that lists what there is.
    """
    special, general = dict(offered), _GENERAL[offered]
    everything = special | general
    if header and quality(header, HTML) > 0:
        order = special if offered == GRAPH else {JSON: "JSON"} | special
        try:
            type_ = best(header, tuple(order))
        except NotAcceptableError:
            type_ = best(header, tuple(everything))
    else:
        type_ = best(header, tuple(everything))
    return type_ + (_UTF_8 if type_.startswith("text/") else ""), everything[type_]


def only_pages(header: str) -> bool:
    """Whether an `Accept` names HTML and nothing else. A browser that posts a form, whosoever it is, names more."""
    return [name for name, *_ in ranges(header)] == [HTML]


@lru_cache(maxsize=256)
def likes_pages(header: str) -> bool:
    """Whether an `Accept` names HTML, and likes it better than anything else that it names and the endpoint has."""
    wish = quality(header, HTML)
    return "text/html" in header.lower() and all(wish > quality(header, type_) for type_ in _DATA)

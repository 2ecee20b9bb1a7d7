"""Writes triples in the forms of the linked data web."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import RdfFormat, serialize

from regelgraph.answers.graphs import PREFIXES
from regelgraph.engines.rdfxml import mended, nameable

if TYPE_CHECKING:
    from pyoxigraph import Triple


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a description is written in: its suffix in addresses, its media type, and how it is written."""

    suffix: str
    media_type: str
    write: Callable[[Iterable[Triple]], bytes]


def _by(format_: Any, *, pretty: bool = False) -> Callable[[Iterable[Triple]], bytes]:
    def write(triples: Iterable[Triple]) -> bytes:
        return serialize(triples, format=format_, prefixes=PREFIXES if pretty else None) or b""

    return write


def _rdf_xml(triples: Iterable[Triple]) -> bytes:
    """Raises NotAcceptableError where RDF/XML cannot say what the triples say."""
    return b"".join(mended([serialize(nameable(triples), format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""]))


TURTLE: Final = Form("ttl", "text/turtle", _by(RdfFormat.TURTLE, pretty=True))
JSON_LD: Final = Form("jsonld", "application/ld+json", _by(RdfFormat.JSON_LD))
N_TRIPLES: Final = Form("nt", "application/n-triples", _by(RdfFormat.N_TRIPLES))
RDF_XML: Final = Form("rdf", "application/rdf+xml", _rdf_xml)
FORMS: Final = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)

"""Writes triples in the forms of the linked data web."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Protocol

from pyoxigraph import RdfFormat, serialize

from regelgraph.answers.graphs import PREFIXES
from regelgraph.engines.rdfxml import mended, nameable
from regelgraph.linked.jsonld import jsonld
from regelgraph.linked.turtle import turtle

if TYPE_CHECKING:
    from pyoxigraph import Triple


class Write(Protocol):
    """Writes triples; `first` is the IRI of what they describe, which stands on top where a form has an order."""

    def __call__(self, triples: Iterable[Triple], first: str | None = None, /) -> bytes:
        """Raises NotAcceptableError where the form cannot say what the triples say."""


@dataclass(frozen=True, slots=True)
class Form:
    """A form that a description is written in: its suffix in addresses, its media type, and how it is written."""

    suffix: str
    media_type: str
    write: Write


def _n_triples(triples: Iterable[Triple], _first: str | None = None, /) -> bytes:
    return serialize(triples, format=RdfFormat.N_TRIPLES) or b""


def _rdf_xml(triples: Iterable[Triple], _first: str | None = None, /) -> bytes:
    return b"".join(mended([serialize(nameable(triples), format=RdfFormat.RDF_XML, prefixes=PREFIXES) or b""]))


TURTLE: Final = Form("ttl", "text/turtle", turtle)
JSON_LD: Final = Form("jsonld", "application/ld+json", jsonld)
N_TRIPLES: Final = Form("nt", "application/n-triples", _n_triples)
RDF_XML: Final = Form("rdf", "application/rdf+xml", _rdf_xml)
FORMS: Final = (TURTLE, JSON_LD, N_TRIPLES, RDF_XML)

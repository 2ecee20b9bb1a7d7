"""Reads what was written with parsers that others made, and compares graphs."""

from __future__ import annotations

import json
from collections.abc import Iterable
from typing import Any

import rdflib
from pyld import jsonld
from pyoxigraph import BlankNode, CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, Triple, parse


def no_network(url: str, _options: dict[str, Any]) -> dict[str, Any]:
    """A loader of documents that loads none."""
    raise AssertionError(f"{url} was asked for")


def by_pyld(document: bytes) -> list[Quad]:
    """JSON-LD as its reference implementation expands it."""
    made = jsonld.to_rdf(
        json.loads(document),
        {"format": "application/n-quads", "documentLoader": no_network, "base": "http://none.invalid/"},
    )
    return list(parse(made, RdfFormat.N_QUADS))


def by_oxigraph(document: bytes, format_: Any = RdfFormat.JSON_LD) -> list[Quad]:
    return list(parse(document, format_))


def by_rdflib(document: bytes, format_: str = "json-ld") -> list[Quad]:
    made = rdflib.Graph().parse(data=document, format=format_).serialize(format="nt")
    return list(parse(made, RdfFormat.N_TRIPLES))


def same(quads: Iterable[Quad | Triple]) -> set[Quad]:
    """A graph, or several, with labels of blank nodes that do not depend on where these come from."""
    found = {Quad(*each) if isinstance(each, Triple) else each for each in quads}
    labelled = {each for each in found if isinstance(each.subject, BlankNode) or isinstance(each.object, BlankNode)}
    dataset = Dataset(labelled)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return (found - labelled) | set(dataset)

"""What tests of the form share: Turtle as a file, in its form and read by somebody else."""

from __future__ import annotations

from pyoxigraph import CanonicalizationAlgorithm, Dataset, Quad, RdfFormat, parse
from regelgraph.formatting import form

BASE = "https://example.org/here/"
PREFIXES = "@prefix rg: <https://w3id.org/regelgraph/def/> .\n@prefix ex: <https://example.org/> .\n"


def formed(text: str) -> str:
    """The form of a text; that of its form must be itself."""
    once = form(text.encode(), "x.ttl").decode()
    assert form(once.encode(), "x.ttl").decode() == once
    return once


def body(text: str, prefixes: str = PREFIXES) -> str:
    """What stands below the prefixes in the form of `text` below `prefixes`."""
    made = formed(prefixes + text)
    head, blank, rest = made.partition("\n\n")
    assert all(line.startswith(("@prefix", "#")) for line in head.splitlines())
    return rest if blank else made


def graph(text: str) -> set[str]:
    """The graph of a text with canonical names of blank nodes (RDFC-1.0), as N-Quads; only for small ones."""
    found = Dataset(Quad(*triple) for triple in parse(text.encode(), RdfFormat.TURTLE, base_iri=BASE))
    found.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return {str(quad) for quad in found}

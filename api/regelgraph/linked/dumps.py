"""The files that hold the whole knowledge, its shapes, and its context: the same bytes in every process."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, RdfFormat, serialize

from regelgraph.linked.context import CONTEXT
from regelgraph.linked.jsonld import dataset
from regelgraph.linked.turtle import turtle

if TYPE_CHECKING:
    from pyoxigraph import Quad, Triple

    from regelgraph.knowledge import Knowledge


@dataclass(frozen=True, slots=True)
class Dump:
    """A file: its name, media type, name in the EU table of file types, key of its title, and its bytes.

    `words`: its title is a text of that key. `whole`: everything that is known stands in it. `rdf`: it is read as RDF.
    `holds`: the media type of what is packed in it, and that in the table of file types.
    """

    name: str
    media_type: str
    file_type: str
    words: str
    write: Callable[[Knowledge], bytes]
    whole: bool = False
    rdf: bool = True
    holds: tuple[str, str] | None = None


@dataclass(frozen=True, slots=True)
class Measure:
    """Size in bytes and SHA-256 in hex of a file."""

    size: int
    digest: str


def canonical_quads(knowledge: Knowledge) -> tuple[Quad, ...]:
    """All quads with canonical labels of blank nodes (RDF Dataset Canonicalization 1.0), sorted. Made once."""
    return knowledge.once(_canonical)


def union(knowledge: Knowledge) -> list[Triple]:
    """All triples, each once, in the same order in every process."""
    return sorted({quad.triple for quad in canonical_quads(knowledge)}, key=str)


def measures(knowledge: Knowledge) -> dict[str, Measure]:
    """What each file measures, by its name. Made once."""
    return knowledge.once(_measures)


def _canonical(knowledge: Knowledge) -> tuple[Quad, ...]:
    dataset = Dataset(knowledge.store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    return tuple(sorted(dataset, key=str))


def _measures(knowledge: Knowledge) -> dict[str, Measure]:
    found = {}
    for dump in DUMPS:
        body = dump.write(knowledge)
        found[dump.name] = Measure(len(body), sha256(body).hexdigest())
    return found


def _shapes(knowledge: Knowledge) -> bytes:
    graphs = {NamedNode(graph) for graph in knowledge.graphs_of_shapes()}
    found = {quad.triple for quad in canonical_quads(knowledge) if quad.graph_name in graphs}
    return turtle(found)


def _turtle(knowledge: Knowledge) -> bytes:
    return turtle(union(knowledge))


def _json_ld(knowledge: Knowledge) -> bytes:
    return dataset(canonical_quads(knowledge))


def _context(knowledge: Knowledge) -> bytes:
    return (knowledge.sources.root / "ontology" / CONTEXT).read_bytes()


def _tables(knowledge: Knowledge) -> bytes:
    from regelgraph.linked.twins.archive import archive  # which is made of what stands above

    return knowledge.once(archive)


DUMPS: Final = (
    Dump(
        "dump.ttl",
        "text/turtle",
        "RDF_TURTLE",
        "catalogue-union",
        lambda knowledge: knowledge.once(_turtle),
        whole=True,
    ),
    Dump(
        "dump.nq",
        "application/n-quads",
        "RDF_N_QUADS",
        "catalogue-dump",
        lambda knowledge: serialize(canonical_quads(knowledge), format=RdfFormat.N_QUADS) or b"",
        whole=True,
    ),
    Dump(
        "dump.jsonld",
        "application/ld+json",
        "JSON_LD",
        "catalogue-dump",
        lambda knowledge: knowledge.once(_json_ld),
        whole=True,
    ),
    Dump("shapes.ttl", "text/turtle", "RDF_TURTLE", "catalogue-shapes", _shapes),
    Dump(CONTEXT, "application/ld+json", "JSON_LD", "catalogue-context", _context),
    Dump(
        "csv.zip",
        "application/zip",
        "ZIP",
        "catalogue-tables",
        _tables,
        whole=True,
        rdf=False,
        holds=("text/csv", "CSV"),
    ),
)

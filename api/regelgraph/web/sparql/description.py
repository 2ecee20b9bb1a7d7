"""What the endpoint says about itself (SPARQL 1.1 Service Description, W3C Recommendation of 2013-03-21)."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, Literal, NamedNode, RdfFormat, Triple, serialize

from regelgraph.answers.graphs import PREFIXES
from regelgraph.terms import RDF, TYPE, VOID
from regelgraph.web.sparql.formats import GRAPH, ROWS, chosen
from regelgraph.workers.messages import Reply, Request

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.web.service import Loaded

PATH: Final = "/sparql"
SD: Final = "http://www.w3.org/ns/sparql-service-description#"
FORMATS: Final = "http://www.w3.org/ns/formats/"
_SIMPLE: Final = "http://www.w3.org/ns/entailment/Simple"
_NAMES: Final = {
    "JSON": "SPARQL_Results_JSON",
    "XML": "SPARQL_Results_XML",
    "CSV": "SPARQL_Results_CSV",
    "TSV": "SPARQL_Results_TSV",
    "TURTLE": "Turtle",
    "N_TRIPLES": "N-Triples",
    "N_QUADS": "N-Quads",
    "TRIG": "TriG",
    "RDF_XML": "RDF_XML",
    "JSON_LD": "JSON-LD",
}
"""Formats of pyoxigraph as the W3C names them (Unique URIs for File Formats)."""


def describe(loaded: Loaded, request: Request) -> Reply:
    """The description in the form that the client takes. Raises NotAcceptableError."""
    type_, format_ = chosen(request.header("accept"), GRAPH)
    body = serialized(_statements(loaded, request.base), format_, {"sd": SD, "void": VOID})
    return Reply(200, [("content-type", type_), ("vary", "Accept"), ("cache-control", "public, max-age=60")], [body])


def serialized(triples: Iterable[Triple], format_: str, prefixes: Mapping[str, str]) -> bytes:
    """Triples that we made, in a format that can say all of them."""
    known = {**PREFIXES, **prefixes} if format_ in {"TURTLE", "TRIG", "RDF_XML"} else None
    return serialize(triples, format=getattr(RdfFormat, format_), prefixes=known) or b""


def sizes(knowledge: Knowledge) -> dict[str, int]:
    """How many triples each graph has, by its name."""
    found = Counter(str(getattr(quad.graph_name, "value", "")) for quad in knowledge.store)
    return dict(sorted(found.items()))


def _statements(loaded: Loaded, base: str) -> list[Triple]:
    made: list[Triple] = []

    def say(subject: Any, predicate: str, object_: Any) -> None:
        made.append(Triple(subject, NamedNode(predicate), object_))

    endpoint = base + PATH
    service, dataset = NamedNode(endpoint + "#service"), NamedNode(endpoint + "#dataset")
    union = NamedNode(endpoint + "#default-graph")
    kind = TYPE
    say(service, kind, NamedNode(SD + "Service"))
    say(service, SD + "endpoint", NamedNode(endpoint))
    say(service, SD + "supportedLanguage", NamedNode(SD + "SPARQL11Query"))
    say(service, SD + "feature", NamedNode(SD + "UnionDefaultGraph"))
    say(service, SD + "defaultEntailmentRegime", NamedNode(_SIMPLE))
    for _, format_ in (*ROWS, *GRAPH):
        say(service, SD + "resultFormat", NamedNode(FORMATS + _NAMES[format_]))
    say(service, SD + "defaultDataset", dataset)
    say(dataset, kind, NamedNode(SD + "Dataset"))
    say(dataset, SD + "defaultGraph", union)
    say(union, kind, NamedNode(SD + "Graph"))
    say(union, VOID + "triples", Literal(loaded.engine.graphs.triples))
    for number, (name, triples) in enumerate(loaded.knowledge.once(sizes).items()):
        named, graph = BlankNode(f"named{number}"), BlankNode(f"graph{number}")
        say(dataset, SD + "namedGraph", named)
        say(named, kind, NamedNode(SD + "NamedGraph"))
        say(named, SD + "name", NamedNode(name))
        say(named, SD + "graph", graph)
        say(graph, kind, NamedNode(SD + "Graph"))
        say(graph, VOID + "triples", Literal(triples))
    return sorted(made, key=lambda triple: (str(triple.subject), triple.predicate.value != RDF + "type"))

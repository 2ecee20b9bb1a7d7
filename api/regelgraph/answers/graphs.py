"""Answers as Turtle: triples as they are, rows in the result-set vocabulary of the SPARQL test suites (W3C DAWG)."""

from __future__ import annotations

from typing import IO, TYPE_CHECKING, Final

from regelgraph.engines import Answer
from regelgraph.terms import GRAPH, OWL, RDF, RDFS, RG, SH, SKOS, XSD

if TYPE_CHECKING:
    from pyoxigraph import Triple

RESULT_SET: Final = "http://www.w3.org/2001/sw/DataAccess/tests/result-set#"
PREFIXES: Final = {
    "rg": RG,
    "rgg": GRAPH,
    "dct": "http://purl.org/dc/terms/",
    "foaf": "http://xmlns.com/foaf/0.1/",
    "org": "http://www.w3.org/ns/org#",
    "owl": OWL,
    "rdf": RDF,
    "rdfs": RDFS,
    "sh": SH,
    "skos": SKOS,
    "xsd": XSD,
}


def write_turtle(answer: Answer, out: IO[bytes]) -> None:
    """Write an answer to a binary stream as Turtle."""
    from pyoxigraph import RdfFormat, serialize

    prefixes = dict(PREFIXES)
    if answer.triples is None:
        prefixes["rs"] = RESULT_SET
    serialize(_triples(answer), out, RdfFormat.TURTLE, prefixes=prefixes)


def write_n_triples(answer: Answer, out: IO[bytes]) -> None:
    """Write an answer to a binary stream as N-Triples."""
    from pyoxigraph import RdfFormat, serialize

    serialize(_triples(answer), out, RdfFormat.N_TRIPLES)


def _triples(answer: Answer) -> list[Triple]:
    from pyoxigraph import BlankNode, Literal, NamedNode, Triple

    if answer.triples is not None:
        return sorted(answer.triples, key=str)
    root, rs = BlankNode("results"), RESULT_SET
    found = [Triple(root, NamedNode(RDF + "type"), NamedNode(rs + "ResultSet"))]
    if answer.boolean is not None:
        return [*found, Triple(root, NamedNode(rs + "boolean"), Literal(answer.boolean))]
    found += [Triple(root, NamedNode(rs + "resultVariable"), Literal(name)) for name in answer.columns]
    for number, row in enumerate(answer.rows, 1):
        solution = BlankNode(f"row{number}")
        found.append(Triple(root, NamedNode(rs + "solution"), solution))
        found.append(Triple(solution, NamedNode(rs + "index"), Literal(number)))
        for place, term in enumerate(row):
            if term is None:
                continue
            binding = BlankNode(f"row{number}column{place + 1}")
            found.append(Triple(solution, NamedNode(rs + "binding"), binding))
            found.append(Triple(binding, NamedNode(rs + "variable"), Literal(answer.columns[place])))
            found.append(Triple(binding, NamedNode(rs + "value"), term))
    return found

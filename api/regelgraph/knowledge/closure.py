"""OWL 2 RL closure of vocabulary and titles, made once by owlrl, kept by content hash.

Only what is not asserted and says something is kept: reasoners also derive that everything equals itself, is a
resource, and that literals are of their datatypes (W3C OWL 2 Profiles, section 4.3), which nobody asks for.
"""

from __future__ import annotations

import gzip
import zlib
from collections.abc import Iterator
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import KnowledgeError
from regelgraph.knowledge.find import SourceFile, Sources
from regelgraph.knowledge.keeping import Keeping
from regelgraph.knowledge.seal import sealed, unsealed
from regelgraph.terms import GRAPH, INFERRED_GRAPH, OWL, RDF, RDFS, TYPE, XSD

if TYPE_CHECKING:
    from pyoxigraph import Quad
    from rdflib.term import Node

_CLOSED: Final = GRAPH + "ontology/"
_BUILT_IN: Final = (RDF, RDFS, OWL, XSD)
_EQUALS: Final = OWL + "sameAs"
_REFLEXIVE: Final = frozenset(
    {_EQUALS, OWL + "equivalentClass", OWL + "equivalentProperty", RDFS + "subClassOf", RDFS + "subPropertyOf"}
)
_EVERYTHING: Final = frozenset({RDFS + "Resource", OWL + "Thing"})


def inferred_graph(sources: Sources, keeping: Keeping) -> Iterator[Quad]:
    """The inferred triples as quads of the graph `terms.INFERRED_GRAPH`: those kept, else made now and kept.

    Raises KnowledgeError if vocabulary and titles contradict each other.
    """
    from pyoxigraph import NamedNode, Quad, RdfFormat, parse

    graph = NamedNode(INFERRED_GRAPH)
    for triple in parse(closure_lines(sources, keeping), RdfFormat.N_TRIPLES):
        yield Quad(triple.subject, triple.predicate, triple.object, graph)


def closure_lines(sources: Sources, keeping: Keeping) -> bytes:
    """The same as sorted N-Triples. A kept file that is stale or damaged is not used."""
    key = closure_key(sources)
    name = f"closure-{key[:16]}.nt.gz"
    for packed in keeping.files(name):
        if (lines := unpack(packed, key)) is not None:
            return lines
    made = close_all(sources)
    keeping.write_file(name, pack(made, key))
    return made


def closure_key(sources: Sources) -> str:
    """64 hex digits over the files that are closed and the code that closes them."""
    digest = sha256(Path(__file__).read_bytes())
    for source in _vocabulary(sources):
        digest.update(f"{source.graph}\n{sha256(source.content).hexdigest()}\n".encode())
    return digest.hexdigest()


def pack(lines: bytes, key: str) -> bytes:
    """A gzip file whose first line, a comment, says what it was made from and what it must contain."""
    return gzip.compress(sealed(key, lines), mtime=0)


def unpack(packed: bytes, key: str) -> bytes | None:
    """The lines that were packed under `key`, or None."""
    try:
        return unsealed(key, gzip.decompress(packed))
    except (OSError, EOFError, zlib.error):
        return None


def close_all(sources: Sources) -> bytes:
    """What OWL 2 RL infers from all files of the vocabulary together, as sorted N-Triples; made now."""
    import owlrl
    from rdflib import Graph

    asserted = Graph()
    files = _vocabulary(sources)
    for source in files:
        asserted.parse(data=source.content, format="turtle", publicID=source.graph)
    closed = Graph()
    closed += asserted
    reasoner = owlrl.OWLRL_Semantics(closed, axioms=False, daxioms=False)
    _spare_known(reasoner)
    if not {_EQUALS, OWL + "differentFrom"} & {str(term) for triple in asserted for term in triple}:
        _spare_reflexive(reasoner)
        _spare_idle(reasoner)
    reasoner.closure()
    if reasoner.error_messages:
        names = ", ".join(str(source.path) for source in files)
        raise KnowledgeError(
            f"{names}: vocabulary and titles contradict each other: {'; '.join(reasoner.error_messages)}"
        )
    new = Graph()
    for triple in closed:
        if triple not in asserted and _tells(*triple):
            new.add(triple)
    lines = new.serialize(format="nt", encoding="utf-8").splitlines(keepends=True)
    return b"".join(sorted(line for line in lines if line.strip()))


def _spare_known(reasoner: Any) -> None:
    """Spares storing what has been stored before: each cycle finds again all that those before it found."""
    store = reasoner.store_triple
    known: set[tuple[Node, Node, Node]] = set()

    def store_triple(triple: tuple[Node, Node, Node]) -> None:
        if triple not in known:
            known.add(triple)
            store(triple)

    reasoner.store_triple = store_triple


def _spare_reflexive(reasoner: Any) -> None:
    """Spares the rules that everything equals itself (eq-ref), of which most of their work is made.

    Another rule infers from it only where a vocabulary says something of equality itself, or that things differ.
    """
    store = reasoner.store_triple

    def store_triple(triple: tuple[Node, Node, Node]) -> None:
        if triple[0] != triple[2] or str(triple[1]) != _EQUALS:
            store(triple)

    reasoner.store_triple = store_triple


def _spare_idle(reasoner: Any) -> None:
    """Spares looking for a rule where a triple starts none, which are most of them.

    But for those of equality, a rule starts from a triple that speaks of classes and properties as such: its property
    is of RDF, RDFS or OWL, and if it gives a type, the type is, too (W3C OWL 2 Profiles, tables 4 to 9). The first
    cycle takes all triples, since owlrl collects the blank nodes in it.
    """
    apply = reasoner.rules

    def rules(triple: tuple[Node, Node, Node], cycle: int) -> None:
        if cycle == 1 or str(triple[2 if str(triple[1]) == TYPE else 1]).startswith(_BUILT_IN):
            apply(triple, cycle)

    reasoner.rules = rules


def _vocabulary(sources: Sources) -> tuple[SourceFile, ...]:
    return tuple(source for source in sources.turtle if source.graph.startswith(_CLOSED))


def _tells(subject: Node, prop: Node, value: Node) -> bool:
    from rdflib import BNode, URIRef

    if not isinstance(subject, URIRef) or not isinstance(prop, URIRef) or isinstance(value, BNode):
        return False
    if str(subject).startswith(_BUILT_IN) or (subject == value and str(prop) in _REFLEXIVE):
        return False
    return str(value) not in _EVERYTHING

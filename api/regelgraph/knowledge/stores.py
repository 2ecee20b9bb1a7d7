"""Parses the knowledge into one store with a named graph per file (RDF 1.1 datasets), without any network."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.errors import KnowledgeError
from regelgraph.knowledge.find import SourceFile, Sources
from regelgraph.knowledge.records import SUFFIX, quads_of

if TYPE_CHECKING:
    from pyoxigraph import Store


def load_store(sources: Sources) -> Store:
    """All Turtle of `sources`, then what the user's tables say in its terms.

    Relative IRIs resolve against the IRI of the file's graph, blank nodes stay apart.

    Raises KnowledgeError with file, line, column and what the parser expected.
    """
    from pyoxigraph import Store

    store = Store()
    tables = [source for source in sources.turtle if source.path.suffix.lower() == SUFFIX]
    for source in sources.turtle:
        if source not in tables:
            _load(store, source)
    for source in tables:
        store.extend(list(quads_of(source, store)))
    return store


def _load(store: Store, source: SourceFile) -> None:
    """The triples of one file as quads of its graph; blank nodes get names that no other file uses."""
    from pyoxigraph import NamedNode, RdfFormat

    graph = NamedNode(source.graph)
    try:
        store.load(source.content, RdfFormat.TURTLE, base_iri=source.graph, to_graph=graph)
    except SyntaxError as error:
        what = error.msg.partition(": ")[2] or error.msg
        raise KnowledgeError(f"{source.path}, line {error.lineno}, column {error.offset}: {what}") from error

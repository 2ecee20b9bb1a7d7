"""The knowledge: found, loaded into graphs, compiled into a Rulebook, fingerprinted. Immutable once loaded."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from functools import cached_property
from pathlib import Path
from threading import RLock
from typing import TYPE_CHECKING, Any, TypeVar

from regelgraph import __version__
from regelgraph.knowledge.cache import content_key, read_rulebook, write_rulebook
from regelgraph.knowledge.find import Sources, find
from regelgraph.knowledge.keeping import SHIPPED, Keeping
from regelgraph.rulebook import Rulebook
from regelgraph.settings import Settings
from regelgraph.terms import GRAPH, SH, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Quad, Store
    from rdflib import Graph

T = TypeVar("T")

__all__ = ["Knowledge", "load"]


def load(
    extra: Sequence[Path] = (), *, examples: bool = False, root: Path | None = None, compiled: bool = True
) -> Knowledge:
    """The built-in knowledge (below `root` if given), with the user's files and, on request, the invented examples.

    `compiled=False` leaves the Rulebook for later, for those who look at knowledge that may not compile.
    Raises KnowledgeError for what cannot be found, parsed or compiled. Files that the environment names are added by
    the caller; only the cache folder is read from the settings here.
    """
    knowledge = Knowledge(find(extra, examples=examples, root=root), Settings.from_environment().cache)
    if compiled:
        _ = knowledge.rulebook
    return knowledge


class Knowledge:
    """All graphs of one run. Everything but the files' bytes is made when first asked for, and kept.

    `cache` is None where nothing may be kept on disk; `graphs` maps the IRI of each graph to its file.
    """

    def __init__(self, sources: Sources, cache: Path | None) -> None:
        self.keeping = Keeping(cache, sources.root / SHIPPED)
        self.sources = sources
        self.version = __version__
        self._lock = RLock()
        self._made: dict[object, Any] = {}
        self.graphs: Mapping[str, Path] = sources.graphs

    @cached_property
    def rulebook(self) -> Rulebook:
        """The compiled knowledge; kept, if it was made from the same bytes by the same code."""
        key = content_key((*self.sources.turtle, *self.sources.answers), self.version)
        kept = read_rulebook(self.keeping, key)
        if kept is not None:
            return kept
        from regelgraph.knowledge.compile import compile_rulebook
        from regelgraph.knowledge.fingerprint import fingerprint

        texts = [source.content for source in self.sources.answers]
        made = compile_rulebook(
            self.store,
            self.graphs,
            version=self.version,
            fingerprint=fingerprint(self.store, texts),
            answers=self.sources.answers,
        )
        write_rulebook(self.keeping, key, made)
        return made

    @property
    def fingerprint(self) -> str:
        """64 hex digits over all graphs; see `regelgraph.knowledge.fingerprint`."""
        return self.rulebook.fingerprint

    @cached_property
    def store(self) -> Store:
        """The asserted triples, one named graph per file."""
        from regelgraph.knowledge.stores import load_store

        return load_store(self.sources)

    def once(self, make: Callable[[Knowledge], T]) -> T:
        """What `make` makes of this knowledge: made when first asked for, kept as long as it, shared by all threads."""
        with self._lock:
            if make not in self._made:
                self._made[make] = make(self)
            made: T = self._made[make]
        return made

    def inferred(self) -> tuple[Quad, ...]:
        """What OWL 2 RL infers from vocabulary and titles, as quads of a graph of their own."""
        from regelgraph.knowledge.closure import inferred_graph

        return tuple(inferred_graph(self.sources, self.keeping))

    def shapes_graph(self) -> Graph:
        """All graphs that declare a sh:NodeShape or sh:PropertyShape, in one rdflib graph."""
        return self._shapes_graph

    def vocabulary_graph(self) -> Graph:
        """Vocabulary and titles (ontology/) in one rdflib graph."""
        return self._vocabulary_graph

    def graphs_of_shapes(self) -> set[str]:
        """IRIs of the graphs that declare a sh:NodeShape or sh:PropertyShape."""
        from pyoxigraph import NamedNode

        return {
            quad.graph_name.value
            for shape in ("NodeShape", "PropertyShape")
            for quad in self.store.quads_for_pattern(None, NamedNode(TYPE), NamedNode(SH + shape), None)
            if isinstance(quad.graph_name, NamedNode)
        }

    @cached_property
    def _shapes_graph(self) -> Graph:
        return self._rdflib(self.graphs_of_shapes())

    @cached_property
    def _vocabulary_graph(self) -> Graph:
        return self._rdflib({graph for graph in self.graphs if graph.startswith(GRAPH + "ontology/")})

    def _rdflib(self, graphs: set[str]) -> Graph:
        from pyoxigraph import NamedNode

        from regelgraph.knowledge.rdflib_graphs import graph_of

        names = (NamedNode(graph) for graph in sorted(graphs))
        return graph_of(quad for name in names for quad in self.store.quads_for_pattern(None, None, None, name))

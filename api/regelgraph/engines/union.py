"""Which graphs a query is asked over, such that a triple that stands in several of them counts once.

A default graph is a set of triples (SPARQL 1.1, section 13.2: an RDF merge). The store gives a triple once for each
graph that it stands in, and each graph as often as it is named; that is mended only where triples are shared.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import cached_property
from typing import TYPE_CHECKING, Any, Final

from regelgraph.engines.allowed import Query
from regelgraph.engines.tokens import tokens

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Quad, Store

_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


@dataclass(frozen=True, slots=True)
class Dataset:
    """Names of the graphs that make up the default graph, and of those that GRAPH finds. Unknown ones are empty."""

    default: tuple[NamedNode, ...] = ()
    named: tuple[NamedNode, ...] = ()


class Graphs:
    """A store that never changes again, and what of it is asked."""

    def __init__(self, store: Store) -> None:
        self._store = store

    def query(self, query: Query, dataset: Dataset | None = None) -> Any:
        """What the store gives. Without a dataset the query chooses it, else the default graph is the union of all.

        Nothing is fetched. Raises SyntaxError for what is no query, and ValueError, OSError and RuntimeError.
        """
        if dataset is None and "FROM" in query.words:
            dataset = chosen(query.text)
        if dataset is None:
            if not self.shared:
                return self._store.query(query.text, use_default_graph_as_union=True)
            return self._merged.query(query.text)
        default, named = _once(dataset.default), _once(dataset.named)
        if len(default) > 1 and self.shared:
            return self._over(default, named).query(query.text, default_graph=_nameless(), named_graphs=named)
        return self._store.query(query.text, default_graph=default, named_graphs=named)

    @cached_property
    def shared(self) -> bool:
        """Whether any triple stands in more than one graph (two that merely hash alike do no harm)."""
        return len({hash(quad.triple) for quad in self._store}) < len(self._store)

    @property
    def triples(self) -> int:
        """How many triples the union of all graphs has."""
        return len({quad.triple for quad in self._store}) if self.shared else len(self._store)

    @cached_property
    def _merged(self) -> Store:
        """All graphs, and the union of them as default graph."""
        from pyoxigraph import Quad, Store

        store = Store()
        store.bulk_extend(iter(self._store))
        store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in self._store)
        return store

    def _over(self, default: Iterable[NamedNode], named: Iterable[NamedNode]) -> Store:
        from pyoxigraph import Quad, Store

        store = Store()
        for graph in default:
            found = self._quads(graph)
            store.bulk_extend(Quad(quad.subject, quad.predicate, quad.object) for quad in found)
        for graph in named:
            store.bulk_extend(self._quads(graph))
        return store

    def _quads(self, graph: NamedNode) -> Iterable[Quad]:
        return self._store.quads_for_pattern(None, None, None, graph)


def chosen(text: str) -> Dataset | None:
    """The dataset that FROM and FROM NAMED choose; None where the text is no query or they are left out.

    The names are read by the native parser, as values, so that prefixes and the base mean what they mean there.
    """
    from pyoxigraph import Store

    clauses, beginning = _clauses(text)
    if not clauses:
        return None
    rows = " ".join(f"({number} {term})" for number, (_, term) in enumerate(clauses))
    try:
        solutions: Any = Store().query(f"{text[:beginning]}SELECT * {{ VALUES (?number ?graph) {{ {rows} }} }}")
    except SyntaxError:
        return None
    names = {int(row["number"].value): row["graph"] for row in solutions}
    found = [(named, names[number]) for number, (named, _) in enumerate(clauses)]
    return Dataset(tuple(name for named, name in found if not named), tuple(name for named, name in found if named))


def _clauses(text: str) -> tuple[list[tuple[bool, str]], int]:
    """Each clause as whether it is FROM NAMED, and its name; and where the form of the query begins."""
    seen = [token for token in tokens(text) if token.lastgroup not in {"space", "comment"}]
    words = [token[0].upper() if token.lastgroup == "word" else "" for token in seen]
    beginning = next((token.start() for token, word in zip(seen, words, strict=True) if word in _FORMS), 0)
    clauses = []
    for number, word in enumerate(words):
        if word == "FROM":
            named = words[number + 1 : number + 2] == ["NAMED"]
            name = seen[number + 1 + named : number + 2 + named]
            if name and name[0].lastgroup in {"iri", "name"}:
                clauses.append((named, name[0][0]))
    return clauses, beginning


def _once(graphs: Sequence[NamedNode]) -> list[Any]:
    return list(dict.fromkeys(graphs))


def _nameless() -> Any:
    from pyoxigraph import DefaultGraph

    return DefaultGraph()

"""JSON-LD compacted by our own context, of which a document carries the part that it uses: no reader fetches anything.

What JSON-LD 1.1 makes of a document are the triples that it was made of, and no others.
"""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterable
from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import BlankNode, DefaultGraph, Literal, NamedNode, Triple

from regelgraph.linked.compacting import Compacting, name
from regelgraph.linked.context import Context, ours, without
from regelgraph.linked.nodes import Nodes

if TYPE_CHECKING:
    from pyoxigraph import Quad

_LINE: Final = ",\n"


def jsonld(triples: Iterable[Triple], first: str | None = None) -> bytes:
    """A document in lines: `first` on top and everything else in `included`; where nothing is first, all in `@graph`.

    Raises NotAcceptableError for what only RDF 1.2 has.
    """
    triples = list(triples)
    context, used = _fitting(triples), set[str]()
    writing = Compacting(context, Nodes(triples), used)
    subjects = writing.nodes.subjects(first)
    made = [writing.node(node) for node in subjects]
    if subjects and name(subjects[0]) == first:
        said = {**made[0], **({writing.keyword("@included"): made[1:]} if made[1:] else {})}
    else:
        said = {"@graph": made}
    part = _LINE.join(f"    {_line(key)}: {_line(value)}" for key, value in context.part(used).items())
    body = json.dumps(said, ensure_ascii=False, indent=2).removeprefix("{")
    return f'{{\n  "@context": {{\n{part}\n  }},{body}\n'.encode()


def dataset(quads: Iterable[Quad]) -> bytes:
    """All graphs with what stands in them, a subject a line. Raises NotAcceptableError for what only RDF 1.2 has."""
    graphs: defaultdict[Any, list[Triple]] = defaultdict(list)
    homes: defaultdict[Any, set[Any]] = defaultdict(set)
    for quad in quads:
        graphs[quad.graph_name].append(quad.triple)
        homes[quad.graph_name].add(None)
        for term in (quad.subject, quad.object):
            homes[term].add(quad.graph_name)
    shared = [term for term, names in homes.items() if isinstance(term, BlankNode) and len(names) > 1]
    context, used = _fitting([*(triple for found in graphs.values() for triple in found), *graphs]), set[str]()
    written: list[str] = []
    for graph in sorted(graphs, key=str):
        writing = Compacting(context, Nodes(graphs[graph], shared), used)
        subjects = [_line(writing.node(node)) for node in writing.nodes.subjects()]
        if isinstance(graph, DefaultGraph):
            written += subjects
        else:
            start = _line({writing.keyword("@id"): name(graph)}).removesuffix("}")
            written.append(f'{start}, "@graph": [\n{_LINE.join(subjects)}\n]}}')
    part = _line(context.part(used))
    return f'{{"@context": {part},\n"@graph": [\n{_LINE.join(written)}\n]}}\n'.encode()


def _line(value: Any) -> str:
    return json.dumps(value, ensure_ascii=False)


def _fitting(terms: Iterable[Any]) -> Context:
    """Our context without the names for which a reader would take the beginning of an IRI in the document."""
    context = ours()
    seen: set[str] = set()
    for term in terms:
        for each in term if isinstance(term, Triple) else (term,):
            if isinstance(each, NamedNode):
                seen.add(each.value)
            elif isinstance(each, Literal):
                seen.add(each.datatype.value)
    schemes = {iri.partition(":")[0] for iri in seen if not iri.partition(":")[2].startswith("//")}
    mistaken = frozenset(schemes.intersection(context.entries))
    return without(mistaken) if mistaken else context

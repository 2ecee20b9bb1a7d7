"""Under which licence the knowledge, or a part of it, may be published; knowledge that a service adds counts, too."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.catalogue.said import (
    DATASET,
    DCATDE,
    EXACT_MATCH,
    Saying,
    values,
)
from regelgraph.terms import DCT, LICENSE, RDFS

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge


def added(knowledge: Knowledge) -> list[str]:
    """The graphs that are not built in."""
    return sorted(source.graph for source in knowledge.sources.turtle if not source.builtin)


def named(knowledge: Knowledge, graph: str) -> set[str]:
    """The licences that a graph names."""
    return {each.value for each in values(knowledge.store, graph, LICENSE) if isinstance(each, NamedNode)}


def licence(knowledge: Knowledge, graphs: Iterable[str] | None = None) -> str | None:
    """The licence that holds for graphs together (all, if none are given); None: nobody has said one.

    It is that of all of them, else the one that the dataset names; this only where each graph that is added names a
    licence that built-in graphs have, as it was not chosen with others in mind.
    """
    wanted = [*(knowledge.graphs if graphs is None else graphs)]
    given = [named(knowledge, graph) for graph in wanted]
    if not given or not all(given):
        return None
    whole = set[str]().union(*given)
    if len(whole) == 1:
        return min(whole)
    foreign = set(added(knowledge))
    ours = set[str]().union(*(named(knowledge, graph) for graph in knowledge.graphs if graph not in foreign))
    return min(named(knowledge, DATASET), default=None) if whole <= ours else None


def licensed(saying: Saying, knowledge: Knowledge, thing: str, graphs: Iterable[str]) -> None:
    """Say of a thing that holds graphs its licence as DCAT-AP.de names it, else that there is none.

    Without such a name it is that which the graphs give.
    """
    wanted = [*graphs]
    found = licence(knowledge, wanted)
    if found is None:
        saying.words(thing, RDFS + "comment", knowledge, "catalogue-no-licence")
        return
    saying.say(thing, LICENSE, *(values(knowledge.store, found, EXACT_MATCH) or [NamedNode(found)]))


def attributed(saying: Saying, knowledge: Knowledge, file: str, graphs: Iterable[str]) -> None:
    """Say of a file whom to name: all that its graphs ask for."""
    whose = {each.value for graph in graphs for each in values(knowledge.store, graph, DCT + "rights")}
    if whose:
        saying.say(file, DCATDE + "licenseAttributionByText", Literal("\n".join(sorted(whose))))

"""The VoID description of the knowledge as a deployment serves it (W3C note of 2011-03-03), with true counts."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.catalogue.figures import Figures, counted
from regelgraph.linked.catalogue.licences import licence, named
from regelgraph.linked.catalogue.said import DATASET, DCAT, FOAF, Saying, copied, dataset, word
from regelgraph.linked.catalogue.said import values as said_values
from regelgraph.linked.descriptions import canonical
from regelgraph.linked.dumps import DUMPS
from regelgraph.terms import DCT, LICENSE, OWL, RG, VOID

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from regelgraph.knowledge import Knowledge

_FORMATS: Final = tuple(
    "http://www.w3.org/ns/formats/" + name for name in ("JSON-LD", "N-Triples", "RDF_XML", "Turtle")
)
_STAYS: Final = (DCT + "title", DCT + "description", DCT + "language", VOID + "uriSpace", VOID + "exampleResource")
_OF_GRAPHS: Final = (DCT + "title", DCT + "description", DCT + "source", DCT + "rights", LICENSE)


def void(knowledge: Knowledge, base: str, service: str | None = None) -> list[Triple]:
    """The description, sorted; `base` is the public address without a slash at its end.

    `service` is the address of what answers queries: None if that of all else, empty if there is nothing.
    """
    asked = base if service is None else service
    figures = knowledge.once(_figures)
    saying, own, store = Saying(), dataset(base), knowledge.store
    document = own.partition("#")[0]
    saying.type(document, VOID + "DatasetDescription")
    saying.say(document, FOAF + "primaryTopic", own)
    saying.type(own, VOID + "Dataset")
    copied(saying, store, own, DATASET, *_STAYS)
    saying.say(own, DCT + "identifier", Literal(DATASET))
    saying.say(own, OWL + "versionInfo", Literal(knowledge.version))
    if found := licence(knowledge):
        saying.say(own, LICENSE, found)
    else:
        saying.words(own, DCT + "rights", knowledge, "catalogue-no-licence")
    if asked:
        saying.say(own, VOID + "sparqlEndpoint", asked + "/sparql")
        saying.say(own, VOID + "uriLookupEndpoint", asked + "/search?q=")
    saying.say(own, VOID + "dataDump", *(f"{base}/{dump.name}" for dump in DUMPS if dump.whole and dump.rdf))
    saying.say(own, VOID + "feature", *_FORMATS)
    saying.say(own, VOID + "rootResource", RG)
    saying.say(own, DCAT + "landingPage", base + "/")
    _counts(saying, own, figures, knowledge)
    _partitions(saying, own, figures)
    _linksets(saying, own, figures, knowledge)
    _graphs(saying, own, knowledge)
    return canonical(saying.triples)


def _counts(saying: Saying, own: str, figures: Figures, knowledge: Knowledge) -> None:
    (space,) = (each.value for each in said_values(knowledge.store, DATASET, VOID + "uriSpace"))
    saying.say(own, VOID + "triples", figures.triples)
    saying.say(own, VOID + "entities", figures.entities(space))
    saying.say(own, VOID + "classes", len(figures.classes))
    saying.say(own, VOID + "properties", len(figures.properties))
    saying.say(own, VOID + "distinctSubjects", len(figures.subjects))
    saying.say(own, VOID + "distinctObjects", len(figures.objects))
    saying.say(own, VOID + "vocabulary", *vocabularies(figures))


def vocabularies(figures: Figures) -> set[str]:
    """The namespaces of all classes and properties in use."""
    return {iri[: max(iri.rfind("#"), iri.rfind("/")) + 1] for iri in (*figures.classes, *figures.properties)}


def _partitions(saying: Saying, own: str, figures: Figures) -> None:
    for iri, instances in figures.classes.items():
        part = f"{own.partition('#')[0]}#class-{word(iri)}"
        saying.say(own, VOID + "classPartition", part)
        saying.say(part, VOID + "class", iri)
        saying.say(part, VOID + "entities", sum(1 for each in instances if isinstance(each, NamedNode)))
        saying.say(part, VOID + "distinctSubjects", len(instances))
    for iri, of in figures.properties.items():
        part = f"{own.partition('#')[0]}#property-{word(iri)}"
        saying.say(own, VOID + "propertyPartition", part)
        saying.say(part, VOID + "property", iri)
        saying.say(part, VOID + "triples", of.triples)
        saying.say(part, VOID + "distinctSubjects", len(of.subjects))
        saying.say(part, VOID + "distinctObjects", len(of.objects))


def _linksets(saying: Saying, own: str, figures: Figures, knowledge: Knowledge) -> None:
    """One for each foreign dataset and property, as a linkset has one kind of link (section 5)."""
    for (target, predicate), count in figures.links.items():
        links = f"{own.partition('#')[0]}#links-{target.rpartition('/')[2]}-{word(predicate)}"
        saying.type(links, VOID + "Linkset")
        saying.say(own, VOID + "subset", links)
        saying.say(links, VOID + "subjectsTarget", own)
        saying.say(links, VOID + "objectsTarget", target)
        saying.say(links, VOID + "linkPredicate", predicate)
        saying.say(links, VOID + "triples", count)
        saying.type(target, VOID + "Dataset")
        copied(saying, knowledge.store, target, target, DCT + "title", VOID + "uriSpace")


def _graphs(saying: Saying, own: str, knowledge: Knowledge) -> None:
    sizes = Counter(quad.graph_name for quad in knowledge.store)
    for graph, size in sizes.items():
        if isinstance(graph, NamedNode):
            saying.say(own, VOID + "subset", graph)
            saying.type(graph.value, VOID + "Dataset")
            saying.say(graph.value, VOID + "triples", size)
            copied(saying, knowledge.store, graph.value, graph.value, *_OF_GRAPHS)
            if not named(knowledge, graph.value):
                saying.words(graph.value, DCT + "rights", knowledge, "catalogue-graph-no-licence")


def _figures(knowledge: Knowledge) -> Figures:
    # Labels of blank nodes and the order make no difference to a count, and are dear.
    return counted({quad.triple for quad in knowledge.store}, targets(knowledge))


def targets(knowledge: Knowledge) -> dict[str, str]:
    """The beginnings of IRIs of datasets that the knowledge declares, apart from itself, and the dataset of each."""
    store = knowledge.store
    return {
        quad.object.value: quad.subject.value
        for quad in store.quads_for_pattern(None, NamedNode(VOID + "uriSpace"), None)
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.subject.value != DATASET
    }

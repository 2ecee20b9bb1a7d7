"""The catalogue entry of a deployment (DCAT-AP.de 3.0): what is published, by whom, in which files and services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.catalogue.datasets import described, parts
from regelgraph.linked.catalogue.licences import licensed
from regelgraph.linked.catalogue.said import (
    AUTHORITY,
    DATASET,
    DCAT,
    DCATDE,
    FOAF,
    Saying,
    copied,
    issued,
)
from regelgraph.linked.descriptions import canonical
from regelgraph.terms import DCT, RDFS, RG, SKOS, XSD

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from regelgraph.knowledge import Knowledge
    from regelgraph.settings.publisher import PublisherSettings

VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
_PROTOCOL: Final = "https://www.w3.org/TR/sparql11-protocol/"
_OPENAPI: Final = "https://spec.openapis.org/oas/v3.1.0"


def dcat(knowledge: Knowledge, base: str, publisher: PublisherSettings, service: str | None = None) -> list[Triple]:
    """The entry, sorted. What nobody has set is not made up: the catalogue says in words that it is missing.

    `service` is the address of what answers queries: None if that of all else, empty if there is nothing.
    """
    asked = base if service is None else service
    saying, (whole, *rest) = Saying(), parts(base)
    catalogue, sparql, api = (f"{base}/dcat#{name}" for name in ("catalogue", "sparql", "api"))
    datasets = [whole.iri, *(part.iri for part in rest)]
    _catalogue(saying, knowledge, catalogue, base)
    saying.say(catalogue, DCAT + "dataset", *datasets)
    for part in (whole, *rest):
        described(saying, knowledge, base, part)
        if publisher.contributor_id:
            saying.say(part.iri, DCATDE + "contributorID", publisher.contributor_id)
    saying.say(whole.iri, DCT + "hasPart", *(part.iri for part in rest))
    _period(saying, knowledge, whole.iri, f"{base}/dcat#period")
    if asked:
        saying.say(catalogue, DCAT + "service", sparql, api)
        _service(saying, knowledge, sparql, asked + "/sparql", asked + "/sparql", _PROTOCOL)
        saying.words(sparql, DCT + "title", knowledge, "catalogue-sparql")
        _service(saying, knowledge, api, asked + "/", asked + "/openapi.json", _OPENAPI)
        saying.words(api, DCT + "title", knowledge, "catalogue-api")
        saying.say(sparql, DCAT + "servesDataset", *datasets)
        saying.say(api, DCAT + "servesDataset", *datasets)
    _people(saying, knowledge, base, publisher, (catalogue, *datasets, *((sparql, api) if asked else ())))
    return canonical(saying.triples)


def _period(saying: Saying, knowledge: Knowledge, own: str, iri: str) -> None:
    """From the first day that a rule or fact is said to hold; open, as what holds today has no last day."""
    date = NamedNode(XSD + "date")
    days = [
        quad.object.value
        for quad in knowledge.store.quads_for_pattern(None, NamedNode(RG + "validFrom"), None)
        if isinstance(quad.object, Literal) and quad.object.datatype == date
    ]
    if days:
        saying.say(own, DCT + "temporal", iri)
        saying.type(iri, DCT + "PeriodOfTime")
        saying.say(iri, DCAT + "startDate", Literal(min(days), datatype=date))


def _catalogue(saying: Saying, knowledge: Knowledge, catalogue: str, base: str) -> None:
    themes = AUTHORITY + "data-theme"
    saying.type(catalogue, DCAT + "Catalog")
    saying.words(catalogue, DCT + "title", knowledge, "catalogue-title")
    copied(
        saying, knowledge.store, catalogue, DATASET, *(DCT + name for name in ("description", "language", "spatial"))
    )
    saying.say(catalogue, FOAF + "homepage", base + "/")
    saying.say(catalogue, DCAT + "themeTaxonomy", themes)
    saying.type(themes, SKOS + "ConceptScheme")
    if day := issued(knowledge):
        saying.say(catalogue, DCT + "modified", day)
    about = {
        quad.graph_name.value
        for quad in knowledge.store.quads_for_pattern(NamedNode(DATASET), None, None)
        if isinstance(quad.graph_name, NamedNode)
    }
    licensed(saying, knowledge, catalogue, about)


def _service(saying: Saying, knowledge: Knowledge, service: str, url: str, description: str, standard: str) -> None:
    saying.type(service, DCAT + "DataService")
    saying.say(service, DCAT + "endpointURL", url)
    saying.say(service, DCAT + "endpointDescription", description)
    saying.say(service, DCT + "conformsTo", standard)
    saying.type(standard, DCT + "Standard")
    saying.say(service, DCT + "accessRights", AUTHORITY + "access-right/PUBLIC")
    licensed(saying, knowledge, service, knowledge.graphs)


def _people(
    saying: Saying, knowledge: Knowledge, base: str, publisher: PublisherSettings, things: tuple[str, ...]
) -> None:
    catalogue, *published = things
    if publisher.publisher_name:
        agent = publisher.publisher_url or f"{base}/dcat#publisher"
        saying.type(agent, FOAF + "Agent")
        saying.say(agent, FOAF + "name", Literal(publisher.publisher_name))
        if publisher.publisher_url:
            saying.say(agent, FOAF + "homepage", publisher.publisher_url)
        for each in things:
            saying.say(each, DCT + "publisher", agent)
    else:
        saying.words(catalogue, RDFS + "comment", knowledge, "catalogue-no-publisher")
    name = publisher.contact_name or publisher.publisher_name
    if not name or not (publisher.contact_email or publisher.contact_url):
        saying.words(catalogue, RDFS + "comment", knowledge, "catalogue-no-contact")
        return
    contact = f"{base}/dcat#contact"
    saying.type(contact, VCARD + "Kind")
    saying.say(contact, VCARD + "fn", Literal(name))
    if publisher.contact_email:
        saying.say(contact, VCARD + "hasEmail", "mailto:" + publisher.contact_email)
    if publisher.contact_url:
        saying.say(contact, VCARD + "hasURL", publisher.contact_url)
    for each in published:
        saying.say(each, DCAT + "contactPoint", contact)

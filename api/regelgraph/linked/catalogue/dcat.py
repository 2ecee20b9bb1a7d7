"""The catalogue entry of a deployment (DCAT-AP.de 3.0): what is published, by whom, in which files and services."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.catalogue.said import (
    DATASET,
    DCAT,
    EXACT_MATCH,
    FOAF,
    LICENSE,
    Saying,
    copied,
    dataset,
    licence,
    values,
)
from regelgraph.linked.descriptions import canonical
from regelgraph.linked.dumps import DUMPS, Dump, measures
from regelgraph.terms import DCT, GRAPH, RDFS, RG, XSD

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from regelgraph.knowledge import Knowledge
    from regelgraph.settings.publisher import PublisherSettings

DCATDE: Final = "http://dcat-ap.de/def/dcatde/"
SPDX: Final = "http://spdx.org/rdf/terms#"
VCARD: Final = "http://www.w3.org/2006/vcard/ns#"
_AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
_MEDIA_TYPE: Final = "https://www.iana.org/assignments/media-types/"
_SHA256: Final = SPDX + "checksumAlgorithm_sha256"
_STAYS: Final = (
    *(DCT + name for name in ("title", "description", "language", "spatial")),
    DCAT + "keyword",
    DCAT + "theme",
)


def dcat(knowledge: Knowledge, base: str, publisher: PublisherSettings, service: str | None = None) -> list[Triple]:
    """The entry, sorted. What nobody has set is not made up: the catalogue says in words that it is missing.

    `service` is the address of what answers queries: None if that of all else, empty if there is nothing.
    """
    asked = base if service is None else service
    saying, own = Saying(), dataset(base)
    catalogue, sparql, api = (f"{base}/dcat#{name}" for name in ("catalogue", "sparql", "api"))
    saying.type(catalogue, DCAT + "Catalog")
    saying.words(catalogue, DCT + "title", knowledge, "catalogue-title")
    copied(saying, knowledge.store, catalogue, DATASET, DCT + "description", DCT + "language")
    saying.say(catalogue, FOAF + "homepage", base + "/")
    saying.say(catalogue, DCAT + "dataset", own)
    saying.type(own, DCAT + "Dataset")
    copied(saying, knowledge.store, own, DATASET, *_STAYS)
    saying.say(own, DCT + "identifier", Literal(DATASET))
    saying.say(own, DCAT + "version", Literal(knowledge.version))
    saying.say(own, DCAT + "landingPage", base + "/")
    saying.say(own, DCT + "accessRights", _AUTHORITY + "access-right/PUBLIC")
    _period(saying, knowledge, own, f"{base}/dcat#period")
    for dump in DUMPS:
        _distribution(saying, knowledge, base, dump)
    if asked:
        saying.say(catalogue, DCAT + "service", sparql, api)
        _service(saying, knowledge, sparql, asked + "/sparql", asked + "/sparql", "catalogue-sparql")
        _service(saying, knowledge, api, asked + "/", asked + "/openapi.json", "catalogue-api")
        saying.say(sparql, DCAT + "servesDataset", own)
        saying.say(api, DCAT + "servesDataset", own)
    if publisher.contributor_id:
        saying.say(own, DCATDE + "contributorID", publisher.contributor_id)
    _people(saying, knowledge, base, publisher, (catalogue, own, *((sparql, api) if asked else ())))
    return canonical(saying.triples)


def _period(saying: Saying, knowledge: Knowledge, own: str, period: str) -> None:
    """From the first day that a rule or fact is said to hold; open, as what holds today has no last day."""
    days = [
        quad.object.value
        for quad in knowledge.store.quads_for_pattern(None, NamedNode(RG + "validFrom"), None)
        if isinstance(quad.object, Literal) and quad.object.datatype.value == XSD + "date"
    ]
    if days:
        saying.say(own, DCT + "temporal", period)
        saying.type(period, DCT + "PeriodOfTime")
        saying.say(period, DCAT + "startDate", Literal(min(days), datatype=NamedNode(XSD + "date")))


def _distribution(saying: Saying, knowledge: Knowledge, base: str, dump: Dump) -> None:
    measure, url = measures(knowledge)[dump.name], f"{base}/{dump.name}"
    file, checksum = f"{base}/dcat#{dump.name}", f"{base}/dcat#{dump.name}-sha256"
    saying.say(dataset(base), DCAT + "distribution", file)
    saying.type(file, DCAT + "Distribution")
    saying.words(file, DCT + "title", knowledge, dump.words)
    saying.say(file, DCAT + "accessURL", url)
    saying.say(file, DCAT + "downloadURL", url)
    saying.say(file, DCAT + "mediaType", _MEDIA_TYPE + dump.media_type)
    saying.say(file, DCT + "format", _AUTHORITY + "file-type/" + dump.file_type)
    copied(saying, knowledge.store, file, DATASET, DCT + "language")
    size = Literal(str(measure.size), datatype=NamedNode(XSD + "nonNegativeInteger"))
    saying.say(file, DCAT + "byteSize", size)
    saying.say(file, SPDX + "checksum", checksum)
    saying.type(checksum, SPDX + "Checksum")
    saying.say(checksum, SPDX + "algorithm", _SHA256)
    digest = Literal(measure.digest, datatype=NamedNode(XSD + "hexBinary"))
    saying.say(checksum, SPDX + "checksumValue", digest)
    _licensed(saying, knowledge, file)


def _licensed(saying: Saying, knowledge: Knowledge, file: str) -> None:
    found = licence(knowledge)
    if found is None:
        saying.words(file, RDFS + "comment", knowledge, "catalogue-no-licence")
        return
    saying.say(file, LICENSE, *values(knowledge.store, found, EXACT_MATCH))
    graphs = [graph for graph in knowledge.graphs if graph.startswith(GRAPH)]
    whose = {each.value for graph in graphs for each in values(knowledge.store, graph, DCT + "rights")}
    if whose:
        saying.say(file, DCATDE + "licenseAttributionByText", Literal("\n".join(sorted(whose))))


def _service(saying: Saying, knowledge: Knowledge, service: str, url: str, description: str, words: str) -> None:
    saying.type(service, DCAT + "DataService")
    saying.words(service, DCT + "title", knowledge, words)
    saying.say(service, DCAT + "endpointURL", url)
    saying.say(service, DCAT + "endpointDescription", description)


def _people(
    saying: Saying, knowledge: Knowledge, base: str, publisher: PublisherSettings, things: tuple[str, ...]
) -> None:
    catalogue, (_, *published) = things[0], things
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

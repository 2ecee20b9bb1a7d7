"""The datasets of an entry, each with its files: all that is known, and the rules and the vocabulary by themselves."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.catalogue.licences import added, attributed, licensed
from regelgraph.linked.catalogue.said import (
    ADMS,
    AUTHORITY,
    DATASET,
    DCAT,
    DCATDE,
    SPDX,
    Saying,
    copied,
    dataset,
    issued,
    values,
)
from regelgraph.linked.context import CONTEXT
from regelgraph.linked.dumps import DUMPS, Dump, measures
from regelgraph.linked.names import address_of
from regelgraph.linked.writing import FORMS
from regelgraph.terms import DCT, RDFS, RG, TYPE, XSD

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_MEDIA_TYPE: Final = "https://www.iana.org/assignments/media-types/"
_SHA256: Final = SPDX + "checksumAlgorithm_sha256"
_SHACL: Final = "https://www.w3.org/TR/shacl/"
_OWL: Final = "https://www.w3.org/TR/owl2-overview/"
_FILE_TYPES: Final = {"ttl": "RDF_TURTLE", "jsonld": "JSON_LD", "nt": "RDF_N_TRIPLES", "rdf": "RDF_XML"}
_STAYS: Final = (
    *(DCT + name for name in ("accrualPeriodicity", "language", "spatial")),
    *(DCAT + name for name in ("keyword", "theme")),
    DCATDE + "politicalGeocodingLevelURI",
)


@dataclass(frozen=True, slots=True)
class Part:
    """A dataset: what is said of it, in the knowledge of the thing `about` or as the text `words`, and its standard.

    `dumps` are its files with a size; `graphs` the graphs that it is taken from.
    """

    iri: str
    about: str
    words: str
    standard: str
    dumps: tuple[Dump, ...]
    graphs: Callable[[Knowledge], set[str]]


def parts(base: str) -> tuple[Part, ...]:
    """All datasets; the first is the whole."""
    whole = tuple(dump for dump in DUMPS if dump.whole)
    shapes = tuple(dump for dump in DUMPS if not dump.whole and dump.name != CONTEXT)
    context = tuple(dump for dump in DUMPS if dump.name == CONTEXT)
    return (
        Part(dataset(base), DATASET, "", RG, whole, lambda knowledge: set(knowledge.graphs)),
        Part(f"{base}/dcat#shapes", "", "catalogue-shapes", _SHACL, shapes, lambda known: known.graphs_of_shapes()),
        Part(f"{base}/dcat#vocabulary", RG, "", _OWL, context, _of_terms),
    )


def described(saying: Saying, knowledge: Knowledge, base: str, part: Part) -> None:
    """Say what a dataset is, and what there is of it."""
    own, store = part.iri, knowledge.store
    saying.type(own, DCAT + "Dataset")
    if part.words:
        saying.words(own, DCT + "title", knowledge, part.words)
        saying.words(own, DCT + "description", knowledge, part.words + "-description")
        saying.say(own, DCT + "identifier", Literal(own))
    else:
        copied(saying, store, own, part.about, DCT + "title", DCT + "description")
        saying.say(own, DCT + "identifier", Literal(part.about))
    copied(saying, store, own, DATASET, *_STAYS)
    for place in values(store, DATASET, DCT + "spatial"):
        copied(saying, store, place.value, place.value, TYPE)
    saying.say(own, DCT + "conformsTo", part.standard)
    saying.type(part.standard, DCT + "Standard")
    saying.say(own, DCAT + "version", Literal(knowledge.version))
    saying.words(own, ADMS + "versionNotes", knowledge, "catalogue-versions", url=base + "/versions")
    saying.say(own, DCAT + "landingPage", base + (address_of(part.about) if part.about == RG else "/"))
    saying.say(own, DCT + "accessRights", AUTHORITY + "access-right/PUBLIC")
    if day := issued(knowledge):
        saying.say(own, DCT + "modified", day)
    if set(added(knowledge)) & part.graphs(knowledge):
        saying.words(own, RDFS + "comment", knowledge, "catalogue-added")
    for dump in part.dumps:
        _measured(saying, knowledge, base, part, dump)
    if part.about == RG:
        for form in FORMS:
            url = base + address_of(RG).rstrip("/") + "." + form.suffix
            file = f"{base}/dcat#vocabulary.{form.suffix}"
            _distribution(saying, knowledge, part, file, url, form.media_type, _FILE_TYPES[form.suffix])
            copied(saying, store, file, RG, DCT + "title")


def _of_terms(knowledge: Knowledge) -> set[str]:
    return {
        quad.graph_name.value
        for quad in knowledge.store.quads_for_pattern(None, NamedNode(RDFS + "isDefinedBy"), NamedNode(RG))
        if isinstance(quad.graph_name, NamedNode)
    }


def _measured(saying: Saying, knowledge: Knowledge, base: str, part: Part, dump: Dump) -> None:
    measure = measures(knowledge)[dump.name]
    file, checksum = f"{base}/dcat#{dump.name}", f"{base}/dcat#{dump.name}-sha256"
    media_type, file_type = dump.holds or (dump.media_type, dump.file_type)
    _distribution(saying, knowledge, part, file, f"{base}/{dump.name}", media_type, file_type)
    if dump.holds:
        saying.say(file, DCAT + "packageFormat", _MEDIA_TYPE + dump.media_type)
    saying.words(file, DCT + "title", knowledge, dump.words)
    size = Literal(str(measure.size), datatype=NamedNode(XSD + "nonNegativeInteger"))
    saying.say(file, DCAT + "byteSize", size)
    saying.say(file, SPDX + "checksum", checksum)
    saying.type(checksum, SPDX + "Checksum")
    saying.say(checksum, SPDX + "algorithm", _SHA256)
    saying.type(_SHA256, SPDX + "ChecksumAlgorithm")
    digest = Literal(measure.digest, datatype=NamedNode(XSD + "hexBinary"))
    saying.say(checksum, SPDX + "checksumValue", digest)


def _distribution(
    saying: Saying, knowledge: Knowledge, part: Part, file: str, url: str, media_type: str, file_type: str
) -> None:
    saying.say(part.iri, DCAT + "distribution", file)
    saying.type(file, DCAT + "Distribution")
    saying.say(file, DCAT + "accessURL", url)
    saying.say(file, DCAT + "downloadURL", url)
    saying.say(file, DCAT + "mediaType", _MEDIA_TYPE + media_type)
    saying.say(file, DCT + "format", AUTHORITY + "file-type/" + file_type)
    copied(saying, knowledge.store, file, DATASET, DCT + "language")
    if day := issued(knowledge):
        saying.say(file, DCT + "modified", day)
    licensed(saying, knowledge, file, part.graphs(knowledge))
    attributed(saying, knowledge, file, part.graphs(knowledge))

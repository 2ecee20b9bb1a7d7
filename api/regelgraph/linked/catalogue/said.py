"""What the knowledge says of itself as a dataset, and a way to say more."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final
from urllib.parse import quote

from pyoxigraph import BlankNode, Literal, NamedNode, Triple

from regelgraph.answers.graphs import PREFIXES
from regelgraph.terms import DCT, ID, NOTATION, RG, SKOS, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Store

    from regelgraph.knowledge import Knowledge

DATASET: Final = ID + "dataset/regelgraph"
DCAT: Final = "http://www.w3.org/ns/dcat#"
DCATDE: Final = "http://dcat-ap.de/def/dcatde/"
ADMS: Final = "http://www.w3.org/ns/adms#"
SPDX: Final = "http://spdx.org/rdf/terms#"
AUTHORITY: Final = "http://publications.europa.eu/resource/authority/"
FOAF: Final = "http://xmlns.com/foaf/0.1/"
EXACT_MATCH: Final = SKOS + "exactMatch"
_BY: Final = "void#dataset"

Term = NamedNode | BlankNode | Literal


class Saying:
    """Triples that are being made, each once."""

    def __init__(self) -> None:
        self.triples: dict[Triple, None] = {}

    def say(self, subject: str, predicate: str, *values: Term | str | int) -> None:
        """A text is an IRI, a number an xsd:integer (xsd:nonNegativeInteger where DCAT wants it: give a Literal)."""
        for value in values:
            term = NamedNode(value) if isinstance(value, str) else Literal(value) if isinstance(value, int) else value
            self.triples[Triple(NamedNode(subject), NamedNode(predicate), term)] = None

    def type(self, subject: str, *classes: str) -> None:
        """Classes of a thing."""
        self.say(subject, TYPE, *classes)

    def words(self, subject: str, predicate: str, knowledge: Knowledge, key: str, **named: str) -> None:
        """A text of the knowledge, in both languages, with what it names in braces filled in."""
        for lang, text in knowledge.rulebook.texts[key].both().items():
            self.say(subject, predicate, Literal(text.format_map(named) if named else text, language=lang))


def values(store: Store, subject: str, *predicates: str) -> list[Term]:
    """What is said of a thing by some properties, in order."""
    found = {
        quad.object
        for predicate in predicates
        for quad in store.quads_for_pattern(NamedNode(subject), NamedNode(predicate), None)
    }
    return [each for each in sorted(found, key=str) if not isinstance(each, Triple)]


def copied(saying: Saying, store: Store, subject: str, of: str, *predicates: str) -> None:
    """Say of one thing what the knowledge says of another."""
    for predicate in predicates:
        saying.say(subject, predicate, *values(store, of, predicate))


def issued(knowledge: Knowledge) -> Term | None:
    """The day of the version, where it has been issued; of knowledge with graphs that are added nobody knows one."""
    if not all(source.builtin for source in knowledge.sources.turtle):
        return None
    version = Literal(knowledge.version)
    days = {
        day
        for quad in knowledge.store.quads_for_pattern(None, NamedNode(NOTATION), version)
        if isinstance(quad.subject, NamedNode)
        for day in values(knowledge.store, quad.subject.value, DCT + "issued")
        if NamedNode(RG + "Version") in values(knowledge.store, quad.subject.value, TYPE)
    }
    return min(days, key=str, default=None)


def dataset(base: str) -> str:
    """The IRI of the dataset as a deployment serves it."""
    return f"{base}/.well-known/{_BY}"


def word(iri: str) -> str:
    """A word for an IRI that may stand behind `#`, different for different IRIs."""
    for prefix, namespace in sorted(PREFIXES.items(), key=lambda each: -len(each[1])):
        local = iri.removeprefix(namespace)
        if local != iri and local.isalnum():
            return f"{prefix}.{local}"
    return quote(iri, safe="")

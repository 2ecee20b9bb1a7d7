"""Versions of the knowledge, newest first: what each changed, how, in which things, and which terms it retired."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.linked.descriptions import canonical, describe
from regelgraph.linked.retired import Retired, all_retired
from regelgraph.linked.subjects import subjects
from regelgraph.terms import DCT, DEFINITION, NOTATION, RG, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from regelgraph.knowledge import Knowledge

_TRUE: Final = ("true", "1")


@dataclass(frozen=True, slots=True)
class Change:
    """A change: its kind (IRI), whether it may change verdicts, its text by language, and the things it concerns."""

    iri: str
    kind: str | None
    changes_meaning: bool
    text: dict[str, str]
    concerns: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Version:
    """A version: `ontology` is the owl:versionIRI of the vocabulary, `issued` the day, where it has been issued."""

    iri: str
    number: str
    ontology: str | None
    issued: str | None
    changes: tuple[Change, ...]
    retired: tuple[Retired, ...]


class Versions:
    """All versions that a knowledge tells of."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._store = knowledge.store
        gone = all_retired(self._store).values()
        self.all = tuple(self._version(iri, gone) for iri in sorted(self._of_class("Version"), key=self._order)[::-1])

    def triples(self) -> list[Triple]:
        """What the knowledge says of versions, changes, retired terms and the kinds of changes, as in descriptions."""
        named = {*self._of_class("Version"), *self._of_class("Change"), *self._of_class("ChangeKind")}
        named |= {each.ontology for each in self.all if each.ontology}
        named |= {each.iri for version in self.all for each in version.retired}
        return canonical({triple for iri in named for triple in describe(self._store, iri)})

    def kinds(self) -> list[str]:
        """The kinds of changes, in their order."""
        return sorted(self._of_class("ChangeKind"), key=self._order)

    def _version(self, iri: str, gone: Iterable[Retired]) -> Version:
        number = self._word(iri, NOTATION) or iri.rpartition("/")[2]
        changes = sorted(subjects(self._store, RG + "inVersion", iri), key=self._order)
        return Version(
            iri,
            number,
            min(self._values(iri, DCT + "hasPart"), default=None),
            self._word(iri, DCT + "issued"),
            tuple(sorted(map(self._change, changes), key=lambda each: not each.changes_meaning)),
            tuple(each for each in gone if each.version == number),
        )

    def _change(self, iri: str) -> Change:
        said = self._store.quads_for_pattern(NamedNode(iri), NamedNode(DEFINITION), None)
        texts = {quad.object.language or "": quad.object.value for quad in said if isinstance(quad.object, Literal)}
        kind = min(self._values(iri, RG + "changeKind"), default=None)
        decides = self._word(iri, RG + "changesMeaning") in _TRUE
        return Change(iri, kind, decides, texts, tuple(self._values(iri, RG + "concerns")))

    def _of_class(self, name: str) -> list[str]:
        return subjects(self._store, TYPE, RG + name)

    def _values(self, iri: str, prop: str) -> list[str]:
        quads = self._store.quads_for_pattern(NamedNode(iri), NamedNode(prop), None)
        return sorted({quad.object.value for quad in quads if not hasattr(quad.object, "subject")})

    def _word(self, iri: str, prop: str) -> str | None:
        return max(self._values(iri, prop), default=None)

    def _order(self, iri: str) -> tuple[int, str]:
        number = self._word(iri, RG + "order") or ""
        return (int(number) if number.isascii() and number.isdigit() else 0, iri)

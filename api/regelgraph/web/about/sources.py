"""Where the knowledge comes from, how sure it is, what is open, and under which licences it stands."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.linked import address_of
from regelgraph.linked.catalogue.licences import licence
from regelgraph.linked.names import NAMESPACE
from regelgraph.linked.order import natural
from regelgraph.linked.subjects import subjects
from regelgraph.terms import DCT, DEFINITION, LICENSE, NOTATION, RG, TYPE
from regelgraph.web.linked.values import Value

if TYPE_CHECKING:
    from regelgraph.web.linked.values import Words
    from regelgraph.web.service import Loaded

_CONFIDENCE: Final = RG + "confidence"
_RIGHTS: Final = DCT + "rights"


@dataclass(frozen=True, slots=True)
class Source:
    """A document that rules are taken from, what it is, and how sure its text is."""

    name: Value
    said: tuple[Value, ...]
    confidence: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Level:
    """A level of confidence, what it means, and how many things have it."""

    name: Value
    said: tuple[Value, ...]
    count: int


@dataclass(frozen=True, slots=True)
class Origin:
    """All of it. `rounds` say how sure their rules are; `open_at` is the list of open questions, empty without one.

    `licence` is that of all together, None if nobody has said one; `licences` are those of graphs with their number.
    """

    sources: tuple[Source, ...]
    levels: tuple[Level, ...]
    rounds: tuple[tuple[Value, str], ...]
    open_count: int
    open_at: str
    licence: Value | None
    licences: tuple[tuple[Value, int], ...]
    rights: tuple[str, ...]
    namespace: str = NAMESPACE + "/"


def origin(loaded: Loaded, words: Words) -> Origin:
    """What the knowledge says of itself, in the language of the words."""
    open_questions = subjects(words.store, TYPE, RG + "OpenQuestion")
    graphs = loaded.knowledge.graphs
    whole = loaded.knowledge.once(licence)
    licences = Counter(each.iri for graph in graphs for each in words.things(graph, LICENSE))
    return Origin(
        sources=tuple(_source(words, iri) for iri in _by_name(words, "Source")),
        levels=tuple(sorted((_level(words, iri) for iri in _by_name(words, "Confidence")), key=_most)),
        rounds=tuple(
            (words.named(each.iri), each.note.get(words.lang))
            for each in loaded.rulebook.rounds.values()
            if each.note is not None
        ),
        open_count=len(open_questions),
        open_at=address_of(open_questions[0]).rpartition("/")[0] + "/" if open_questions else "",
        licence=_called(words, whole) if whole else None,
        licences=tuple((_called(words, iri), count) for iri, count in sorted(licences.items())),
        rights=tuple(sorted({text for graph in graphs for text in words.texts(graph, _RIGHTS)}, key=natural)),
    )


def _by_name(words: Words, class_: str) -> list[str]:
    found = subjects(words.store, TYPE, RG + class_)
    return sorted(found, key=lambda iri: (natural(words.named(iri).text), iri))


def _source(words: Words, iri: str) -> Source:
    said = tuple(words.told(iri, DEFINITION))
    return Source(words.named(iri), said, tuple(words.things(iri, _CONFIDENCE)))


def _level(words: Words, iri: str) -> Level:
    return Level(words.named(iri), tuple(words.told(iri, DEFINITION)), len(subjects(words.store, _CONFIDENCE, iri)))


def _most(level: Level) -> tuple[int, str]:
    return -level.count, level.name.iri


def _called(words: Words, iri: str) -> Value:
    """A licence by its short name."""
    notation = words.texts(iri, NOTATION)
    return Value(notation[0] if notation else iri, iri=iri)

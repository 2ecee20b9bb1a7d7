"""What is shown as a list for readers: each thing with its relations, and where to go on from it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.linked.connected import Lines, Relation, Shown, relations
from regelgraph.linked.order import natural
from regelgraph.terms import DEFINITION
from regelgraph.web.linked.values import Value, Words

if TYPE_CHECKING:
    from collections.abc import Callable

    from regelgraph.web.explore.state import State

COLOURS = 8
SHAPES = 7
"""No two kinds share both, as long as there are fewer than their product: the numbers have no common factor."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of things: its name, how many there are to choose from; `colour` and `shape` are numbers of a legend."""

    iri: str
    name: str
    count: int
    colour: int
    shape: int
    chosen: bool


@dataclass(frozen=True, slots=True)
class Told:
    """A relation of a thing: those at its other end that are shown, of `total`, and where all are."""

    relation: Relation
    name: Value
    others: tuple[Value, ...]
    total: int
    all: str | None


@dataclass(frozen=True, slots=True)
class Thing:
    """A thing that is shown; the addresses are those of what is shown next, None where that is the same."""

    name: Value
    kind: Kind
    degree: int
    open: bool
    meaning: tuple[Value, ...]
    relations: tuple[Told, ...]
    opened: str | None
    closed: str | None
    only: str
    without: str


def kinds(lines: Lines, words: Words, counts: dict[str, int], wants: Callable[[str], bool]) -> list[Kind]:
    """The kinds of a legend, in the order of the data; a thing that is not drawn otherwise has none."""
    return [_kind(lines, words, iri, count, chosen=wants(iri)) for iri, count in counts.items()]


def things(lines: Lines, words: Words, state: State, found: Shown) -> list[Thing]:
    """What is shown: what was asked for first, then by kind and name."""
    shown = set(found.things)
    order = {iri: place for place, iri in enumerate((*lines.kinds, ""))}
    listed = [_thing(lines, words, state, iri, shown) for iri in found.things]
    return sorted(listed, key=lambda each: (not each.open, order[each.kind.iri], natural(each.name.text)))


def _kind(lines: Lines, words: Words, iri: str, count: int, *, chosen: bool) -> Kind:
    place = lines.kinds.index(iri) if iri else len(lines.kinds)
    name = words.named(iri).text if iri else words.say("explore-other")
    return Kind(iri, name, count, place % COLOURS, place % SHAPES, chosen)


def _thing(lines: Lines, words: Words, state: State, iri: str, shown: set[str]) -> Thing:
    is_open = iri in state.wish.nodes
    found: list[Told] = []
    for each in relations(lines, iri):
        others = tuple(words.named(other) for other in each.others if other in shown)
        more = state.all_by(iri, each.key) if len(others) < each.total else None
        if others or is_open:
            ordered = tuple(sorted(others, key=lambda other: natural(other.text)))
            found.append(Told(each, words.named(each.prop), ordered, each.total, more))
    degree = lines.degree(iri)
    return Thing(
        words.named(iri),
        _kind(lines, words, lines.kind(iri), 0, chosen=True),
        degree,
        is_open,
        tuple(words.told(iri, DEFINITION)),
        tuple(found),
        state.opened(iri) if not is_open and degree else None,
        state.closed(iri) if is_open and (len(state.wish.nodes) > 1 or state.wish.start) else None,
        state.only(iri),
        state.without(iri),
    )

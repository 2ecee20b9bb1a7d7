"""What is shown at once: things that were asked for, what they are connected with, and all lines between these."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass
from typing import Final

from regelgraph.linked.connected.lines import Lines, Step
from regelgraph.linked.connected.overview import overview
from regelgraph.linked.connected.relations import relations, shared
from regelgraph.linked.connected.ways import way

ROOM: Final = 24
"""Things that are shown around one, unless more are asked for."""
MOST: Final = 200
"""Things that are shown at once."""


@dataclass(frozen=True, slots=True)
class Wish:
    """What is to be shown: `nodes` with what surrounds them, and the first drawing if there are none, or it is to stay.

    Only `kinds` (none: all), nothing of the kinds `without`, nor what is `hidden`; around each node as many as there
    is `room`; around the last only the relation `by` if it is given, from number `offset`; and the way between the
    `ends`, if these are two.
    """

    nodes: tuple[str, ...] = ()
    start: bool = False
    kinds: tuple[str, ...] = ()
    hidden: tuple[str, ...] = ()
    room: int = ROOM
    by: str = ""
    offset: int = 0
    ends: tuple[str, ...] = ()
    without: tuple[str, ...] = ()

    def wants(self, kind: str) -> bool:
        """Whether things of a kind are shown."""
        return (not self.kinds or kind in self.kinds) and kind not in self.without


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is shown."""

    source: str
    property: str
    target: str


@dataclass(frozen=True, slots=True)
class Shown:
    """Things in order, lines between them, kinds with how many there are to choose from, and whether some are left out.

    `way` is the way that was asked for, or None without one; `total` how many surround the last node.
    """

    things: tuple[str, ...]
    lines: tuple[Line, ...]
    kinds: dict[str, int]
    truncated: bool
    way: list[Step] | None
    total: int


def shown(lines: Lines, wish: Wish) -> Shown:
    """What a wish shows. The nodes that it names are shown whatever their kind."""
    named = dict.fromkeys(iri for iri in wish.nodes if iri not in wish.hidden)
    found: dict[str, None] = dict(named)
    counted: dict[str, str] = {iri: lines.kind(iri) for iri in named}
    truncated, total = False, 0
    if wish.start or not wish.nodes:
        first = [iri for iri in overview(lines) if iri not in wish.hidden]
        counted |= {iri: lines.kind(iri) for iri in first}
        found |= dict.fromkeys(iri for iri in first if wish.wants(lines.kind(iri)))
    for iri in named:
        around = relations(lines, iri, apart=wish.hidden)
        counted |= {other: lines.kind(other) for each in around for other in each.others}
        wanted = relations(lines, iri, wish.wants)
        last = iri == wish.nodes[-1]
        if wish.by and last:
            wanted = [each for each in wanted if each.key == wish.by]
        total = len({other for each in wanted for other in each.others})
        skipped = wish.offset if last else 0
        others = shared(wanted, skipped + wish.room)[skipped:]
        truncated = truncated or len(others) < total
        found |= dict.fromkeys(each for each in others if each not in wish.hidden)  # nothing takes their place
    steps = way(lines, *wish.ends) if len(wish.ends) == 2 else None
    found |= dict.fromkeys([*wish.ends, *(each[2] for each in steps or ())])
    truncated = truncated or len(found) > MOST
    things = dict.fromkeys(list(found)[:MOST])
    kinds = Counter(counted.values())
    return Shown(
        tuple(things),
        tuple(_inside(lines, things)),
        {kind: kinds[kind] for kind in (*lines.kinds, "") if kinds[kind]},
        truncated,
        steps,
        total,
    )


def _inside(lines: Lines, things: dict[str, None]) -> list[Line]:
    return [
        Line(iri, prop, other)
        for iri in things
        for prop, inward, other in lines.of(iri)
        if not inward and other in things
    ]

"""What a thing is connected with, by relation: a property and its direction; and of each as many as there is room."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Callable, Collection
from dataclasses import dataclass

from regelgraph.linked.connected.lines import Lines

INWARD = "^"
"""Stands before a property that points to the thing."""


@dataclass(frozen=True, slots=True)
class Relation:
    """Things at the other end of one property, in order; `total` counts all, also those that are left out."""

    prop: str
    inward: bool
    others: tuple[str, ...]
    total: int

    @property
    def key(self) -> str:
        """How the relation is written in addresses."""
        return (INWARD if self.inward else "") + self.prop


def relations(
    lines: Lines, iri: str, wants: Callable[[str], bool] | None = None, apart: Collection[str] = ()
) -> list[Relation]:
    """All relations of a thing, to things of the kinds that it `wants` (else of all), without those that stand apart.

    Things come by kind, those with more connections first.
    """
    order = {kind: place for place, kind in enumerate(lines.kinds)}
    found: defaultdict[tuple[bool, str], list[str]] = defaultdict(list)
    for prop, inward, other in lines.of(iri):
        if other not in apart and (wants is None or wants(lines.kind(other))):
            found[inward, prop].append(other)
    return [
        Relation(
            prop,
            inward,
            tuple(sorted(others, key=lambda each: (order[lines.kind(each)], -lines.degree(each), each))),
            len(others),
        )
        for (inward, prop), others in sorted(found.items())
    ]


def shared(found: list[Relation], room: int) -> list[str]:
    """So many things of several relations at most: of each relation the first, then of each the second, and so on."""
    chosen: dict[str, None] = {}
    for rank in range(max((len(each.others) for each in found), default=0)):
        for each in found:
            if rank < len(each.others) and len(chosen) < room:
                chosen[each.others[rank]] = None
    return list(chosen)

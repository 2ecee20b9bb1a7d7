"""Counts over distinct triples, as VoID means them (W3C note "Describing Linked Datasets", section 4.6)."""

from __future__ import annotations

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

from regelgraph.terms import TYPE

if TYPE_CHECKING:
    from pyoxigraph import Triple


@dataclass(slots=True)
class Of:
    """Subjects and objects of the triples of one property."""

    triples: int = 0
    subjects: set[object] = field(default_factory=set)
    objects: set[object] = field(default_factory=set)


@dataclass(slots=True)
class Figures:
    """What there is of each kind. `classes`: the instances of each class, blank nodes too."""

    triples: int = 0
    subjects: set[object] = field(default_factory=set)
    objects: set[object] = field(default_factory=set)
    properties: defaultdict[str, Of] = field(default_factory=lambda: defaultdict(Of))
    classes: defaultdict[str, set[object]] = field(default_factory=lambda: defaultdict(set))
    links: Counter[tuple[str, str]] = field(default_factory=Counter)
    """Triples by target, a dataset of others, and property."""

    def entities(self, space: str) -> int:
        """How many things with an IRI in a namespace are described."""
        return sum(1 for each in self.subjects if isinstance(each, NamedNode) and each.value.startswith(space))


def counted(triples: Iterable[Triple], targets: dict[str, str]) -> Figures:
    """The figures of triples that are distinct.

    `targets`: the beginnings of IRIs, and the dataset that each stands for; of several that fit, the longest counts.
    """
    found = Figures()
    longest_first = sorted(targets, key=lambda space: (-len(space), space))
    for triple in triples:
        found.triples += 1
        found.subjects.add(triple.subject)
        found.objects.add(triple.object)
        of = found.properties[triple.predicate.value]
        of.triples += 1
        of.subjects.add(triple.subject)
        of.objects.add(triple.object)
        if isinstance(triple.object, NamedNode):
            if triple.predicate.value == TYPE:
                found.classes[triple.object.value].add(triple.subject)
            for space in longest_first:
                if triple.object.value.startswith(space):
                    found.links[targets[space], triple.predicate.value] += 1
                    break
    return found

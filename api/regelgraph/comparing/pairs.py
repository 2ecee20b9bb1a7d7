"""Which rounds and criteria of two knowledges answer to each other."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, TypeVar

if TYPE_CHECKING:
    from collections.abc import Collection, Iterable

    from regelgraph.rulebook import Criterion, Round

T = TypeVar("T", "Criterion", "Round")


def pairs(old: Iterable[T], new: Iterable[T]) -> list[tuple[T | None, T | None]]:
    """Old and new with the same IRI, else with the same notation, if it is one alone that has it; sorted by IRI.

    None stands for what has no counterpart.
    """
    before, after = ({each.iri: each for each in things} for things in (old, new))
    found: list[tuple[T | None, T | None]] = [(before.pop(iri), after.pop(iri)) for iri in before.keys() & after]
    named_before, named_after = _named(before.values()), _named(after.values())
    both = named_before.keys() & named_after
    found += [(before.pop(named_before[name]), after.pop(named_after[name])) for name in both]
    found += [(each, None) for each in before.values()]
    found += [(None, each) for each in after.values()]
    return sorted(found, key=lambda pair: next(each.iri for each in reversed(pair) if each))


def _named(things: Collection[T]) -> dict[tuple[str, str], str]:
    """IRIs by case kind and notation, of what shares these with no other."""
    names = {each.iri: (getattr(each, "case_kind", ""), each.notation) for each in things}
    often = Counter(names.values())
    return {name: iri for iri, name in names.items() if name[1] and often[name] == 1}

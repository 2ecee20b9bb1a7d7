"""What rounds ask: the criteria that they gained and lost, and rounds that only one knowledge has."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.comparing.difference import THERE, Difference, short
from regelgraph.comparing.pairs import pairs

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regelgraph.rulebook import Criterion, Round, Rulebook

_WHOLE: Final = "the whole round"
_ONE: Final = "criteria"
_ORDER: Final = "order of criteria"


def differences(old: Rulebook, new: Rulebook) -> list[Difference]:
    """A row for each criterion that a round gained or lost; of a round that came or went, one row with all of them."""
    found = []
    for before, after in pairs(old.rounds.values(), new.rounds.values()):
        if before and after:
            found += _of_both(before, after, old, new)
        elif round_ := after or before:
            told = _listed(round_.criteria) or THERE
            found.append(Difference("round", short(round_.iri), _WHOLE, *(("", told) if after else (told, ""))))
    return found


def _of_both(before: Round, after: Round, old: Rulebook, new: Rulebook) -> list[Difference]:
    matched = pairs(asked(before, old), asked(after, new))
    found = [
        Difference("round", short(after.iri), _ONE, *(short(each.iri) if each else "" for each in pair))
        for pair in matched
        if len({each and each.iri for each in pair}) > 1
    ]
    then = {other.iri: before.criteria.index(one.iri) for one, other in matched if one and other}
    kept = [iri for iri in after.criteria if iri in then]
    if (earlier := sorted(kept, key=then.__getitem__)) != kept:
        found.append(Difference("round", short(after.iri), _ORDER, _listed(earlier), _listed(kept)))
    return found


def asked(round_: Round, rulebook: Rulebook) -> list[Criterion]:
    """The criteria that a round lists, in its order."""
    return [rulebook.criteria[iri] for iri in round_.criteria]


def _listed(iris: Iterable[str]) -> str:
    return "; ".join(map(short, iris))

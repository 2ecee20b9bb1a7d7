"""Facts that can only be noticed where they are stated: unless a cell says otherwise, a declared value holds.

They follow from cells of which a blank or unreadable one leaves the verdict (CONTRACT, aims of a network).
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import Final

from regelgraph.rulebook import DerivedFact
from regelgraph.terms import ELSEWHERE, HOLDS_ANY, IS_NAMED
from regelgraph.values import UNKNOWN_PART, Options, Possible, Reading

DERIVATIONS: Final = (ELSEWHERE, HOLDS_ANY, IS_NAMED)

_WHOLE: Final = "000"
_LONGEST: Final = 8


def stated(possible: Possible, unless: bool) -> bool:
    """The truth value of a yes-or-no cell; `unless` if it says neither."""
    return _only(possible) if isinstance(_only(possible), bool) else unless  # type: ignore[return-value]


def follows(fact: DerivedFact, readings: Mapping[str, Reading]) -> bool:
    """Whether a derived fact is true; what is not stated is as `fact.unless_stated` says."""
    of = readings[fact.of or ""].possible
    unless = bool(fact.unless_stated)
    if not isinstance(of, Options):
        return unless
    if fact.derivation == ELSEWHERE:
        return _elsewhere(of, readings[fact.by or ""].possible, unless)
    if fact.derivation == IS_NAMED:
        return _only(of) is not False
    answers = {_holds(value, fact.counts) for value in of.values}
    answer = answers.pop() if len(answers) == 1 else None
    return unless if answer is None else answer


def _holds(value: str | bool, counts: tuple[str, ...]) -> bool | None:
    """Whether values held at once have one that counts; None if a further one that is not known might."""
    if isinstance(value, bool):
        return value
    parts = value.split()
    if set(parts) & set(counts):
        return True
    return None if UNKNOWN_PART in parts else False


def _elsewhere(there: Options, here: Possible, unless: bool) -> bool:
    """Whether two keys name different places; a place and a larger one around it count as the same."""
    target = _only(there)
    if isinstance(target, bool):
        return target
    first, second = _place(there), _place(here)
    if first is None or second is None:
        return unless
    return not first.startswith(second) and not second.startswith(first)


def place_in(reading: Reading) -> str | None:
    """The key of the place that a cell names, if it names one; a larger place has the beginning of it."""
    return _place(reading.possible)


def _place(possible: Possible) -> str | None:
    """A district-free city has the key 000 within its district: the same place."""
    key = _only(possible)
    if not isinstance(key, str):
        return None
    return key.removesuffix(_WHOLE) if len(key) == _LONGEST else key


def _only(possible: Possible) -> str | bool | None:
    return next(iter(possible.values)) if isinstance(possible, Options) and len(possible.values) == 1 else None

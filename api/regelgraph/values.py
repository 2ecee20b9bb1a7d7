"""What one fact of one case may be: known, one of several values, or anything at all."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from enum import Enum
from typing import Final

Ordered = int | Decimal | date


@dataclass(frozen=True, slots=True)
class Anything:
    """Every value that the fact could have: the cell is missing or cannot be read."""


ANYTHING: Final = Anything()
UNKNOWN_PART: Final = "*"


@dataclass(frozen=True, slots=True)
class Options:
    """One of a finite set: IRIs of concepts, booleans or exact texts. Never empty.

    Several values held at once (two citizenships) are one option: their IRIs sorted and joined by a space, where
    `UNKNOWN_PART` stands for a further one that could not be read.
    """

    values: frozenset[str | bool]


@dataclass(frozen=True, slots=True, order=True)
class Span:
    """Values from `low` to `high`, both included; None is open on that side."""

    low: Ordered | None
    high: Ordered | None


@dataclass(frozen=True, slots=True)
class Spans:
    """Ordered values (whole numbers, decimals, dates) in disjoint ascending spans. Never empty."""

    spans: tuple[Span, ...]

    @classmethod
    def exactly(cls, value: Ordered) -> Spans:
        """The one known value."""
        return cls((Span(value, value),))

    @property
    def exact(self) -> Ordered | None:
        """The value if it is known, else None."""
        (first, *rest) = self.spans
        return first.low if not rest and first.low == first.high else None


Possible = Anything | Options | Spans


class State(Enum):
    """How a cell was read."""

    KNOWN = "known"
    VAGUE = "vague"
    BLANK = "blank"
    UNREADABLE = "unreadable"


@dataclass(frozen=True, slots=True)
class Problem:
    """Why a cell stands under `invalid`: the key of a message in the knowledge and its placeholders."""

    message: str
    values: tuple[tuple[str, str], ...] = ()


@dataclass(frozen=True, slots=True)
class Reading:
    """What one raw cell may mean.

    `state` is BLANK for an empty cell or a missing word and UNREADABLE for a cell that is not understood; both go with
    ANYTHING. A cell may be read and yet have a `problem` (part of it was not understood, or two cells disagree).
    """

    possible: Possible
    state: State
    problem: Problem | None = None


BLANK: Final = Reading(ANYTHING, State.BLANK)

"""What a round says of one title: the outcome, what decided it, and what it hangs on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regelgraph.judge.outcomes import Level
    from regelgraph.rulebook import Criterion, Text


@dataclass(frozen=True, slots=True)
class Decided:
    """A criterion that decided, with the constraints (IRIs) that are not met; none where it is open which."""

    criterion: Criterion
    constraints: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Depends:
    """A fact that an outcome hangs on, and what it comes to at each of its values."""

    fact: str
    ways: tuple[tuple[Text, Level], ...]


@dataclass(frozen=True, slots=True)
class Outcome:
    """The verdict, what decided it, what it hangs on, and the criteria that ask for the title at all."""

    level: Level
    decided: tuple[Decided, ...]
    depends: tuple[Depends, ...]
    asking: tuple[Criterion, ...]

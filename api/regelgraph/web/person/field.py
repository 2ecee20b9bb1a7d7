"""One field of a person's form, as the page shows it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regelgraph.web.linked.values import Value
    from regelgraph.web.person.controls import Control

OPEN, PART, WRONG, GIVEN, OPTIONAL, IDLE = "open", "part", "wrong", "given", "optional", "idle"
_GROUPS: Final = {OPEN: OPEN, PART: OPEN, WRONG: OPEN, OPTIONAL: OPEN, GIVEN: GIVEN, IDLE: IDLE}
"""Where a field stands by its state."""


@dataclass(frozen=True, slots=True)
class Field:
    """A field. `value` is what was sent, `chosen` the choice that it means; `understood` in words, if not the same.

    `state`: open (can change the verdict), part (known in part, and can), wrong (not understood), given, optional (can
    only raise doubt), idle (not needed for the verdict).
    """

    name: str
    iri: str
    label: str
    definition: str
    evidence: tuple[str, ...]
    control: Control
    value: str
    chosen: str
    state: str
    errors: tuple[str, ...] = ()
    understood: tuple[Value, ...] = ()

    @property
    def group(self) -> str:
        """open, given or idle."""
        return _GROUPS[self.state]

    @property
    def kind(self) -> str:
        """The control; what is no choice is shown as it was written."""
        return (
            "text"
            if self.value and not self.chosen and self.control.kind in ("radios", "select")
            else self.control.kind
        )

    @property
    def shown(self) -> str:
        """What is given, on paper."""
        return next(
            (each.label for each in self.control.choices if self.kind != "search" and each.value == self.chosen),
            self.value,
        )

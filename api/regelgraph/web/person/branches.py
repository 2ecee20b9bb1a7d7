"""The parts of the reasoning as the page shows it, from the verdict down to what was read, cited and left open."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regelgraph.web.linked.values import Value


@dataclass(frozen=True, slots=True)
class Read:
    """A fact that a criterion read: its name, what is known of it, the cells behind it, and how one led to the other.

    `path` are names on the way, `ends` the values that it leads to, `why` what the last one rests on.
    """

    fact: Value
    value: str
    cells: tuple[tuple[str, str], ...]
    path: tuple[Value, ...]
    ends: tuple[Value, ...]
    why: str


@dataclass(frozen=True, slots=True)
class Ground:
    """A clause or a norm: its name as a link, where it stands, its words, and ours."""

    name: Value
    source: str
    words: str
    ours: str = ""
    url: str = ""


@dataclass(frozen=True, slots=True)
class Doubt:
    """An open question of law; `near`: it bears on something that this case rests on."""

    name: Value
    a: str
    b: str
    officer: str
    machine: tuple[Value, ...]
    near: bool


@dataclass(frozen=True, slots=True)
class Criterion:
    """A criterion of the tree. `tone` goes by the place of its outcome; `decides`: the verdict is as bad as it."""

    id: str
    name: Value
    definition: str
    outcome: str
    tone: str
    reason: str
    reads: tuple[Read, ...]
    clauses: tuple[Ground, ...]
    norms: tuple[Ground, ...]
    doubts: tuple[Doubt, ...]
    evidence: tuple[str, ...]
    decides: bool


@dataclass(frozen=True, slots=True)
class Reasoning:
    """The verdict in words, how sure the rules are, and all criteria, those that decide first."""

    name: Value
    definition: str
    tone: str
    reason: str
    note: str
    criteria: tuple[Criterion, ...]

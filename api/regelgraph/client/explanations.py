"""The whole reasoning for one person in one round, down to the sentences and norms it rests on."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regelgraph.client.answers import NO_TEXT, Text
from regelgraph.client.reports import Knowledge


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a source; `sentence` is its wording, where it may be quoted."""

    id: str
    source: Text = NO_TEXT
    sentence: str = ""
    paraphrase: Text = NO_TEXT


@dataclass(frozen=True, slots=True)
class Norm:
    """A norm and the address of its official text."""

    id: str
    citation: str
    url: str = ""


@dataclass(frozen=True, slots=True)
class Fault:
    """A cell that was not understood, and why."""

    column: str
    cell: str
    why: Text


@dataclass(frozen=True, slots=True)
class Because:
    """A fact that decided, and what led to its value: `through` are the things passed, then the values left."""

    fact: str
    value: Text
    through: tuple[str, ...] = ()
    faults: tuple[Fault, ...] = ()


@dataclass(frozen=True, slots=True)
class Invalid:
    """What is wrong in a column; the column is empty for the whole row."""

    column: str
    why: Text


@dataclass(frozen=True, slots=True)
class ExplainedCriterion:
    """A criterion with all that it reads and rests on."""

    id: str
    label: Text
    outcome: str
    reason: Text
    reads: Mapping[str, Text]
    clauses: tuple[Clause, ...] = ()
    norms: tuple[Norm, ...] = ()
    because: tuple[Because, ...] = ()


@dataclass(frozen=True, slots=True)
class Explanation:
    """The proof tree of a person in a round."""

    knowledge: Knowledge
    person_id: str
    round: str
    verdict: str
    criteria: tuple[ExplainedCriterion, ...]
    reasons: Text = NO_TEXT
    missing: tuple[str, ...] = ()
    invalid: tuple[Invalid, ...] = ()

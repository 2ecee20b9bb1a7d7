"""How a case ends: everything of a report row that several rows may share."""

from __future__ import annotations

from dataclasses import dataclass

from regelgraph.judge.outcomes import Level
from regelgraph.judge.verdict import Verdict
from regelgraph.rulebook import Round, Text


@dataclass(frozen=True, slots=True)
class Decided:
    """A criterion (IRI) that decided a verdict, and its reason."""

    criterion: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Ending:
    """Everything of a report row that is not the row's own: all but its number, its id and its invalid cells.

    `decided` are the criteria named in `criteria`, each with its own part of the reasons.
    """

    round: str
    level: Level
    verdict: str
    criteria: tuple[str, ...]
    missing: tuple[str, ...]
    reasons: Text
    citations: tuple[str, ...]
    decided: tuple[Decided, ...] = ()


def ending_of(round_: Round, verdict: Verdict) -> Ending:
    """The ending of a report row by a verdict."""
    decided = [
        Decided(outcome.criterion.iri, outcome.reason)
        for outcome in verdict.outcomes
        if outcome.reason and outcome.level is verdict.level is not Level.OK
    ]
    return Ending(
        round_.notation,
        verdict.level,
        verdict.word,
        verdict.criteria,
        verdict.missing,
        verdict.reasons,
        verdict.citations,
        tuple(decided),
    )

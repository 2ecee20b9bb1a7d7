"""How a case ends: everything of a report row that several rows may share."""

from __future__ import annotations

from dataclasses import dataclass, field

from regelgraph.judge.outcomes import Level
from regelgraph.judge.verdict import CriterionOutcome, Verdict
from regelgraph.rulebook import Round, Text


@dataclass(frozen=True, slots=True)
class Decided:
    """A criterion (IRI) that decided a verdict, and its reason."""

    criterion: str
    reason: Text


@dataclass(frozen=True, slots=True)
class CriterionEnding:
    """How a criterion came out, whether it decided or not: its id, the word, why (None where it is met), what it cites.

    `criterion` is its IRI.
    """

    criterion: str = field(hash=False)
    notation: str = field(hash=False)
    word: str = field(hash=False)
    reason: Text | None
    citations: tuple[str, ...] = field(hash=False)


@dataclass(frozen=True, slots=True)
class Ending:
    """Everything of a report row that is not the row's own: all but its number, its id and its invalid cells.

    `decided` are the criteria named in `criteria`, each with its own part of the reasons. `every` are all criteria of
    the case; empty unless they were asked for.
    """

    round: str
    level: Level
    verdict: str
    criteria: tuple[str, ...]
    missing: tuple[str, ...]
    reasons: Text
    citations: tuple[str, ...]
    decided: tuple[Decided, ...] = field(default=(), hash=False)
    every: tuple[CriterionEnding, ...] = ()


def ending_of(round_: Round, verdict: Verdict, *, full: bool = False) -> Ending:
    """The ending of a report row by a verdict; `full` for one that was asked in full, with all criteria."""
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
        tuple(map(_criterion, verdict.outcomes)) if full else (),
    )


def _criterion(outcome: CriterionOutcome) -> CriterionEnding:
    criterion = outcome.criterion
    return CriterionEnding(criterion.iri, criterion.notation, outcome.word, outcome.reason, outcome.citations)

"""Judging: criteria, possible values, decision tables, verdicts and proof trees."""

from regelgraph.judge.engine import Judge
from regelgraph.judge.finding import Finding
from regelgraph.judge.outcomes import Level
from regelgraph.judge.verdict import CriterionOutcome, Verdict

__all__ = ["CriterionOutcome", "Finding", "Judge", "Level", "Verdict"]

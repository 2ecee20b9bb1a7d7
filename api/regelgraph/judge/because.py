"""Why a fact of a proof tree is as it is: the path through the graph, and the cells that were not understood."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from regelgraph.judge.finding import Finding
from regelgraph.values import Options, Problem, Reading

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge

Tree = dict[str, object]


def because(
    judge: Judge,
    name: str,
    finding: Finding,
    columns: Sequence[str],
    readings: Mapping[str, Reading],
    raw: Mapping[str, str],
) -> Tree | None:
    """The path through the graph to a looked-up fact, why a title has the legal group, and what was not understood.

    `ends` are the values among `through` that the path leads to: several where it does not decide.
    """
    problems = [(column, readings[column].problem) for column in columns if column in readings]
    faults = [
        {"column": column, "cell": raw.get(column, ""), "why": said(judge, problem)}
        for column, problem in dict.fromkeys((*problems, *finding.problems))
        if problem
    ]
    if not finding.through and not faults:
        return None
    title = judge.rulebook.titles.get(finding.through[0]) if finding.through else None
    why = title.group_reason if title else None
    left = finding.possible.values if isinstance(finding.possible, Options) else frozenset()
    return {
        "fact": name,
        "value": finding.show.both(),
        "through": list(finding.through),
        "ends": [iri for iri in finding.through if iri in left],
        "why": why.both() if why else None,
        "faults": faults,
    }


def said(judge: Judge, problem: Problem) -> Tree:
    """What is wrong with a cell, in both languages."""
    return {lang: judge.problem_text(problem, lang) for lang in ("de", "en")}

"""Judges a case of several rows: its findings, its verdict, and the columns that are missing."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.judge.finding import Finding
from regelgraph.judge.grouped import Grouped
from regelgraph.judge.rows import Row
from regelgraph.judge.verdict import Verdict
from regelgraph.rulebook import Fact, Round
from regelgraph.tables.grouping import Group, Member

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge


@dataclass(frozen=True, slots=True)
class Case:
    """A group of rows for a round, judged.

    `missing` are the columns that could change the verdict, and the blank ones that can only raise doubt.
    """

    group: Group
    round: Round
    members: Sequence[Member]
    findings: dict[str, Finding]
    verdict: Verdict
    missing: tuple[str, ...]


def case_of(
    judge: Judge,
    case_kind: str,
    chooser: Fact | None,
    group: Group,
    round_: Round,
    members: Sequence[Member],
    *,
    full: bool = False,
) -> Case:
    """The case of the rows that count for a round, which the column `chooser` names; `full` as in `Judge.verdict`."""
    names = judge.needs(round_.iri, case_kind)
    rows = [Row(member.row.readings, member.certain) for member in members]
    derived = Grouped(judge, case_kind, rows, chooser.name if chooser else None)
    findings = derived.findings(names)
    verdict = judge.verdict(round_.iri, findings, case_kind, full=full)
    columns = {*verdict.missing, *derived.absent(names)}
    facts = judge.rulebook.facts[case_kind]
    missing = tuple(sorted(columns, key=lambda name: facts[name].order))
    return Case(group, round_, members, findings, verdict, missing)

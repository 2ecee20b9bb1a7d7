"""The approved cases: tables in a folder per round, a file per verdict, each with its whole report.

`tests/cases/<round>/<verdict>.csv` are the rows, `<verdict>.report.jsonl` the approved report of the same rows.
A folder `<round>-examples` is judged with the invented examples.
"""

from __future__ import annotations

import csv
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from pathlib import Path

from regelgraph.judge import Finding, Judge, Verdict
from regelgraph.knowledge import load
from regelgraph.tables.readers import CellReader
from regelgraph.terms import RG
from regelgraph.values import Reading

FOLDER = Path(__file__).parent
PERSONS = RG + "PersonCase"
EXAMPLES = "-examples"


@dataclass(frozen=True)
class Case:
    """One row of a case table: what it says, its findings and how it is judged."""

    name: str
    folder: str
    table: str
    round: str
    kind: str
    readings: Mapping[str, Reading]
    findings: Mapping[str, Finding]
    verdict: Verdict


@cache
def judge(*, examples: bool = False) -> Judge:
    """The judge of the built-in knowledge, if asked for with the invented examples."""
    return Judge(load(examples=examples))


def round_of(table: Path) -> str:
    """The round by which a table is judged."""
    return table.parent.name.removesuffix(EXAMPLES)


def with_examples(table: Path) -> bool:
    """Whether a table is judged with the invented examples."""
    return table.parent.name.endswith(EXAMPLES)


def tables() -> list[Path]:
    """All tables of person cases."""
    return sorted(FOLDER.glob("win-win-*/*.csv"))


@cache
def all_cases() -> tuple[Case, ...]:
    """Every row of every table of person cases, judged by the round that its folder names."""
    return tuple(case for table in tables() for case in _cases(table))


def _cases(table: Path) -> list[Case]:
    own = judge(examples=with_examples(table))
    rulebook = own.rulebook
    facts = rulebook.facts[PERSONS]
    round_iri = next(r.iri for r in rulebook.rounds.values() if r.notation == round_of(table))
    readers = {name: CellReader(rulebook, fact) for name, fact in facts.items()}
    cases = []
    with table.open(encoding="utf-8", newline="") as file:
        for row in csv.DictReader(file):
            readings = {name: readers[name].read(row.get(name)) for name in facts}
            verdict, findings = own.judge(round_iri, readings)
            cases.append(
                Case(row["person_id"], table.parent.name, table.stem, round_iri, PERSONS, readings, findings, verdict)
            )
    return cases

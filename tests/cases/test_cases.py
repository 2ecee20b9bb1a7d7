"""The approved cases: each row's verdict is that of its file name, and its whole report is the approved one.

After a wanted change: `make approve`, read the difference of the reports line by line, commit both together.
"""

from __future__ import annotations

import json
from functools import cache
from itertools import product
from pathlib import Path

import pytest
from regelgraph.judge.blocks import world_blocks
from regelgraph.judge.outcomes import worlds
from regelgraph.values import Options

from tests.cases.cases import PERSONS, Case, all_cases, judge, tables
from tests.cases.reports import approved, report_of_case_table

ID = "https://w3id.org/regelgraph/id/"
VERDICTS = ("eligible", "review", "undetermined", "not_eligible")
ROUNDS = ("win-win-1", "win-win-2", "win-win-3")
FOLDERS = (*ROUNDS, "win-win-3-examples")
GROUPS = ("german", "eu", "eea", "swiss", "third-country")


def name_of(table: Path) -> str:
    return f"{table.parent.name}/{table.stem}"


def rounds_listing(criterion: str) -> set[str]:
    return {iri for iri, round_ in judge().rulebook.rounds.items() if criterion in round_.criteria}


@cache
def listed_criteria() -> tuple[str, ...]:
    rounds = [r for r in judge().rulebook.rounds.values() if r.notation in ROUNDS]
    listed = {iri for round_ in rounds for iri in round_.criteria}
    return tuple(sorted(iri for iri in listed if judge().rulebook.criteria[iri].case_kind == PERSONS))


def of_round(notation: str) -> list[Case]:
    return [case for case in all_cases() if case.round.endswith(f"/{notation}")]


def known(case: Case, fact: str) -> str | bool | None:
    finding = case.findings.get(fact)
    if finding is None or not isinstance(finding.possible, Options) or len(finding.possible.values) != 1:
        return None
    return next(iter(finding.possible.values))


def test_every_round_has_a_table_for_every_verdict() -> None:
    assert {name_of(table) for table in tables()} == {f"{r}/{v}" for r, v in product(FOLDERS, VERDICTS)}


@pytest.mark.parametrize("table", tables(), ids=name_of)
def test_each_row_has_the_verdict_of_its_file_name(table: Path) -> None:
    cases = [c for c in all_cases() if (c.folder, c.table) == (table.parent.name, table.stem)]
    strays = [
        f"{case.name[:60]!r} is {case.verdict.word} ({'|'.join(case.verdict.criteria)}): {case.verdict.reasons.en}"
        for case in cases
        if case.verdict.word != table.stem
    ]
    assert cases
    assert not strays, "\n".join(strays)


@pytest.mark.parametrize("table", tables(), ids=name_of)
def test_no_two_rows_of_a_table_have_the_same_name(table: Path) -> None:
    names = [case.name for case in all_cases() if (case.folder, case.table) == (table.parent.name, table.stem)]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("table", tables(), ids=name_of)
def test_the_whole_report_is_the_approved_one(table: Path) -> None:
    lines = approved(table).read_text(encoding="utf-8").split("\n")
    expected = [json.loads(line) for line in lines if line]
    found = report_of_case_table(table)
    assert len(found) == len(expected)
    for now, before in zip(found, expected, strict=True):
        assert now == before, f"row {before['row']} ({str(before['person_id'])[:60]}); if wanted: make approve"


@pytest.mark.parametrize("criterion", listed_criteria(), ids=lambda iri: iri.rsplit("/", 1)[-1])
def test_every_constraint_fires_in_a_case_and_passes_in_a_case(criterion: str) -> None:
    table = judge().table(criterion)
    fired: set[int] = set()
    passed: set[int] = set()
    for case in all_cases():
        if case.round in rounds_listing(criterion):
            blocks = world_blocks(set(table.criterion.reads), case.findings, judge().rulebook, PERSONS)
            found = worlds(table, blocks)
            assert found is not None
            for world in found:
                fired.update(world)
                passed.update(i for i in range(len(table.criterion.constraints)) if i not in world)
    every = set(range(len(table.criterion.constraints)))
    assert fired == every, [table.criterion.constraints[i].iri for i in every - fired]
    assert passed == every, [table.criterion.constraints[i].iri for i in every - passed]


@pytest.mark.parametrize("criterion", listed_criteria(), ids=lambda iri: iri.rsplit("/", 1)[-1])
def test_every_criterion_decides_a_case_alone(criterion: str) -> None:
    alone = [
        case
        for case in all_cases()
        for outcome in case.verdict.outcomes
        if outcome.criterion.iri == criterion
        and outcome.level is case.verdict.level
        and case.verdict.criteria == (outcome.criterion.notation,)
    ]
    assert alone


def test_every_legal_group_has_a_third_country_national_in_round_2() -> None:
    third = [c for c in of_round("win-win-2") if known(c, "citizenship_group") == f"{ID}country-group/third-country"]
    groups = {concept.iri for concept in judge().rulebook.code_lists[f"{ID}scheme/legal-groups"]}
    assert {known(case, "legal_group") for case in third} >= groups


def test_every_title_of_a_group_that_is_not_safe_has_a_case_in_round_2() -> None:
    safe = f"{ID}legal-group/other"
    titles = {iri for iri, title in judge().rulebook.titles.items() if title.legal_group not in {None, safe}}
    named = {known(case, "residence_title") for case in of_round("win-win-2")}
    assert not titles - named


def test_every_contact_status_meets_every_citizenship_group_of_weight() -> None:
    statuses = {concept.iri for concept in judge().rulebook.code_lists[f"{ID}scheme/contact-status"]}
    groups = {f"{ID}country-group/{group}" for group in ("german", "eu", "third-country")}
    met = {(known(c, "contact_status"), known(c, "citizenship_group")) for c in of_round("win-win-2")}
    assert not set(product(statuses, groups)) - met


def test_every_sex_entry_has_a_case_in_every_round() -> None:
    entries = {concept.iri for concept in judge().rulebook.code_lists[f"{ID}scheme/sex"]}
    for notation in ROUNDS:
        assert {known(case, "sex") for case in of_round(notation)} >= entries


def test_there_are_at_least_300_cases_and_60_per_verdict_of_round_2() -> None:
    assert len(all_cases()) >= 300
    for verdict in VERDICTS:
        assert len([case for case in of_round("win-win-2") if case.table == verdict]) >= 60

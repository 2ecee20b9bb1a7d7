"""Two knowledges are compared by what their rounds ask: a stranger's, changed, on a small knowledge of its own."""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest
from regelgraph.comparing import Difference, compare, rules
from regelgraph.knowledge import load

from tests.knowledge.conftest import FILES, write

TESTS = Path(__file__).parents[1]
STRANGER = TESTS / "stranger" / "family-benefit.ttl"
WORDS = TESTS.parent / "data" / "texts" / "judging.ttl"
BENEFIT = "data/family-benefit.ttl"
EX = "https://example.org/family/"
ROUND = EX + "round-2026"
ASKED = "ex:children-criterion ex:income-criterion ex:housing-criterion ex:youngest-criterion"
PERSONS = """
fact:entry_date a rg:Fact ; rg:caseKind rg:PersonCase ; rg:column "entry_date" ; rg:columnOrder 1 ;
    rg:property rg:entryDate ; rg:reader rg:dateReader ;
    skos:prefLabel "Eintritt"@de, "entry"@en ; skos:definition "Der Tag."@de, "The day."@en .
id:scheme\\/persons a skos:ConceptScheme ; rg:caseKind rg:PersonCase ; skos:prefLabel "Ergebnisse"@de, "verdicts"@en .
id:verdict\\/fine a skos:Concept ; skos:notation "fine" ; rg:order 1 ; skos:inScheme id:scheme\\/persons ;
    skos:prefLabel "gut"@de, "fine"@en .
id:verdict\\/check a skos:Concept ; skos:notation "check" ; rg:order 2 ; skos:inScheme id:scheme\\/persons ;
    skos:prefLabel "prüfen"@de, "check"@en .
id:verdict\\/unknown a skos:Concept ; skos:notation "unknown" ; rg:order 3 ; skos:inScheme id:scheme\\/persons ;
    skos:prefLabel "offen"@de, "unknown"@en .
id:verdict\\/no a skos:Concept ; skos:notation "no" ; rg:order 4 ; skos:inScheme id:scheme\\/persons ;
    skos:prefLabel "nein"@de, "no"@en .
"""

THINGS = """
id:verdict\\/open a skos:Concept ; skos:notation "open" ; rg:order 3 ; skos:inScheme id:scheme\\/verdicts ;
    skos:prefLabel "offen"@de, "open"@en .
id:verdict\\/worst a skos:Concept ; skos:notation "worst" ; rg:order 4 ; skos:inScheme id:scheme\\/verdicts ;
    skos:prefLabel "am schlechtesten"@de, "worst"@en .
"""


@pytest.fixture
def old(root: Path) -> Path:
    write(root / "data/persons.ttl", PERSONS + THINGS)
    shutil.copy(STRANGER, root / BENEFIT)
    return root


@pytest.fixture
def new(old: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(old, tmp_path / "new"))


def differences(old: Path, new: Path) -> list[Difference]:
    return compare(load([WORDS], root=old), load([WORDS], root=new), "en")


def replace(root: Path, *changes: tuple[str, str]) -> None:
    text = (root / BENEFIT).read_text(encoding="utf-8")
    for before, after in changes:
        assert before in text
        text = text.replace(before, after)
    (root / BENEFIT).write_text(text, encoding="utf-8")


def without(root: Path, *subjects: str) -> None:
    """Without the blocks of these subjects."""
    blocks = (root / BENEFIT).read_text(encoding="utf-8").split("\n\n")
    kept = [block for block in blocks if not block.startswith(tuple(f"ex:{each} a " for each in subjects))]
    assert len(kept) == len(blocks) - len(subjects)
    (root / BENEFIT).write_text("\n\n".join(kept), encoding="utf-8")


def turned(differences: list[Difference]) -> list[Difference]:
    return [Difference(each.what, each.thing, each.where, each.after, each.before) for each in differences]


def test_a_criterion_that_a_round_asks_no_more_or_anew_changes_the_verdicts_of_the_codes_it_reads(
    old: Path, new: Path
) -> None:
    replace(new, (ASKED, ASKED.replace("ex:housing-criterion ", "")))
    removed = [
        Difference("round", ROUND, "criteria", EX + "housing-criterion", ""),
        Difference("verdict", EX + "owned", "family-2026 housing (removed)", "no", "fine"),
        Difference("verdict", EX + "shared", "family-2026 housing (removed)", "check", "fine"),
    ]
    assert differences(old, new) == removed
    added = [
        Difference(each.what, each.thing, each.where.replace("removed", "added"), each.before, each.after)
        for each in turned(removed)
    ]
    assert differences(new, old) == added


def test_a_criterion_that_hangs_on_a_derived_fact_says_in_which_cases_of_the_others(old: Path, new: Path) -> None:
    programme = "data/programmes/p.ttl"
    write(new / programme, FILES[programme].replace("rg:criteria ( id:criterion\\/heavy )", "rg:criteria ()"))
    first, *rows = differences(old, new)
    assert first == Difference("round", "id/round/p-1", "criteria", "id/criterion/heavy", "")
    assert {(each.what, each.thing, each.after) for each in rows} == {
        ("verdict", f"id/colour/{name}", "good") for name in ("blue", "red")
    }
    assert {each.before for each in rows} == {"bad", "worst"}
    assert all(each.where.startswith("p-1 heavy (removed); weight: ") for each in rows)


def test_a_code_that_stands_in_two_columns_is_told_for_each(old: Path, new: Path) -> None:
    former = """
ex:fact-former a rg:Fact ; rg:caseKind rg:PersonCase ; rg:column "former" ; rg:columnOrder 105 ;
    rg:property ex:former ; rg:reader rg:codeReader ; rg:codeList ex:housing-scheme ;
    skos:prefLabel "früher"@de, "formerly"@en ; skos:definition "Früher."@de, "Formerly."@en .
"""
    for each in (old, new):
        text = (each / BENEFIT).read_text(encoding="utf-8")
        (each / BENEFIT).write_text(text + former, encoding="utf-8")
        replace(each, ("rg:reads ex:fact-housing", "rg:reads ex:fact-housing, ex:fact-former"))
    replace(new, (ASKED, ASKED.replace("ex:housing-criterion ", "")))
    found = [each for each in differences(old, new) if each.thing == EX + "rented"]
    place = "family-2026 housing (removed); column: former; housing: "
    assert sorted((each.where, each.before, each.after) for each in found) == [
        (place + "owned", "no", "fine"),
        (place + "shared", "check", "fine"),
    ]


def test_a_criterion_that_only_one_knowledge_has_is_told_with_its_decision_table(
    old: Path, new: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    replace(new, (ASKED, ASKED.replace("ex:income-criterion ", "")))
    without(new, "income-criterion", "income-constraint", "income-near-constraint")
    gone = ("income-constraint", "income-criterion", "income-near-constraint")
    found = differences(old, new)
    assert found[:4] == [
        *(Difference("removed", EX + name, "thing", "", "") for name in gone),
        Difference("round", ROUND, "criteria", EX + "income-criterion", ""),
    ]
    assert {(each.what, each.thing, each.after) for each in found[4:]} == {("rule", EX + "income-criterion", "")}
    assert {each.before for each in found[4:]} == {"fine", "check income-near-constraint", "no income-constraint"}
    assert all(each.where.startswith("monthly_income: ") for each in found[4:])
    back = differences(new, old)
    assert back[4:] == turned(found[4:])
    monkeypatch.setattr(rules, "_MOST", 2)
    assert differences(new, old)[4:] == [
        Difference("rule", EX + "income-criterion", f"its {len(back[4:])} rows", "", "there")
    ]


def test_a_round_that_came_or_went_is_one_row_with_all_that_it_asks(old: Path, new: Path) -> None:
    without(new, "round-2026")
    listed = "; ".join(ASKED.replace("ex:", EX).split())
    found = [
        Difference("removed", ROUND, "thing", "", ""),
        Difference("round", ROUND, "the whole round", listed, ""),
    ]
    assert differences(old, new) == found
    assert differences(new, old) == [
        Difference("added", ROUND, "thing", "", ""),
        Difference("round", ROUND, "the whole round", "", listed),
    ]


def test_another_name_for_the_same_criterion_is_no_other_rule_and_no_other_verdict(old: Path, new: Path) -> None:
    replace(new, ("ex:housing-criterion", "ex:dwelling-criterion"))
    assert differences(old, new) == [
        Difference("added", EX + "dwelling-criterion", "thing", "", ""),
        Difference("removed", EX + "housing-criterion", "thing", "", ""),
        Difference("round", ROUND, "criteria", EX + "housing-criterion", EX + "dwelling-criterion"),
    ]


def test_another_order_of_the_criteria_of_a_round_is_one_row(old: Path, new: Path) -> None:
    first, second, *others = ASKED.split()
    replace(new, (ASKED, " ".join((second, first, *others))))
    (row,) = differences(old, new)
    assert (row.what, row.thing, row.where) == ("round", ROUND, "order of criteria")
    assert row.before.split("; ")[:2] == row.after.split("; ")[1::-1]

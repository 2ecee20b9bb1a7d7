"""The whole knowledge has no fault, nor has what is added to it, but for what is wrong there."""

from __future__ import annotations

from pathlib import Path

import pytest
from regelgraph.knowledge import load
from regelgraph.lint import Fault, run

from tests.lint.conftest import ROOT
from tests.lint.test_questions import SOUND as QUESTION


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Where the user's files are."""
    return tmp_path_factory.mktemp("mine")


@pytest.fixture(scope="module")
def much(folder: Path) -> list[Fault]:
    """The faults of the built-in knowledge with examples, a stranger's programme, and a user's tables and question."""
    files = {
        "projects.csv": "Projekt;Programm;Gemeinde;von;bis\n;WIR;99001001;01.07.2026;\nDrei;AMIF;01001000;;\n",
        "statements.csv": "Gemeinde;Programme;von;bis;keines;Quelle\n99003;AMIF;01.07.2026;30.06.2027;ja;Brief\n",
        "mine.ttl": "# Mine. Licence: none.\n@prefix rg: <https://w3id.org/regelgraph/def/> .\n"
        "<https://example.org/s> a rg:CoverageStatement ; rg:statesNone true ; "
        "rg:inTerritory <https://w3id.org/regelgraph/id/example/district-99010> .",
        "wrong.rq": QUESTION.replace('"colours"', '"wrong"')
        .replace("scheme/colours", "scheme/sex")
        .replace('"red"', '"male"'),
    }
    for name, content in files.items():
        (folder / name).write_text(content, encoding="utf-8")
    stranger = ROOT / "tests" / "stranger" / "family-benefit.ttl"
    return run(load([stranger, *(folder / name for name in files)], examples=True, compiled=False))


def test_examples_and_a_users_tables_have_no_fault_but_a_users_statement_is_told_what_it_lacks(
    much: list[Fault],
) -> None:
    lacking = ("coverage-about", "coverage-from", "coverage-until", "source")
    found = sorted((Path(fault.file).name, fault.rule) for fault in much)
    assert found == [*(("mine.ttl", rule) for rule in lacking), ("wrong.rq", "question-clause")]


def test_a_strangers_programme_has_no_fault(much: list[Fault]) -> None:
    assert [str(fault) for fault in much if Path(fault.file).name == "family-benefit.ttl"] == []


def test_a_users_question_is_checked_and_named(much: list[Fault], folder: Path) -> None:
    (fault,) = [fault for fault in much if fault.file.endswith(".rq")]
    assert (fault.rule, fault.file) == ("question-clause", str(folder / "wrong.rq"))


def test_the_built_in_knowledge_has_no_fault() -> None:
    faults = run(load(compiled=False))
    assert [str(fault) for fault in faults] == []

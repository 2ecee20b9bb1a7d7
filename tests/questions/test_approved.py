"""Each question gives the approved rows for its example, and its header tells the truth about them."""

from __future__ import annotations

from pathlib import Path

import pytest
from regelgraph.answers import rows_of
from regelgraph.engines import LocalEngine
from regelgraph.engines.tokens import words_in
from regelgraph.knowledge import load
from regelgraph.questions import Register

from tests.questions import approve

ROOT = Path(__file__).parents[2]
IDS = sorted(path.stem for path in (ROOT / "queries").glob("*.rq"))


@pytest.fixture(scope="module")
def without_examples() -> LocalEngine:
    return LocalEngine(load(compiled=False).store)


def test_there_are_at_least_thirty_for_all_three_audiences(register: Register) -> None:
    assert len(IDS) >= 30
    assert [question.id for question in register] == IDS
    assert {question.audience for question in register} == {"analysts", "networks", "integrators"}


@pytest.mark.parametrize("id_", IDS)
def test_the_example_gives_the_approved_rows(id_: str, register: Register, engine: LocalEngine) -> None:
    path = approve.path_of(register[id_])
    assert approve.answer(register[id_], register, engine) == path.read_bytes().decode()


@pytest.mark.parametrize("id_", IDS)
def test_columns_are_those_of_the_header(id_: str, register: Register, engine: LocalEngine) -> None:
    question = register[id_]
    got = engine.query(register.sparql(question, question.example))
    assert got.columns == tuple(column.name for column in question.columns)
    assert (got.kind == "graph") == question.is_graph


@pytest.mark.parametrize("id_", IDS)
def test_only_questions_that_say_so_need_the_invented_examples(
    id_: str, register: Register, without_examples: LocalEngine
) -> None:
    question = register[id_]
    got = without_examples.query(register.sparql(question, question.example))
    assert bool(rows_of(got)[1]) != question.examples


@pytest.mark.parametrize("id_", IDS)
def test_required_parameters_alone_suffice(id_: str, register: Register, engine: LocalEngine) -> None:
    question = register[id_]
    needed = {each.name: question.example[each.name] for each in question.parameters if each.required}
    got = engine.query(register.sparql(question, needed))
    assert got.columns == tuple(column.name for column in question.columns)


@pytest.mark.parametrize("id_", IDS)
def test_the_query_does_not_read_the_clock(id_: str, register: Register) -> None:
    assert "NOW" not in words_in(register[id_].sparql)

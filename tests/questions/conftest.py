"""The questions of the knowledge with its examples, asked in this process; rows as plain strings."""

from __future__ import annotations

from collections.abc import Callable

import pytest
from regelgraph.engines import LocalEngine
from regelgraph.knowledge import Knowledge, load
from regelgraph.questions import Register

Ask = Callable[..., list[dict[str, str]]]


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(examples=True, compiled=False)


@pytest.fixture(scope="session")
def register(knowledge: Knowledge) -> Register:
    return Register(knowledge)


@pytest.fixture(scope="session")
def engine(knowledge: Knowledge) -> LocalEngine:
    """One for all tests: it looks once through all triples for those that stand in several graphs."""
    return LocalEngine(knowledge.store)


@pytest.fixture(scope="session")
def ask(register: Register, engine: LocalEngine) -> Ask:
    """Gives the rows of a question; an empty cell is the empty string."""

    def rows(id_: str, /, **given: str) -> list[dict[str, str]]:
        answer = engine.query(register.sparql(register[id_], given))
        return [
            {name: getattr(cell, "value", "") for name, cell in zip(answer.columns, row, strict=True)}
            for row in answer.rows or ()
        ]

    return rows

"""Readers of the real knowledge, by column."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import replace
from decimal import Decimal
from functools import cache

import pytest
from regelgraph.knowledge import load
from regelgraph.rulebook import Fact, Rulebook
from regelgraph.tables.readers import CellReader
from regelgraph.terms import DECIMAL_READER, ID, RG
from regelgraph.values import Options, Reading

Read = Callable[[str | None], Reading]


@pytest.fixture(scope="session")
def rulebook() -> Rulebook:
    return load().rulebook


@pytest.fixture(scope="session")
def facts(rulebook: Rulebook) -> Mapping[str, Fact]:
    return rulebook.facts[RG + "PersonCase"]


@pytest.fixture(scope="session")
def reader(rulebook: Rulebook, facts: Mapping[str, Fact]) -> Callable[[str], CellReader]:
    """The reader of a column of the persons table."""

    @cache
    def reader_of(column: str) -> CellReader:
        fact = facts["citizenship" if column == "citizenship_key" else column]
        return CellReader(rulebook, fact, column)

    return reader_of


@pytest.fixture(scope="session")
def decimal(rulebook: Rulebook, facts: Mapping[str, Fact]) -> Read:
    """Reads a decimal number of at least nought and at most a million."""
    fact = replace(facts["age"], reader=DECIMAL_READER, minimum=Decimal(0), maximum=Decimal(10**6))
    return CellReader(rulebook, fact).read


def slugs(reading: Reading, kind: str) -> set[str]:
    """The options of a reading without what their IRIs begin with; `SYR DEU` are two held at once."""
    assert isinstance(reading.possible, Options), reading
    return {str(value).replace(f"{ID}{kind}/", "") for value in reading.possible.values}

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

import pytest
from rdflib import Dataset
from regelgraph.engines import LocalEngine
from regelgraph.exports import export
from regelgraph.knowledge import Knowledge, load
from regelgraph.questions import Register

from tests.engines.servers import oxigraph


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(examples=True)


@pytest.fixture(scope="session")
def register(knowledge: Knowledge) -> Register:
    return Register(knowledge)


@pytest.fixture(scope="session")
def here(knowledge: Knowledge) -> LocalEngine:
    return LocalEngine(knowledge.store)


@pytest.fixture(scope="session")
def exported(knowledge: Knowledge, tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("export") / "out"
    export(knowledge, folder)
    return folder


@pytest.fixture(scope="session")
def server(exported: Path, tmp_path_factory: pytest.TempPathFactory) -> Iterator[str]:
    with oxigraph(exported / "dump.nq", tmp_path_factory.mktemp("oxigraph")) as url:
        yield url


@pytest.fixture(scope="session")
def dataset(exported: Path) -> Dataset:
    """The export in rdflib."""
    dataset = Dataset(default_union=True)
    dataset.parse(exported / "dump.nq", format="nquads")
    return dataset

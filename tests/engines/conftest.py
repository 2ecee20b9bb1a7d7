from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest
from pyoxigraph import RdfFormat, Store
from rdflib import Dataset
from regelgraph.engines import Answer, LocalEngine
from regelgraph.exports import export
from regelgraph.knowledge import Knowledge, load
from regelgraph.questions import Register

from tests.engines.part import part_of
from tests.engines.servers import oxigraph


@pytest.fixture(scope="session")
def knowledge() -> Knowledge:
    return load(examples=True)


@pytest.fixture(scope="session")
def register(knowledge: Knowledge) -> Register:
    return Register(knowledge)


@pytest.fixture(scope="session")
def asked(register: Register) -> dict[str, str]:
    """The query of each question with its example."""
    return {question.id: register.sparql(question, question.example) for question in register}


@pytest.fixture(scope="session")
def answers(knowledge: Knowledge, asked: dict[str, str]) -> dict[str, Answer]:
    """What each query is answered here."""
    here = LocalEngine(knowledge.store)
    return {query: here.query(query) for query in asked.values()}


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
def part(knowledge: Knowledge, answers: dict[str, Answer]) -> Store:
    """A part of the knowledge in which every question has rows of every shape; all of it in `make soak`."""
    return knowledge.store if "REGELGRAPH_SOAK" in os.environ else part_of(knowledge.store, answers)


@pytest.fixture(scope="session")
def dataset(part: Store) -> Dataset:
    """The part in rdflib."""
    dataset = Dataset(default_union=True)
    dataset.parse(data=part.dump(format=RdfFormat.N_QUADS), format="nquads")
    return dataset

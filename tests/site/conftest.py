"""A small knowledge, whose whole site is written in a moment: the core of the vocabulary, texts, and odd things."""

from __future__ import annotations

import shutil
import sys
from pathlib import Path

import pytest
from regelgraph.settings.publisher import PublisherSettings
from regelgraph.site import Wanted, export

from tests.cli.conftest import run

__all__ = ["run"]

ROOT = Path(__file__).parents[2]
TAKEN = (
    "data/catalogue.ttl",
    "data/texts/catalogue.ttl",
    "data/texts/tables.ttl",
    "data/texts/versions.ttl",
    "data/texts/pages.ttl",
    "data/texts/about-page.ttl",
    "data/texts/start-page.ttl",
    "data/texts/rounds-page.ttl",
    "data/texts/reading.ttl",
    "ontology/context.jsonld",
    "ontology/core.ttl",
    "ontology/deprecated.ttl",
)
MANY = 103
BASE = "https://data.example/rules"
PUBLISHER = PublisherSettings("Amt", "", "", "a@b.example")
_HEAD = """
@prefix rg: <https://w3id.org/regelgraph/def/> .
@prefix mine: <https://w3id.org/regelgraph/id/mine/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
mine:all skos:prefLabel "alles"@de, "all"@en ; rg:alias "x" .
<https://w3id.org/regelgraph/id/mine/über&'x'> skos:prefLabel "quer"@de ; skos:related <https://other.example/a?b=c> .
<https://w3id.org/regelgraph/id/mine/../../escaped> skos:prefLabel "oben"@de .
<https://w3id.org/regelgraph/id/mine/a%2Fb> skos:prefLabel "Strich"@de .
"""
OWN = _HEAD + "".join(
    f'mine:n{number:03} skos:prefLabel "{number}"@de ; skos:broader mine:all .\n' for number in range(MANY)
)


def patched(root: Path) -> str:
    """Python that lets a process find its built-in knowledge there."""
    found = "regelgraph.knowledge.find"
    return f"import sys, pathlib, {found}; sys.modules['{found}']._PACKAGED = pathlib.Path({str(root)!r})\n"


@pytest.fixture(scope="session")
def root(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """The folder of the small knowledge, which this process takes for built in meanwhile."""
    folder = tmp_path_factory.mktemp("small")
    for name in TAKEN:
        (folder / name).parent.mkdir(parents=True, exist_ok=True)
        shutil.copy(ROOT / name, folder / name)
    (folder / "shapes").mkdir()
    (folder / "data" / "own.ttl").write_text(OWN, encoding="utf-8")
    return folder


@pytest.fixture
def small(root: Path, monkeypatch: pytest.MonkeyPatch) -> Path:
    """The small knowledge, in force for one test."""
    monkeypatch.setattr(sys.modules["regelgraph.knowledge.find"], "_PACKAGED", root)
    return root


@pytest.fixture(scope="session")
def site(root: Path, tmp_path_factory: pytest.TempPathFactory) -> Path:
    """Its site, written by this process alone."""
    folder = tmp_path_factory.mktemp("export") / "site"
    with pytest.MonkeyPatch.context() as patch:
        patch.setattr(sys.modules["regelgraph.knowledge.find"], "_PACKAGED", root)
        _, unnameable = export(Wanted(base=BASE, publisher=PUBLISHER), folder)
    assert [iri.rpartition("/id/")[2] for iri in unnameable] == ["mine/../../escaped", "mine/a%2Fb"]
    return folder

"""A cache folder with everything that the built-in knowledge needs to judge, made once."""

from __future__ import annotations

from pathlib import Path

import pytest
from regelgraph.knowledge import Knowledge
from regelgraph.knowledge.find import find
from regelgraph.shipping import complete


@pytest.fixture(scope="package")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """An empty folder."""
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="package")
def knowledge(folder: Path) -> Knowledge:
    """The built-in knowledge, keeping in the folder."""
    return Knowledge(find(), folder)


@pytest.fixture(scope="package")
def made(knowledge: Knowledge, folder: Path) -> Path:
    """The folder after everything has been made; tests copy what they spoil."""
    complete(knowledge)
    return folder

"""One running service for all scripts, a copy of them, and what those in JavaScript need, installed once."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.reuse.pages import FOLDER, install, running


@pytest.fixture(scope="session")
def service() -> Iterator[str]:
    with running() as url:
        yield url


@pytest.fixture(scope="session")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    """A copy of the pages and scripts."""
    copy = tmp_path_factory.mktemp("reuse")
    return shutil.copytree(FOLDER, copy, dirs_exist_ok=True, ignore=shutil.ignore_patterns("node_modules"))


@pytest.fixture(scope="session")
def installed(folder: Path, tmp_path_factory: pytest.TempPathFactory) -> None:
    """What the scripts in JavaScript need is in their folder."""
    install(folder / "javascript", tmp_path_factory.mktemp("npm"))

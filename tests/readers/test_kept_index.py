"""The index of titles that is kept between runs is the one that would be made, or is not used."""

from __future__ import annotations

import shutil
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest
from regelgraph.knowledge import Knowledge
from regelgraph.knowledge.find import find
from regelgraph.knowledge.keeping import Keeping
from regelgraph.tables.readers import kept_index
from regelgraph.tables.readers.kept_index import KeptIndex
from regelgraph.tables.readers.titles import TitleReader
from regelgraph.values import Reading

CELLS = ("25 II 2", "AE § 25 Abs. 3 Satz 1", "NE nach § 26 Abs. 3", "siehe Akte", "§ 24", "Duldung § 60a Abs. 2")


@pytest.fixture(scope="module")
def folder(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return tmp_path_factory.mktemp("kept")


@pytest.fixture(scope="module")
def compiled(folder: Path) -> Knowledge:
    """The built-in knowledge, compiled once for all tests; what is kept of it is in the folder."""
    knowledge = Knowledge(find(()), folder)
    again(knowledge, KeptIndex(knowledge))
    return knowledge


@pytest.fixture(scope="module")
def made(compiled: Knowledge) -> list[Reading]:
    """What the cells say by an index that is made now."""
    held, compiled.keeping = compiled.keeping, Keeping(None)
    try:
        return again(compiled, KeptIndex(compiled))
    finally:
        compiled.keeping = held


@pytest.fixture
def knowledge(compiled: Knowledge, folder: Path, tmp_path: Path) -> Iterator[Knowledge]:
    """The knowledge, keeping in a copy of the folder, which a test may spoil."""
    shutil.copytree(folder, tmp_path, dirs_exist_ok=True)
    held, compiled.keeping = compiled.keeping, Keeping(tmp_path)
    yield compiled
    compiled.keeping = held


@pytest.fixture
def kept(knowledge: Knowledge) -> KeptIndex:
    return KeptIndex(knowledge)


def again(knowledge: Knowledge, kept: KeptIndex) -> list[Reading]:
    reader = TitleReader(knowledge.rulebook, kept)
    return [reader.read(cell) for cell in CELLS]


def test_a_kept_index_reads_every_cell_alike(
    knowledge: Knowledge, kept: KeptIndex, made: list[Reading], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_index, "index_titles", None)
    monkeypatch.setattr(kept_index, "spell_titles", None)
    assert again(knowledge, kept) == made


@pytest.mark.parametrize("name", ["titles", "provisions"])
@pytest.mark.parametrize(
    "spoil",
    [lambda data: data[:-9], lambda data: data.replace(b"25", b"26", 1), lambda _: b"", lambda data: data + b" "],
)
def test_a_damaged_index_is_made_anew(
    knowledge: Knowledge,
    kept: KeptIndex,
    made: list[Reading],
    tmp_path: Path,
    name: str,
    spoil: Callable[[bytes], bytes],
) -> None:
    (file,) = tmp_path.glob(f"{name}-*")
    whole = file.read_bytes()
    file.write_bytes(spoil(whole))
    assert again(knowledge, kept) == made
    assert file.read_bytes() == whole

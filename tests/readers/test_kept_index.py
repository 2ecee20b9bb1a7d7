"""The index of titles that is kept between runs is the one that would be made, or is not used."""

from __future__ import annotations

from collections.abc import Callable
from pathlib import Path

import pytest
from regelgraph.knowledge import Knowledge
from regelgraph.knowledge.find import find
from regelgraph.tables.readers import kept_index
from regelgraph.tables.readers.kept_index import KeptIndex
from regelgraph.tables.readers.titles import TitleReader
from regelgraph.values import Reading

CELLS = ("25 II 2", "AE § 25 Abs. 3 Satz 1", "NE nach § 26 Abs. 3", "siehe Akte", "§ 24", "Duldung § 60a Abs. 2")


@pytest.fixture
def knowledge(tmp_path: Path) -> Knowledge:
    return Knowledge(find(()), tmp_path)


@pytest.fixture
def kept(knowledge: Knowledge) -> KeptIndex:
    return KeptIndex(knowledge)


@pytest.fixture
def made(knowledge: Knowledge, kept: KeptIndex) -> list[Reading]:
    reader = TitleReader(knowledge.rulebook, kept)
    return [reader.read(cell) for cell in CELLS]


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

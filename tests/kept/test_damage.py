"""Nothing kept is trusted that is not whole, and of this knowledge and code: it is made again."""

from __future__ import annotations

import json
import shutil
from collections.abc import Callable, Iterator
from hashlib import sha256
from pathlib import Path

import pytest
from regelgraph.judge import store
from regelgraph.judge.decision import DecisionTable
from regelgraph.judge.store import Tables
from regelgraph.knowledge import Knowledge
from regelgraph.knowledge.keeping import Keeping, code

PLACES = 24


@pytest.fixture(scope="module")
def criterion(knowledge: Knowledge) -> str:
    """A criterion with a small table."""
    return next(iri for iri, held in knowledge.rulebook.criteria.items() if held.notation == "employable")


@pytest.fixture(scope="module")
def right(made: Path, knowledge: Knowledge, criterion: str) -> DecisionTable:
    """Its table as it is made without any cache."""
    return table(knowledge, criterion, None)


@pytest.fixture
def cache(made: Path, tmp_path: Path) -> Path:
    return Path(shutil.copytree(made, tmp_path / "cache"))


@pytest.fixture
def file(cache: Path) -> Path:
    (found,) = cache.glob("tables-*")
    return found


def table(knowledge: Knowledge, criterion: str, cache: Path | None) -> DecisionTable:
    """The table of a criterion as a new run with this cache has it; what it made is kept."""
    held, knowledge.keeping = knowledge.keeping, Keeping(cache)
    try:
        tables = Tables(knowledge)
        found = tables.table(knowledge.rulebook.criteria[criterion])
        tables.keep()
    finally:
        knowledge.keeping = held
    return found


def resealed(change: Callable[[dict[str, object]], None]) -> Callable[[bytes], bytes]:
    """Damage that only somebody who seals anew can do: the values do not fit."""

    def spoil(data: bytes) -> bytes:
        head, _, body = data.partition(b"\n")
        held = json.loads(body)
        for each in held.values():
            change(each)
        body = json.dumps(held).encode()
        seal = {"key": json.loads(head[2:])["key"], "sha256": sha256(body).hexdigest()}
        return b"# " + json.dumps(seal).encode() + b"\n" + body

    return spoil


def damages() -> Iterator[tuple[str, Callable[[bytes], bytes]]]:
    for part in range(PLACES):
        yield f"cut at {part}/{PLACES}", lambda data, part=part: data[: len(data) * part // PLACES]
    for place in (0, 1, 5, 30, 80, 120, 160, 200, 1000):
        yield f"cut at byte {place}", lambda data, place=place: data[:place]
    yield "last byte gone", lambda data: data[:-1]
    yield "a byte more", lambda data: data + b"\n"
    yield "twice", lambda data: data * 2
    yield "zeros", lambda data: bytes(len(data))
    yield "no json", lambda data: data.partition(b"\n")[0] + b"\n{"
    yield "no constraints", resealed(lambda held: held.update(constraints=[]))
    yield "no such constraint", resealed(lambda held: held.update(known=[[99]]))
    yield "too few outcomes", resealed(lambda held: held.update(known=[]))
    yield "no spaces", resealed(lambda held: held.update(spaces=[]))
    yield "no numbers", resealed(lambda held: held.update(known=[None, None]))


@pytest.mark.parametrize("spoil", [pytest.param(spoil, id=name) for name, spoil in damages()])
def test_a_damaged_table_is_made_again(
    knowledge: Knowledge,
    right: DecisionTable,
    criterion: str,
    cache: Path,
    file: Path,
    spoil: Callable[[bytes], bytes],
) -> None:
    file.write_bytes(spoil(file.read_bytes()))
    assert table(knowledge, criterion, cache).known == right.known
    rebuilt = json.loads(file.read_bytes().partition(b"\n")[2])
    assert rebuilt[criterion]["known"] == [list(fired) for fired in right.known.values()]


def test_a_flipped_bit_anywhere_breaks_the_seal(file: Path, cache: Path, knowledge: Knowledge) -> None:
    whole = file.read_bytes()
    key = json.loads(whole.partition(b"\n")[0][2:])["key"]
    assert list(Keeping(cache).bodies("tables", key)) == [whole.partition(b"\n")[2]]
    for place in [*range(0, 200, 7), *range(200, len(whole), len(whole) // 50)]:
        file.write_bytes(whole[:place] + bytes([whole[place] ^ 0x04]) + whole[place + 1 :])
        assert list(Keeping(cache).bodies("tables", key)) == [], place


def test_a_folder_in_place_of_a_file_is_left_and_not_used(
    knowledge: Knowledge, right: DecisionTable, criterion: str, cache: Path, file: Path
) -> None:
    file.unlink()
    file.mkdir()
    assert table(knowledge, criterion, cache).known == right.known
    assert file.is_dir()
    assert not list(cache.glob(".*"))


def test_a_file_that_may_not_be_read_is_made_again(
    knowledge: Knowledge, right: DecisionTable, criterion: str, cache: Path, file: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    before, read = file.stat().st_ino, Path.read_bytes

    def refuse(path: Path) -> bytes:
        if path == file:
            raise PermissionError
        return read(path)

    monkeypatch.setattr(Path, "read_bytes", refuse)
    assert table(knowledge, criterion, cache).known == right.known
    assert file.stat().st_ino != before


def test_tables_of_other_code_are_not_used(
    knowledge: Knowledge, right: DecisionTable, criterion: str, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(store, "code", lambda *patterns: code(*patterns, "errors.py"))
    assert table(knowledge, criterion, cache).known == right.known
    assert len(list(cache.glob("tables-*"))) == 2


def test_tables_that_another_run_kept_meanwhile_stay(knowledge: Knowledge, criterion: str, tmp_path: Path) -> None:
    other = next(iri for iri, held in knowledge.rulebook.criteria.items() if held.notation == "sex")
    held, knowledge.keeping = knowledge.keeping, Keeping(tmp_path)
    try:
        one, two = Tables(knowledge), Tables(knowledge)
        one.table(knowledge.rulebook.criteria[criterion])
        two.table(knowledge.rulebook.criteria[other])
        one.keep()
        two.keep()
    finally:
        knowledge.keeping = held
    (file,) = tmp_path.iterdir()
    assert json.loads(file.read_bytes().partition(b"\n")[2]).keys() == {criterion, other}


def test_what_the_user_keeps_adds_to_what_the_package_brings(
    knowledge: Knowledge, made: Path, tmp_path: Path, criterion: str
) -> None:
    key = Tables(knowledge)._key
    Keeping(tmp_path).write("tables", key, json.dumps({"mine": {}}).encode())
    held, knowledge.keeping = knowledge.keeping, Keeping(tmp_path, made)
    try:
        assert {"mine", criterion} <= Tables(knowledge)._kept.keys()
    finally:
        knowledge.keeping = held

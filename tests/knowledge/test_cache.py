"""The kept Rulebook: the same as the compiled one, or not used."""

from __future__ import annotations

import json
import subprocess
import sys
from concurrent.futures import ThreadPoolExecutor
from hashlib import sha256
from pathlib import Path

import pytest
from regelgraph.knowledge import cache as kept_rulebooks
from regelgraph.knowledge import compile as compiling
from regelgraph.knowledge import load
from regelgraph.rulebook import Rulebook

from tests.knowledge.conftest import FACTS, PREFIXES, write


@pytest.fixture
def compiled(root: Path) -> Rulebook:
    return load(root=root).rulebook


@pytest.fixture
def kept(compiled: Rulebook, cache: Path) -> Path:
    assert compiled.criteria
    (file,) = cache.iterdir()
    return file


@pytest.fixture
def forbid_compiling(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(compiling, "compile_rulebook", None)


@pytest.mark.usefixtures("kept", "forbid_compiling")
def test_a_second_start_compiles_nothing_and_gives_the_same(root: Path, compiled: Rulebook) -> None:
    again = load(root=root).rulebook
    assert again == compiled
    assert repr(again) == repr(compiled)


@pytest.mark.usefixtures("kept")
def test_a_warm_start_imports_neither_triple_store_nor_reasoner_nor_judge(root: Path) -> None:
    code = (
        "import sys; from pathlib import Path; from regelgraph.knowledge import load; "
        f"load(root=Path({str(root)!r})).rulebook; "
        "print(sorted({'rdflib', 'owlrl', 'pyshacl', 'pyoxigraph', 'duckdb', 'pyarrow'} & sys.modules.keys()))"
    )
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    assert done.stdout.strip() == "[]"


def seal(body: bytes, key: str) -> bytes:
    return b"# " + json.dumps({"key": key, "sha256": sha256(body).hexdigest()}).encode() + b"\n" + body


@pytest.mark.parametrize(
    "damage",
    [
        "cut",
        "flip",
        "empty",
        "head only",
        "other key",
        "no json",
        "wrong shape",
        "too few fields",
        "too deep",
        "bad number",
    ],
)
def test_a_damaged_file_is_not_used_and_replaced(root: Path, compiled: Rulebook, kept: Path, damage: str) -> None:
    whole = kept.read_bytes()
    head, _, body = whole.partition(b"\n")
    key = json.loads(head[2:])["key"]
    kept.write_bytes(
        {
            "cut": whole[:-10],
            "flip": whole.replace(b"Farbe", b"Barfe"),
            "empty": b"",
            "head only": head,
            "other key": seal(body, "0" * 64),
            "no json": seal(b"{", key),
            "wrong shape": seal(b"[1, 2, 3]", key),
            "too few fields": seal(json.dumps(json.loads(body)[:-3]).encode(), key),
            "too deep": seal(b"[" * 100_000, key),
            "bad number": seal(body.replace(b'"0.5"', b'"many"'), key),
        }[damage]
    )
    assert load(root=root).rulebook == compiled
    assert kept.read_bytes() == whole


def test_changed_knowledge_is_compiled_anew(root: Path, compiled: Rulebook) -> None:
    path = root / "data/facts/things.ttl"
    path.write_text(PREFIXES + FACTS.replace("0.5", "0.6"), encoding="utf-8")
    assert load(root=root).rulebook != compiled


def test_another_version_of_the_package_compiles_anew(
    root: Path, kept: Path, cache: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regelgraph.knowledge.__version__", "99.0")
    assert load(root=root).rulebook.version == "99.0"
    assert kept in cache.iterdir()
    assert len(list(cache.iterdir())) == 2


def test_other_code_that_compiles_makes_another_key(root: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    sources = load(root=root).sources.turtle
    before = kept_rulebooks.content_key(sources, "1")
    monkeypatch.setattr(kept_rulebooks, "code", lambda *_: "other")
    assert kept_rulebooks.content_key(sources, "1") != before


def test_runs_at_once_do_not_disturb_each_other(root: Path, tmp_path: Path, cache: Path) -> None:
    write(tmp_path / "a.ttl", "my:a my:b my:c .")
    with ThreadPoolExecutor(8) as pool:
        books = list(pool.map(lambda _: load([tmp_path / "a.ttl"], root=root).rulebook, range(16)))
    assert all(book == books[0] for book in books)
    assert [file.suffix for file in cache.iterdir()] == [".json"]


def test_a_folder_that_cannot_be_written_is_no_error(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse(*_: object, **__: object) -> None:
        raise PermissionError

    monkeypatch.setattr("tempfile.mkstemp", refuse)
    assert load(root=root).rulebook.criteria
    assert not list(cache.iterdir())


def test_a_file_where_the_folder_should_be_is_no_error(root: Path, cache: Path) -> None:
    cache.write_text("in the way")
    assert load(root=root).rulebook.criteria


def test_a_write_that_fails_half_way_leaves_nothing(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(*_: object) -> None:
        raise OSError(28, "No space left on device")

    monkeypatch.setattr(Path, "replace", full)
    assert load(root=root).rulebook.criteria
    assert not list(cache.iterdir())


def test_off_keeps_nothing(root: Path, cache: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGELGRAPH_CACHE", "off")
    assert load(root=root).rulebook.criteria
    assert not cache.exists()

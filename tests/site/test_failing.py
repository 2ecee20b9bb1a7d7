"""An export that does not come to its end leaves what stood there, and nobody at work."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
from collections.abc import Iterator
from pathlib import Path

import pytest
from regelgraph.errors import KnowledgeError, ParameterError, UsageError
from regelgraph.exports.folder import replaced
from regelgraph.exports.manifest import MANIFEST, Written
from regelgraph.rights import usual
from regelgraph.site import Wanted, export
from regelgraph.site.shared import sharing

from tests.proc import children
from tests.site.conftest import patched

Files = Iterator[tuple[str, bytes]]
WAITING = """
import sys
import regelgraph.site.shared as shared
usual = shared.put
def put(folder, name, body):
    if "Criterion" in name:
        print("at work", flush=True)
        sys.stdin.read()
    return usual(folder, name, body)
shared.put = put
"""


def fine(name: str) -> Files:
    yield name, name.encode()


def failing(error: Exception) -> Files:
    yield "one", b"1"
    raise error


def killed() -> Files:
    os.kill(os.getpid(), signal.SIGKILL)
    yield "never", b""


@pytest.fixture(autouse=True)
def _nobody_is_left_at_work() -> Iterator[None]:
    """Other tests in this process may have servers running; a test here leaves no further process."""
    before = set(children(os.getpid()))
    yield
    assert set(children(os.getpid())) <= before


def test_processes_write_all_pieces_and_tell_what(tmp_path: Path) -> None:
    work = [lambda name=f"a/{number}": fine(name) for number in range(7)]
    with sharing(work, tmp_path, 3) as pieces:
        told = dict(file for made in pieces for file in made)
    assert sorted(told) == [f"a/{number}" for number in range(7)]
    assert all((tmp_path / name).read_text() == name for name in told)


@pytest.mark.parametrize(
    ("error", "seen"),
    [
        (OSError(28, "No space left on device", "x"), OSError),
        (KnowledgeError("odd"), KnowledgeError),
        (ParameterError("q", "cannot be made again from what it says"), RuntimeError),
    ],
)
def test_what_fails_in_a_process_fails_here(tmp_path: Path, error: Exception, seen: type[Exception]) -> None:
    with (
        pytest.raises(seen, match=r"odd|No space|cannot be made"),
        sharing([lambda: failing(error)] * 4, tmp_path, 2) as pieces,
    ):
        list(pieces)


def test_a_process_that_is_killed_is_missed(tmp_path: Path) -> None:
    with pytest.raises(ChildProcessError, match="memory"), sharing([killed, lambda: fine("b")], tmp_path, 2) as pieces:
        list(pieces)


def test_two_names_of_one_file_are_a_fault_of_the_knowledge(tmp_path: Path) -> None:
    written = Written(tmp_path)
    written.add("id/a.ttl", b"1")
    with pytest.raises(KnowledgeError, match=r"id/a\.ttl"):
        written.add("id/a.ttl", b"2")


def filled(folder: Path, body: str, error: type[Exception] | None = None) -> None:
    """An export of one file."""
    with replaced(folder) as made:
        (made / "file").write_text(body)
        if error:
            raise error
        (made / MANIFEST).write_text(json.dumps({"files": ["file"]}))
        assert not folder.exists() or (folder / "file").read_text() == "old"


def test_a_folder_changes_at_once_and_only_when_the_new_one_is_whole(tmp_path: Path) -> None:
    folder = tmp_path / "out [1]"
    filled(folder, "old")
    with pytest.raises(KeyError):
        filled(folder, "half", KeyError)
    assert (folder / "file").read_text() == "old"
    filled(folder, "new")
    assert (folder / "file").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out [1]"]
    assert folder.stat().st_mode & 0o777 == usual(0o777)


def test_where_folders_cannot_be_exchanged_one_takes_the_others_place(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("regelgraph.exports.folder._exchanged", lambda *_: False)
    filled(tmp_path / "out", "old")
    filled(tmp_path / "out", "new")
    assert (tmp_path / "out" / "file").read_text() == "new"
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_what_somebody_puts_there_meanwhile_is_not_lost(tmp_path: Path) -> None:
    def meanwhile() -> None:
        with replaced(tmp_path / "out"):
            (tmp_path / "out").mkdir()
            (tmp_path / "out" / "letter.txt").write_text("dear")

    with pytest.raises(UsageError, match=r"letter\.txt"):
        meanwhile()
    assert (tmp_path / "out" / "letter.txt").read_text() == "dear"


def test_an_export_that_is_killed_leaves_the_old_one_and_nobody_at_work(root: Path, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    filled(folder, "old")
    command = [sys.executable, "-c", f"{patched(root)}{WAITING}from regelgraph.cli import main; main()"]
    with subprocess.Popen([*command, "export", str(folder)], stdin=subprocess.PIPE, stdout=subprocess.PIPE) as process:
        assert process.stdin
        assert process.stdout
        assert process.stdout.readline() == b"at work\n"
        (half,) = tmp_path.glob(".out.export.*")
        assert (half / "dump.nq").is_file()
        process.kill()
        process.wait()
        assert (folder / "file").read_text() == "old"
        process.stdin.close()
        process.stdout.read()  # ends once no process holds it any more
    filled(folder, "new")
    assert [path.name for path in tmp_path.iterdir()] == ["out"]


def test_where_capital_letters_are_not_told_apart_nothing_is_written(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    usual_one = Path.exists
    monkeypatch.setattr(Path, "exists", lambda path: usual_one(path) or usual_one(path.with_name(path.name.title())))
    with pytest.raises(UsageError, match=r"A\.html and a\.html"):
        export(Wanted(), tmp_path / "out")
    assert [*tmp_path.iterdir()] == []

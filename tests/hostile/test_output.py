"""`--output` names whatever a user may name: devices, pipes, links, or nothing at all."""

from __future__ import annotations

import os
import stat
import subprocess
import sys
import threading
from pathlib import Path

from tests.cli.conftest import Run, Write, person

ROUND = ("--round", "win-win-2", "--format", "csv")


def test_a_pipe_named_as_output_is_written_to_and_stays_a_pipe(run: Run, write: Write, tmp_path: Path) -> None:
    """As root, replacing what is no file would take /dev/null from the whole machine."""
    pipe = tmp_path / "report.csv"
    os.mkfifo(pipe)
    got: list[str] = []
    reader = threading.Thread(target=lambda: got.append(pipe.read_text(encoding="utf-8")), daemon=True)
    reader.start()
    assert run("check", "persons", write(person()), *ROUND, "--output", pipe).code == 0
    reader.join(10)
    assert stat.S_ISFIFO(pipe.stat().st_mode)
    assert len(got[0].splitlines()) == 2


def test_a_full_device_is_one_clear_message_and_exit_2(run: Run, write: Write, tmp_path: Path) -> None:
    link = tmp_path / "full"
    link.symlink_to("/dev/full")
    ran = run("check", "persons", write(person()), *ROUND, "--output", link)
    assert ran.code == 2
    assert ran.err.count("\n") == 1
    assert stat.S_ISCHR(Path("/dev/full").stat().st_mode)


def test_of_a_symbolic_link_the_file_behind_it_is_written(run: Run, write: Write, tmp_path: Path) -> None:
    target, link = tmp_path / "target.csv", tmp_path / "link.csv"
    target.write_text("old", encoding="utf-8")
    link.symlink_to(target.name)
    assert run("check", "persons", write(person()), *ROUND, "--output", link).code == 0
    assert link.is_symlink()
    assert len(target.read_text(encoding="utf-8").splitlines()) == 2


def test_a_closed_standard_output_is_one_clear_message_and_exit_2(write: Write) -> None:
    command = [
        sys.executable,
        "-c",
        "import os, sys; os.close(1); os.execv(sys.executable, [sys.executable, *sys.argv[1:]])",
    ]
    inner = ["-c", "from regelgraph.cli import main; main()", "check", "persons", str(write(person())), *ROUND]
    done = subprocess.run([*command, *inner], capture_output=True, text=True, check=False)
    assert done.returncode == 2, done.stderr
    assert done.stderr.splitlines() == ["Error: standard output is closed; name a file with --output"]

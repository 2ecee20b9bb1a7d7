"""A long check says on a terminal how far it is, is silent elsewhere, and ends at once when it is interrupted."""

from __future__ import annotations

import os
import pty
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest

ROW = "P-{n},m,2000-01-01,deutsch,,ja,nicht erreicht,2026-03-01\n"
HEADER = "person_id,sex,birth_date,citizenship,residence_title,employable,contact_status,entry_date\n"


def listed(folder: Path, count: int) -> Path:
    path = folder / "list.csv"
    path.write_text(HEADER + "".join(ROW.format(n=n) for n in range(count)), encoding="utf-8")
    return path


def command(path: Path, *more: object) -> list[str]:
    return [sys.executable, "-m", "regelgraph", "check", "persons", str(path), "--round", "win-win-2", *map(str, more)]


def on_terminal(arguments: list[str]) -> tuple[int, str]:
    """The exit code, and what a command writes to a terminal as stderr."""
    mine, its = pty.openpty()
    with subprocess.Popen(
        arguments, stdout=subprocess.DEVNULL, stderr=its, env=os.environ | {"TERM": "xterm"}
    ) as process:
        os.close(its)
        said = b""
        while True:
            try:
                more = os.read(mine, 4096)
            except OSError:
                break
            if not more:
                break
            said += more
    os.close(mine)
    return process.returncode, said.decode()


def test_rows_and_rate_are_shown_on_a_terminal_and_taken_away_again(tmp_path: Path) -> None:
    code, said = on_terminal(command(listed(tmp_path, 30_000), "--output", tmp_path / "r.csv", "--lang", "en"))
    assert code == 0
    assert "rows" in said
    assert "rows/s" in said
    assert said.rstrip().endswith("\x1b[2K")


@pytest.mark.parametrize("more", [(), ("--summary",)])
def test_nothing_is_shown_where_stderr_is_no_terminal(tmp_path: Path, more: tuple[str, ...]) -> None:
    done = subprocess.run(
        command(listed(tmp_path, 2000), "--output", tmp_path / "r.csv", *more), capture_output=True, check=True
    )
    assert done.stderr == b""
    assert done.stdout == b""


INTERRUPTIONS = pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])


@pytest.fixture
def report(tmp_path: Path) -> Path:
    """An earlier report, alone in its folder."""
    path = tmp_path / "out" / "r.csv"
    path.parent.mkdir()
    path.write_text("of before", encoding="utf-8")
    return path


def interrupt(process: subprocess.Popen[bytes], sent: signal.Signals, report: Path) -> None:
    """Have a check end; it must do so at once, by that signal, and leave the earlier report and nothing else."""
    process.send_signal(sent)
    asked = time.monotonic()
    said = process.communicate(timeout=60)[1]
    waited = time.monotonic() - asked
    assert process.returncode in (128 + sent, -sent), said
    assert report.read_text(encoding="utf-8") == "of before"
    assert [each.name for each in report.parent.iterdir()] == ["r.csv"]
    assert waited < 10, "an interrupted process must not go on with its work"


@INTERRUPTIONS
def test_a_check_that_is_to_end_as_it_begins_ends_at_once_and_leaves_nothing(
    tmp_path: Path, report: Path, sent: signal.Signals
) -> None:
    path = tmp_path / "list.csv"
    os.mkfifo(path)  # a list that is still to come, however quick the machine is
    with subprocess.Popen(command(path, "--output", report), stderr=subprocess.PIPE) as process:
        end = opened_by(process, path)
        interrupt(process, sent, report)
    os.close(end)


def opened_by(process: subprocess.Popen[bytes], path: Path) -> int:
    """The end of a pipe into which a list is written, as soon as the process has opened the other."""
    while process.poll() is None:
        try:
            return os.open(path, os.O_WRONLY | os.O_NONBLOCK)
        except OSError:  # nobody reads yet
            time.sleep(0.01)
    pytest.fail(f"it has ended before it read its list: {process.communicate()[1].decode()}")


@INTERRUPTIONS
def test_a_check_that_is_to_end_while_it_writes_ends_at_once_and_leaves_nothing(
    tmp_path: Path, report: Path, sent: signal.Signals
) -> None:
    path = listed(tmp_path, 400_000)
    with subprocess.Popen(command(path, "--output", report), stderr=subprocess.PIPE) as process:
        while len(list(report.parent.iterdir())) == 1 and process.poll() is None:
            time.sleep(0.001)
        interrupt(process, sent, report)

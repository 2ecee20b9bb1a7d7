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


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM, signal.SIGHUP])
@pytest.mark.parametrize("when", ["at the start", "while writing"])
def test_a_check_that_is_to_end_ends_at_once_and_leaves_nothing(
    tmp_path: Path, when: str, sent: signal.Signals
) -> None:
    path, report = listed(tmp_path, 400_000), tmp_path / "out" / "r.csv"
    report.parent.mkdir()
    report.write_text("of before")
    with subprocess.Popen(command(path, "--output", report), stderr=subprocess.PIPE) as process:
        if when == "while writing":
            while len(list(report.parent.iterdir())) == 1 and process.poll() is None:
                time.sleep(0.01)
        else:
            time.sleep(0.5)
        process.send_signal(sent)
        asked = time.monotonic()
        said = process.communicate(timeout=60)[1]
    waited = time.monotonic() - asked
    assert process.returncode in (128 + sent, -sent), said
    assert report.read_text() == "of before"
    assert [each.name for each in report.parent.iterdir()] == ["r.csv"]
    assert waited < 10, "an interrupted process must not go on with its work"

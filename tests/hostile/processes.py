"""The command line as a process of its own."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path
from typing import Any

COMMAND = (sys.executable, "-c", "from regelgraph.cli import main; main()")
ROUND = ("--round", "win-win-2")


def ran(*arguments: object, before: str = "", **options: Any) -> subprocess.CompletedProcess[bytes]:
    """How a command ended; `before` is Python that its process runs first."""
    command = [sys.executable, "-c", f"{before}\nfrom regelgraph.cli import main; main()"]
    return subprocess.run(
        [*command, *map(str, arguments)],
        **{"stdout": subprocess.PIPE, "stderr": subprocess.PIPE, "check": False, "timeout": 120, **options},
        env=dict(os.environ),
    )


def refused(done: subprocess.CompletedProcess[bytes], *says: str) -> None:
    """It ended with 2 and one line that says so, nothing else."""
    assert done.returncode == 2, done
    assert not done.stdout, done
    (line,) = done.stderr.decode().splitlines()
    assert line.startswith("Error: ")
    for words in says:
        assert words in line, line


def names(folder: Path) -> list[str]:
    return sorted(path.name for path in folder.iterdir())

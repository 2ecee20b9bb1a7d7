"""What the system knows of processes: what they use, and whether they still run."""

from __future__ import annotations

import contextlib
import re
from pathlib import Path

MIB = 1 << 20


def tree(pid: int) -> list[int]:
    """A process and all below it, parents first."""
    below: dict[int, list[int]] = {}
    for folder in Path("/proc").iterdir():
        if folder.name.isdigit():
            with contextlib.suppress(OSError):
                parent = int(folder.joinpath("stat").read_text().rpartition(")")[2].split()[1])
                below.setdefault(parent, []).append(int(folder.name))
    found = [pid]
    for each in found:
        found.extend(below.get(each, ()))
    return found


def children(pid: int) -> list[int]:
    """The processes that a process started itself."""
    return [int(each) for each in Path(f"/proc/{pid}/task/{pid}/children").read_text().split()]


def descriptors(pid: int) -> int:
    """How many files and sockets a process holds open; 0 if it is gone."""
    try:
        return len([*Path(f"/proc/{pid}/fd").iterdir()])
    except OSError:
        return 0


def runs(pid: int) -> bool:
    """Whether a process is there and is no zombie that waits to be read by somebody else."""
    try:
        return Path(f"/proc/{pid}/stat").read_text().rpartition(")")[2].split()[0] not in "ZX"
    except OSError:
        return False


def memory(pid: int) -> tuple[int, int]:
    """Bytes of a process and all below it: shared pages counted once (PSS), and counted in each (RSS)."""
    pss = rss = 0
    for each in tree(pid):
        with contextlib.suppress(OSError):
            text = Path(f"/proc/{each}/smaps_rollup").read_text()
            pss += 1024 * int(re.search(r"^Pss:\s+(\d+)", text, re.MULTILINE)[1])  # type: ignore[index]
            rss += 1024 * int(re.search(r"^Rss:\s+(\d+)", text, re.MULTILINE)[1])  # type: ignore[index]
    return pss, rss

"""The processes of the service and the memory they take, as the system says (Linux: /proc)."""

from __future__ import annotations

import time
from collections.abc import Iterator, Sequence
from pathlib import Path
from typing import Final

ROLES: Final = ("supervisor", "gateway", "knowledge", "worker")
_PAGE: Final = 4096
_FRESH: Final = 5.0
"""Seconds for which what was found is said again, as to look costs some milliseconds for each process."""
_found: dict[int, tuple[float, dict[str, tuple[int, int]]]] = {}


def memory(supervisor: int, fronts: Sequence[int]) -> dict[str, tuple[int, int]]:
    """By role: how many processes there are, and their bytes; pages that n processes share count 1/n in each."""
    then, found = _found.get(supervisor, (0.0, {}))
    now = time.monotonic()
    if not found or now - then > _FRESH:
        found = _looked_up(supervisor, fronts)
        _found.clear()
        _found[supervisor] = (now, found)
    return found


def _looked_up(supervisor: int, fronts: Sequence[int]) -> dict[str, tuple[int, int]]:
    found = dict.fromkeys(ROLES, (0, 0))
    for pid, depth in _tree(supervisor, 0):
        role = "gateway" if pid in fronts else ROLES[0] if not depth else ROLES[2] if depth == 1 else ROLES[3]
        number, size = found[role]
        found[role] = (number + 1, size + _bytes(pid))
    return found


def _tree(pid: int, depth: int) -> Iterator[tuple[int, int]]:
    """A process and all below it, with the depth of each."""
    yield pid, depth
    for children in Path(f"/proc/{pid}/task").glob("*/children"):
        for child in _read(children).split():
            yield from _tree(int(child), depth + 1)


def _bytes(pid: int) -> int:
    for line in _read(Path(f"/proc/{pid}/smaps_rollup")).splitlines():
        if line.startswith("Pss:"):
            return int(line.split()[1]) * 1024
    statm = _read(Path(f"/proc/{pid}/statm")).split()
    return int(statm[1]) * _PAGE if statm else 0


def _read(path: Path) -> str:
    try:
        return path.read_text("ascii")
    except OSError:  # it has ended meanwhile, or is not ours to look into
        return ""

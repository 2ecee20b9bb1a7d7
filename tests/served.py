"""`regelgraph serve` as processes of its own: where it answers, what it uses, and that all of it ends."""

from __future__ import annotations

import contextlib
import os
import re
import signal
import subprocess
import sys
import threading
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from pathlib import Path

WAIT = 60.0
MIB = 1 << 20
_ADDRESS = re.compile(r"http://127\.0\.0\.1:([0-9]+)")


@dataclass
class Served:
    """A service that runs: its first process, where it listens, and the lines that it wrote."""

    process: subprocess.Popen[str]
    port: int = 0
    lines: list[str] = field(default_factory=list)
    listening: threading.Event = field(default_factory=threading.Event)
    _reader: threading.Thread | None = None

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}"

    @property
    def log(self) -> str:
        return "".join(self.lines)

    def read(self) -> None:
        """Keep what it writes, so that it never waits for a reader."""

        def keep() -> None:
            assert self.process.stderr
            for line in self.process.stderr:
                self.lines.append(line)
                if not self.port and (found := _ADDRESS.search(line)):
                    self.port = int(found[1])
                    self.listening.set()
            self.listening.set()

        self._reader = threading.Thread(target=keep, daemon=True)
        self._reader.start()
        assert self.listening.wait(WAIT), "it does not listen"
        assert self.port, self.log

    def tree(self) -> list[int]:
        """Ids of its processes, the first one and all below it."""
        return tree(self.process.pid)

    def memory(self) -> int:
        """Bytes that its processes use, shared pages counted once (PSS)."""
        return memory(self.process.pid)[0]

    def descriptors(self) -> int:
        """How many files and sockets its processes hold open."""
        found = 0
        for pid in self.tree():
            with contextlib.suppress(OSError):
                found += len([*Path(f"/proc/{pid}/fd").iterdir()])
        return found

    def stop(self, how: signal.Signals = signal.SIGTERM) -> int:
        """End it in order; its exit code. Fails if a process of it is left."""
        all_of_it = self.tree()
        self.process.send_signal(how)
        code = self.process.wait(WAIT)
        if self._reader:
            self._reader.join(WAIT)
        left = [pid for pid in all_of_it if runs(pid)]
        assert not left, f"left behind: {left}"
        return code

    def kill(self) -> None:
        """End every process of it, whatever state it is in."""
        for pid in reversed(self.tree()):
            with contextlib.suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
        self.process.wait(WAIT)


@contextlib.contextmanager
def served(*arguments: str, env: Mapping[str, str] | None = None) -> Iterator[Served]:
    """A service on a free port, ended with all its processes when the block is left, however it is left."""
    command = [sys.executable, "-m", "regelgraph", "serve", "--port", "0", *arguments]
    process = subprocess.Popen(
        command, stdout=subprocess.DEVNULL, stderr=subprocess.PIPE, text=True, env={**os.environ, **(env or {})}
    )
    found = Served(process)
    try:
        found.read()
        yield found
    finally:
        if process.poll() is None:
            found.kill()


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

"""`regelgraph serve` as processes of its own: where it answers, what it uses, and that all of it ends."""

from __future__ import annotations

import contextlib
import http.client
import os
import re
import signal
import subprocess
import sys
import threading
import time
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from tests.proc import memory, runs, tree

WAIT = 60.0
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


def await_ready(service: Served) -> None:
    """Wait until it has loaded the knowledge."""
    end = time.monotonic() + WAIT
    while time.monotonic() < end:
        link = http.client.HTTPConnection("127.0.0.1", service.port, timeout=WAIT)
        with contextlib.closing(link):
            link.request("GET", "/health/ready")
            if link.getresponse().status == 200:
                return
        time.sleep(0.005)
    raise AssertionError(f"it does not become ready: {service.log}")

"""Starts the processes of the service and keeps them: one that forks workers, and the fronts that listen.

It holds nothing but sockets to them, so there is little that could bring it down. SIGTERM and SIGINT end all in order,
SIGHUP has the knowledge loaded anew while the present one answers on.
"""

from __future__ import annotations

import selectors
import signal
import socket
import subprocess
import sys
import time
from contextlib import suppress
from typing import Any, Final

from regelgraph.errors import KnowledgeError, RegelgraphError
from regelgraph.workers import control
from regelgraph.workers.children import Child, Plan, introduce, spawn
from regelgraph.workers.lines import line

_UNSAID: Final = "the process that loads the knowledge has ended; see what it said above"
_SIGNALS: Final = (signal.SIGTERM, signal.SIGINT, signal.SIGHUP, signal.SIGCHLD)
_AGAIN: Final = 0.5
"""Seconds before a process that fell is started anew."""
_FALLS: Final = 20
"""So many falls of fronts or fork servers within `_WITHIN` seconds, and it is no use to start them anew."""
_WITHIN: Final = 60.0


class Supervisor:
    """Runs a plan until it is told to stop."""

    def __init__(self, plan: Plan) -> None:
        self._plan = plan
        self._select = selectors.DefaultSelector()
        self._fronts: list[Child] = []
        self._now: Child | None = None
        self._next: Child | None = None
        self._left: list[subprocess.Popen[bytes]] = []
        self._falls: list[float] = []
        self._again = False
        self._until: float | None = None
        self._due: list[tuple[float, int]] = []
        self._failure: RegelgraphError | None = None

    def run(self) -> None:
        """Until SIGTERM or SIGINT. Raises KnowledgeError if the knowledge cannot be loaded at the start."""
        wake, wakes = socket.socketpair()
        for each in (wake, wakes):
            each.setblocking(False)
        before = [signal.signal(number, _note) for number in _SIGNALS]
        signal.set_wakeup_fd(wakes.fileno(), warn_on_full_buffer=False)
        self._select.register(wake, selectors.EVENT_READ, None)
        try:
            self._load()
            for row in range(self._plan.fronts):
                self._start_front(row + 1)
            while self._fronts or self._until is None:
                self._turn(wake)
                if self._until is not None and time.monotonic() > self._until:
                    break
        finally:
            self._end_all()
            signal.set_wakeup_fd(-1)
            for number, handler in zip(_SIGNALS, before, strict=True):
                signal.signal(number, handler)
            wake.close()
            wakes.close()
        if self._failure:
            raise self._failure

    def _turn(self, wake: socket.socket) -> None:
        ends = [when for when, _ in self._due] + ([self._until] if self._until else [])
        timeout = max(0.0, min(ends) - time.monotonic()) if ends else None
        for key, _ in self._select.select(timeout):
            if key.fileobj is wake:
                with suppress(BlockingIOError):
                    for number in wake.recv(4096):
                        self._signalled(number)
            elif key.data is not None:
                self._told(key.data)
        now = time.monotonic()
        due = [what for when, what in self._due if when <= now]
        self._due = [(when, what) for when, what in self._due if when > now]
        for what in due if self._until is None else ():
            if what:
                self._start_front(what)
            elif self._next is None:
                self._load()

    def _signalled(self, number: int) -> None:
        if number == signal.SIGHUP:
            self._again = self._next is not None  # what is loaded now may be older than what is wanted
            if self._next is None and self._until is None:
                self._load()
        elif number in (signal.SIGTERM, signal.SIGINT):
            if self._until is not None:  # asked twice: now
                self._until = 0.0
            else:
                self._stop()
        elif number == signal.SIGCHLD:
            self._left = [process for process in self._left if process.poll() is None]
            for child in [*self._fronts, self._now, self._next]:
                if child and child.process.poll() is not None:
                    self._told(child)

    def _stop(self) -> None:
        self._until = time.monotonic() + self._plan.grace
        self._plan.stopping()
        for front in self._fronts:
            front.process.terminate()

    def _watch(self, child: Child) -> Child:
        self._select.register(child.sock, selectors.EVENT_READ, child)
        return child

    def _load(self) -> None:
        self._next = self._watch(spawn("regelgraph.workers.forkserver", self._plan.loads))
        # What answers already leaves time to warm up before; at the start readiness comes first.
        control.send(self._next.sock, {"options": self._plan.options, "warm": self._now is not None})

    def _start_front(self, row: int) -> None:
        files = self._plan.files
        front = self._watch(spawn(self._plan.front, files=tuple(files.values()), row=row))
        control.send(front.sock, {**self._plan.settings, **files, "row": row})
        self._fronts.append(front)
        if self._now:
            introduce(front, self._now)

    def _told(self, child: Child) -> None:
        found = None
        with suppress(OSError, ValueError):
            found = control.receive(child.sock)
        if found is None:
            self._fell(child)
        elif "ready" in found[0]:
            self._changed(child, found[0]["ready"])
        elif "failed" in found[0]:
            self._failed(child, KnowledgeError(found[0]["failed"]))

    def _changed(self, child: Child, said: dict[str, Any]) -> None:
        """A fork server is ready: all fronts turn to it, and the one before it ends with its last worker."""
        child.said = said
        before, self._now, self._next = self._now, child, None
        for front in self._fronts:
            introduce(front, child)
        if before:
            self._plan.reloaded(True)
            self._leave(before)
        self._once_more()

    def _failed(self, child: Child, error: KnowledgeError) -> None:
        self._next = None
        self._leave(child)
        if self._until is not None:
            return
        if self._now is None:
            self._failure = error
            self._stop()
            return
        self._plan.reloaded(False)
        print(line("reload-failed", detail=error.message), end="", file=sys.stderr, flush=True)
        self._once_more()

    def _once_more(self) -> None:
        """Load again if that was asked for while the knowledge was being loaded."""
        if self._again and self._until is None:
            self._again = False
            self._load()

    def _fell(self, child: Child) -> None:
        """A process ended that nobody asked to."""
        if child in self._fronts:
            self._fronts.remove(child)
        elif child is self._next:
            self._failed(child, KnowledgeError(_UNSAID))
            return
        elif child is self._now:
            self._now = None
        else:
            return
        self._leave(child)
        if self._until is not None:
            return
        now = time.monotonic()
        self._falls = [when for when in self._falls if now - when < _WITHIN] + [now]
        if len(self._falls) >= _FALLS:
            self._failure = RegelgraphError("its processes end again and again; see what they said above")
            self._stop()
            return
        self._due.append((now + _AGAIN, child.row))

    def _leave(self, child: Child) -> None:
        """Let a process end by itself."""
        with suppress(KeyError, ValueError):
            self._select.unregister(child.sock)
        child.sock.close()
        self._left.append(child.process)

    def _end_all(self) -> None:
        for child in [*self._fronts, self._now, self._next]:
            if child:
                self._leave(child)
        for process in self._left:
            if process.poll() is None:
                process.kill()
            process.wait()


def _note(_number: int, _frame: object) -> None:
    """Signals are read from the wake-up file."""

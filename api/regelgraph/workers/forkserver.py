"""The process that loads everything once and forks workers from what it has loaded.

`python -m regelgraph.workers.forkserver FD MODULE:NAME`: FD is a socket whose other end starts it; the first message on
it has the `options` that MODULE:NAME is called with, to give what handles requests; with `warm`, it warms up before it
says that it is ready, else when there is time. Then it takes orders: further sockets for those who want workers, and
from these a socket for each worker. It ends when nobody is left who could ask.
"""

from __future__ import annotations

import ctypes
import gc
import importlib
import logging
import os
import selectors
import signal
import socket
import sys
from collections.abc import Callable, Iterator
from contextlib import suppress
from typing import Any, Final, NamedTuple

from regelgraph.errors import RegelgraphError
from regelgraph.workers import control
from regelgraph.workers.messages import Reply, Request
from regelgraph.workers.where import where
from regelgraph.workers.worker import hush, work

_DIE_WITH_PARENT: Final = 1  # PR_SET_PDEATHSIG of prctl(2)
_LIBC: Final = ctypes.CDLL(None, use_errno=True)
Handle = Callable[[Request], Reply]
_IDLE: Final = 0.3
"""Seconds without an order after which there is time to warm up."""


class Started(NamedTuple):
    """What MODULE:NAME gives: what handles requests, what to say of it, and what makes everything that can be kept.

    That goes by steps; between two of them orders are taken, so that nobody waits for a worker until all is warm.
    """

    handle: Handle
    said: dict[str, Any]
    warm: Callable[[], Iterator[None]]


def main(file: int, what: str) -> None:
    """Load, then fork whenever asked to."""
    signal.signal(signal.SIGINT, signal.SIG_IGN)
    _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
    logging.basicConfig(stream=os.fdopen(os.dup(2), "w"), format="%(message)s", level=logging.ERROR)
    boss = socket.socket(fileno=file)
    told, _ = control.receive(boss) or ({}, [])
    module, _, name = what.partition(":")
    try:
        started: Started = getattr(importlib.import_module(module), name)(told["options"])
    except RegelgraphError as error:
        control.send(boss, {"failed": error.message, "code": error.exit_code})
        return
    server = ForkServer(boss, started)
    if told.get("warm"):
        server.warm()
    settle()
    control.send(boss, {"ready": started.said})
    server.run()


def settle() -> None:
    """What is there stays where it is, so that workers share it; what was needed only to make it is given back."""
    gc.collect()
    with suppress(AttributeError):  # not every library of C has it
        _LIBC.malloc_trim(0)
    gc.freeze()


class ForkServer:
    """Forks workers for those who are connected, and tells each of them how its own ended."""

    def __init__(self, boss: socket.socket, started: Started) -> None:
        self._boss = boss
        self._started = started
        self._steps: Iterator[None] | None = started.warm()
        self._begun = False
        self._fronts: set[socket.socket] = set()
        self._children: dict[int, socket.socket] = {}
        self._select = selectors.DefaultSelector()
        self._wake, wakes = socket.socketpair()
        self._wakes = wakes
        for each in (self._wake, wakes):
            each.setblocking(False)

    def run(self) -> None:
        """Take orders until nobody is left."""
        signal.set_wakeup_fd(self._wakes.fileno())
        signal.signal(signal.SIGCHLD, lambda *_: None)
        for each in (self._boss, self._wake):
            self._select.register(each, selectors.EVENT_READ)
        boss = True
        while boss or self._fronts:
            found = self._select.select(None if self._steps is None else 0 if self._begun else _IDLE)
            if not found:
                self._warm_up()
            for key, _ in found:
                asked: Any = key.fileobj
                if asked is self._wake:
                    self._reap()
                elif asked is self._boss:
                    boss = self._of_boss()
                elif asked in self._fronts:
                    self._of_front(asked)
        signal.set_wakeup_fd(-1)  # the last workers end while the sockets here go

    def warm(self) -> None:
        """Make all that workers would make for themselves, one by one."""
        while self._steps is not None:
            self._warm_up()

    def _warm_up(self) -> None:
        """Go one step; after the last one those that were forked before are cold, and may go."""
        if self._steps is None:
            return
        self._begun = True
        try:
            next(self._steps)
        except StopIteration:
            pass
        except Exception as error:  # then workers make it
            logging.getLogger("regelgraph.workers").warning("warming up failed: %s", where(error))
        else:
            return
        self._steps = None
        settle()
        for front in [*self._fronts]:
            self._tell(front, {"warm": 1})

    def _of_boss(self) -> bool:
        found = control.receive(self._boss)
        if found is None:
            self._select.unregister(self._boss)
            return False
        _, files = found
        front = socket.socket(fileno=files[0])
        self._fronts.add(front)
        self._select.register(front, selectors.EVENT_READ)
        return True

    def _of_front(self, front: socket.socket) -> None:
        found = control.receive(front)
        if found is None:
            self._leave(front)
            return
        _, files = found
        pid = self._fork(files[0])
        os.close(files[0])
        pidfd = os.pidfd_open(pid)
        self._children[pid] = front
        self._tell(front, {"forked": pid}, [pidfd])
        os.close(pidfd)

    def _fork(self, file: int) -> int:
        pid = os.fork()
        if pid:
            return pid
        code = 1
        try:
            _LIBC.prctl(_DIE_WITH_PARENT, signal.SIGKILL)
            signal.set_wakeup_fd(-1)
            signal.signal(signal.SIGCHLD, signal.SIG_DFL)
            for each in (self._boss, self._wake, self._wakes, *self._fronts):
                each.close()
            self._select.close()
            hush()
            work(socket.socket(fileno=file), self._started.handle)
            code = 0
        finally:
            os._exit(code)

    def _reap(self) -> None:
        with suppress(BlockingIOError):
            while self._wake.recv(4096):
                pass
        while True:
            try:
                pid, status = os.waitpid(-1, os.WNOHANG)
            except ChildProcessError:
                return
            if not pid:
                return
            front = self._children.pop(pid, None)
            if front in self._fronts:
                self._tell(front, {"ended": pid, "code": os.waitstatus_to_exitcode(status)})

    def _tell(self, front: socket.socket, what: dict[str, Any], files: list[int] | None = None) -> None:
        try:
            control.send(front, what, files)
        except OSError:
            self._leave(front)

    def _leave(self, front: socket.socket) -> None:
        """Nobody waits any more for the workers of one who is gone."""
        if front in self._fronts:
            self._fronts.remove(front)
            self._select.unregister(front)
            front.close()
        for pid, owner in self._children.items():
            if owner is front:
                os.kill(pid, signal.SIGKILL)


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

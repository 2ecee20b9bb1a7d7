"""A worker: handles one request after the other, within its memory, until nobody sends any more or it has grown."""

from __future__ import annotations

import os
import resource
import socket
import time
from collections.abc import Callable
from contextlib import suppress
from itertools import count
from typing import Final

from regelgraph.errors import EndedError
from regelgraph.workers import wire
from regelgraph.workers.messages import Reply, Request
from regelgraph.workers.problems import of_error

STACK: Final = 64 << 20
"""Bytes that native parsers may nest into."""
_GROWN: Final = 32 << 20
"""Bytes that a worker may keep behind long work; one that keeps more ends, so that its memory is given back."""
_LONG: Final = 0.05
"""Seconds after which work may have grown the process."""
_ANEW: Final = 64
"""Requests after which the process is looked at, and its limit of memory counted anew, as it is behind long work."""
_PAGE: Final = resource.getpagesize()
NO_MEMORY: Final = "the work needs more memory than it may have; ask for less at once"


def work(sock: socket.socket, handle: Callable[[Request], Reply]) -> None:
    """Answer requests from a socket until it ends."""
    _bound(resource.RLIMIT_CORE, 0)  # no upload gets into a file by a fault
    _bound(resource.RLIMIT_STACK, STACK)
    _, start = _pages()
    limit = 0
    for number in count(1):
        try:
            found = wire.received(sock)
        except (EOFError, OSError):
            return
        if found is None:
            return
        request, memory = found
        if memory != limit:  # addresses that are kept are not what the next may take
            limit = memory
            _bound(resource.RLIMIT_AS, resource.RLIM_INFINITY)
            _bound(resource.RLIMIT_AS, _pages()[0] * _PAGE + memory)
        before = time.monotonic()
        last = False
        try:
            reply = handle(request)
        except MemoryError:
            reply, last = of_error(EndedError(NO_MEMORY)), True
        if time.monotonic() - before > _LONG or number % _ANEW == 0:
            last = last or (_pages()[1] - start) * _PAGE > _GROWN
            limit = 0
        try:
            wire.send(sock, reply, last=last)
        except (MemoryError, OSError):  # cut off, so that nobody takes a part for the whole
            return
        if last:
            return
        del request, found, reply


def _bound(what: int, size: int) -> None:
    """Lower the soft limit only: the hard one could not be raised again."""
    _, hard = resource.getrlimit(what)
    with suppress(OSError, ValueError):
        if hard != resource.RLIM_INFINITY:
            size = hard if size == resource.RLIM_INFINITY else min(size, hard)
        resource.setrlimit(what, (size, hard))


def _pages() -> tuple[int, int]:
    """Pages of the process: all that it has addresses for, and those in memory."""
    with open("/proc/self/statm", "rb", buffering=0) as file:  # noqa: PTH123 - the quickest
        whole, present, *_ = file.read().split()
    return int(whole), int(present)


def hush() -> None:
    """Send what native code says on stderr nowhere, since it may quote what it worked on."""
    nowhere = os.open(os.devnull, os.O_WRONLY)
    os.dup2(nowhere, 2)
    os.close(nowhere)

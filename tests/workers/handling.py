"""What the workers of these tests do: whatever could happen to real ones."""

from __future__ import annotations

import ctypes
import os
import time
from collections.abc import Iterator
from threading import Event
from typing import Any

from regelgraph.errors import KnowledgeError
from regelgraph.workers.forkserver import Started
from regelgraph.workers.messages import Reply, Request

WARM = Event()
PART = b"x" * 100_000
KEPT: list[bytes] = []


def start(options: dict[str, Any]) -> Started:
    if options.get("broken"):
        raise KnowledgeError("the knowledge is broken")
    return Started(handle, {"fingerprint": options.get("name", "")}, warm)


def warm() -> Iterator[None]:
    """Two steps, as what is warm only after the first is not yet all."""
    yield
    WARM.set()


def handle(request: Request) -> Reply:
    what, _, more = request.path.strip("/").partition("/")

    def nice() -> bytes:
        _burn(float(more))
        return str(os.getpriority(os.PRIO_PROCESS, 0)).encode()

    answers: dict[str, Any] = {
        "echo": lambda: Reply(200, [("x", "y")], (bytes(request.body) or request.query,)),
        "warm": lambda: Reply(200, [], (b"yes" if WARM.is_set() else b"no",)),
        "pid": lambda: Reply(200, [], (str(os.getpid()).encode(),)),
        "nice": lambda: Reply(200, [], (nice(),)),
        "sleep": lambda: Reply(200, [], (_after(float(more), lambda: b"slept"),)),
        "memory": lambda: Reply(200, [], (b"y" * (int(more) << 20),)),
        "keep": lambda: Reply(200, [], (_keep(int(more)),)),
        "native": lambda: Reply(200, [], (_native(int(more)),)),
        "crash": lambda: Reply(200, [], (_crash(),)),
        "exit": lambda: os._exit(3),
        "parts": lambda: Reply(200, [], (PART for _ in range(int(more)))),
        "torn": lambda: Reply(200, [], _torn()),
    }
    return answers[what]()


def _after(seconds: float, then: Any) -> Any:
    time.sleep(seconds)
    return then()


def _burn(seconds: float) -> None:
    end = time.process_time() + seconds
    while time.process_time() < end:
        pass


def _keep(kibibytes: int) -> bytes:
    KEPT.append(b"y" * (kibibytes << 10))
    return str(os.getpid()).encode()


def _native(mebibytes: int) -> bytes:
    """Memory that Python does not ask for, and whose lack ends the process, as in a native library."""
    libc = ctypes.CDLL(None)
    libc.malloc.restype = ctypes.c_void_p
    libc.malloc.argtypes = [ctypes.c_size_t]
    if not libc.malloc(mebibytes << 20):
        os.abort()
    return b"there"


def _crash() -> bytes:
    return ctypes.string_at(0)


def _torn() -> Iterator[bytes]:
    yield PART
    os._exit(1)

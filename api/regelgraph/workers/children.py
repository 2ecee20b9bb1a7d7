"""What the supervisor starts, and the processes that it has started."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Callable, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from socket import socket
from typing import Any

from regelgraph.workers import control


@dataclass(frozen=True, slots=True)
class Plan:
    """What is started: what a fork server `loads` by (MODULE:NAME) with which options, and the module of a `front`.

    `files` are open files that fronts get, named to them in their options under their keys; `reloaded` hears whether
    a reload went well, `stopping` is called when a stop begins; `grace` are the seconds that it waits for the fronts.
    """

    loads: str
    options: dict[str, Any]
    front: str
    settings: dict[str, Any]
    fronts: int
    grace: float
    files: Mapping[str, int] = field(default_factory=dict)
    reloaded: Callable[[bool], None] = lambda _ok: None
    stopping: Callable[[], None] = lambda: None


@dataclass(slots=True)
class Child:
    """A process of the service and the socket to it.

    `said`: what a fork server told when it was ready; `row`: the number of a front, from 1.
    """

    process: subprocess.Popen[bytes]
    sock: socket
    said: dict[str, Any] | None = None
    row: int = 0


def spawn(module: str, *arguments: str, files: tuple[int, ...] = (), row: int = 0) -> Child:
    """Start a module that gets the number of its end of a socket, then `arguments`."""
    here, there = control.pair()
    with there:
        process = subprocess.Popen(
            [sys.executable, "-m", module, str(there.fileno()), *arguments],
            pass_fds=(there.fileno(), *files),
            stdin=subprocess.DEVNULL,
            env={**os.environ, "MALLOC_ARENA_MAX": "2"},  # as memory is bounded by addresses
            process_group=0,  # Ctrl-C reaches the supervisor alone
        )
    return Child(process, here, row=row)


def introduce(front: Child, server: Child) -> None:
    """Connect a front with the process that forks its workers."""
    here, there = control.pair()
    with here, there, suppress(OSError):
        control.send(server.sock, {"front": 1}, [there.fileno()])
        control.send(front.sock, {"ready": server.said}, [here.fileno()])

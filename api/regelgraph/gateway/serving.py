"""Runs the service: listens, says where, answers until it is told to stop."""

from __future__ import annotations

import os
import socket
import sys
from dataclasses import dataclass, replace
from pathlib import Path
from typing import Final

from regelgraph.errors import UsageError
from regelgraph.gateway import fair_use, metrics
from regelgraph.gateway.loading import LOADS, options_of
from regelgraph.settings import ServiceSettings
from regelgraph.settings.tokens import TOKEN
from regelgraph.workers.children import Plan
from regelgraph.workers.supervisor import Supervisor

_BACKLOG: Final = 2048
_FRONT: Final = "regelgraph.gateway.front"
_MORE: Final = 5.0
"""Seconds that a stop waits for the fronts beyond those that they wait for answers under way."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to listen, with how many processes, and which knowledge to answer from."""

    host: str
    port: int
    workers: int
    extra: tuple[Path, ...]
    examples: bool
    lang: str


def serve(wanted: Wanted) -> None:
    """Listen until Ctrl-C or SIGTERM. Raises UsageError if the port cannot be had, KnowledgeError for the knowledge."""
    settings = ServiceSettings.from_environment()
    os.environ.pop(TOKEN.variable, None)  # no process below needs it
    listening = _listen(wanted.host, wanted.port)
    with listening:
        address = _say(wanted, listening)
        options = options_of(settings, wanted.extra, wanted.lang, examples=wanted.examples)
        said = {
            "settings": replace(settings, public_url=settings.public_url or address).to_json(),
            "examples": wanted.examples,
        }
        figures = metrics.make(wanted.workers)
        files = {"listen": listening.fileno(), "metrics": figures, "shares": fair_use.make()}
        own = metrics.Metrics(figures, 0)
        grace = settings.stop_seconds + _MORE
        plan = Plan(
            LOADS, options, _FRONT, said, wanted.workers, grace, files, lambda ok: own.reloaded(ok=ok), listening.close
        )
        Supervisor(plan).run()


def _listen(host: str, port: int) -> socket.socket:
    try:
        family, kind, _, _, address = socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)[0]
        # Named as TCP, else answers wait for acknowledgements (TCP_NODELAY is set only on sockets that say so).
        listening = socket.socket(family, kind, socket.IPPROTO_TCP)
        try:
            listening.setsockopt(socket.SOL_SOCKET, socket.SO_REUSEADDR, 1)
            listening.bind(address)
            listening.listen(_BACKLOG)
        except OSError:
            listening.close()
            raise
    except OSError as error:
        why = "something else listens there" if "in use" in str(error) else error.strerror or str(error)
        raise UsageError(f"cannot listen on {host}, port {port}: {why}; choose another by --host and --port") from error
    return listening


def _say(wanted: Wanted, listening: socket.socket) -> str:
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    more = ", with invented examples" if wanted.examples else ""
    address = f"http://{shown}:{port}"
    print(f"regelgraph listens on {address}/{more} (Ctrl-C ends it)", file=sys.stderr, flush=True)
    return address

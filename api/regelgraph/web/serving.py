"""Runs the service: listens, says where, answers until it is told to stop (uvicorn)."""

from __future__ import annotations

import json
import os
import signal
import socket
import sys
from dataclasses import asdict, dataclass, replace
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import RegelgraphError, UsageError
from regelgraph.web.logs import LOGS
from regelgraph.web.service import Options, Service

if TYPE_CHECKING:
    from fastapi import FastAPI
    from uvicorn import Config, Server

VARIABLE: Final = "REGELGRAPH_SERVE"
"""Hands what is wanted on to the worker processes; no setting for users."""
_BACKLOG: Final = 2048
_GRACE: Final = 10
"""Seconds that a stop waits for answers under way."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """Where to listen, with how many processes, and which knowledge to answer from."""

    host: str
    port: int
    workers: int
    extra: tuple[Path, ...]
    examples: bool
    lang: str

    @property
    def options(self) -> Options:
        """What the application is made with."""
        return Options(self.extra, self.examples, self.lang)


def serve(wanted: Wanted) -> None:
    """Listen until Ctrl-C or SIGTERM. Raises UsageError if the port cannot be had, KnowledgeError for the knowledge."""
    listening = _listen(wanted.host, wanted.port)
    with listening:
        _say(wanted, listening)
        if wanted.workers > 1:
            _serve_by_workers(wanted, listening)
        else:
            _serve_here(wanted, listening)


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


def _say(wanted: Wanted, listening: socket.socket) -> None:
    host, port = listening.getsockname()[:2]
    shown = f"[{host}]" if ":" in host else host
    more = ", with invented examples" if wanted.examples else ""
    print(f"regelgraph listens on http://{shown}:{port}/{more} (Ctrl-C ends it)", file=sys.stderr, flush=True)


def _serve_here(wanted: Wanted, listening: socket.socket) -> None:
    failed: list[BaseException] = []
    server: Server | None = None

    def end(error: BaseException) -> None:
        failed.append(error)
        if server is not None:
            server.should_exit = True

    service = Service(replace(wanted.options, on_failure=end))
    service.start()  # loads while what follows is imported
    from uvicorn import Server as Uvicorn

    from regelgraph.web.app import create_app

    server = Uvicorn(_config(create_app(service=service)))
    server.should_exit = bool(failed)
    signal.signal(signal.SIGTERM, _interrupt)
    try:
        server.run([listening])
    except KeyboardInterrupt:
        return
    if failed:
        raise failed[0] if isinstance(failed[0], RegelgraphError) else RuntimeError("the knowledge cannot be loaded")


def _interrupt(_number: int, _frame: object) -> None:
    """What SIGTERM does once the server has stopped, as Ctrl-C does."""
    raise KeyboardInterrupt


def _serve_by_workers(wanted: Wanted, listening: socket.socket) -> None:
    from uvicorn.supervisors import Multiprocess

    from regelgraph.knowledge import load

    load(wanted.extra, examples=wanted.examples)  # what is wrong with it is said once and here
    said = {**asdict(wanted), "extra": [str(path.absolute()) for path in wanted.extra]}
    os.environ[VARIABLE] = json.dumps(said)
    config = _config(f"{__name__}:worker", workers=wanted.workers, factory=True)
    Multiprocess(config, [listening]).run()


def worker() -> FastAPI:
    """The application of a worker process, made from what the environment hands on."""
    from regelgraph.web.app import create_app

    said = json.loads(os.environ[VARIABLE])
    return create_app(Wanted(**{**said, "extra": tuple(map(Path, said["extra"]))}).options)


def _config(app: Any, **more: Any) -> Config:
    from uvicorn import Config

    return Config(
        app,
        log_config=LOGS,
        access_log=True,
        server_header=False,
        timeout_graceful_shutdown=_GRACE,
        lifespan="on",
        ws="none",
        **more,
    )

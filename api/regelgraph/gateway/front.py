"""The process that listens: `python -m regelgraph.gateway.front FD`; the supervisor is at the other end of FD."""

from __future__ import annotations

import asyncio
import math
import os
import resource
import signal
import socket
import sys
from typing import Any, Final

from uvicorn import Config, Server

from regelgraph.gateway.account import Account
from regelgraph.gateway.app import Gateway
from regelgraph.gateway.connections import protocol
from regelgraph.gateway.door import Door
from regelgraph.gateway.logs import Log
from regelgraph.gateway.metrics import Metrics
from regelgraph.gateway.watch import Limits, Times
from regelgraph.settings import ServiceSettings
from regelgraph.workers import control
from regelgraph.workers.crew import Crew

LISTEN: Final = "listen"
METRICS: Final = "metrics"
SHARES: Final = "shares"


class Front:
    """A server with a gateway, connected to whoever starts processes."""

    def __init__(self, boss: socket.socket, said: dict[str, Any]) -> None:
        self._boss = boss
        self._listening = socket.socket(fileno=said[LISTEN])
        settings = ServiceSettings.from_json(said["settings"])
        metrics = Metrics(said[METRICS], said["row"])
        self._log = Log(requests=settings.access_log != "off", lost=metrics.lost)
        self._log.handle()
        door = Door(settings, said[SHARES])
        shown = door.network if settings.access_log == "network" else _nobody
        self.gateway = Gateway(settings, Account(metrics, self._log, shown), door, examples=said["examples"])
        config = Config(
            self.gateway,
            loop="uvloop",
            http=protocol(_limits(settings)),
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=False,
            timeout_graceful_shutdown=math.ceil(settings.stop_seconds),
            lifespan="off",
            ws="none",
        )
        self._server = Server(config)

    def run(self) -> None:
        """Until SIGTERM, or until nobody is there who would send it."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
        signal.signal(signal.SIGTERM, lambda *_: None)  # the server raises it again when it has stopped
        config = self._server.config
        with asyncio.Runner(loop_factory=config.get_loop_factory()) as runner:
            runner.run(self._serve())

    async def _serve(self) -> None:
        loop = asyncio.get_running_loop()
        self._boss.setblocking(False)
        loop.add_reader(self._boss, self._told)
        try:
            await self._server.serve([self._listening])
        finally:
            loop.remove_reader(self._boss)
            self.gateway.end()
            self._log.close()

    def _told(self) -> None:
        try:
            found = control.receive(self._boss)
        except BlockingIOError:
            return
        if found is None:
            self._server.should_exit = True
            asyncio.get_running_loop().remove_reader(self._boss)
            return
        message, files = found
        if "ready" in message:
            sock = socket.socket(fileno=files[0])
            self.gateway.renew(Crew(asyncio.get_running_loop(), sock, message["ready"]))


def _nobody(_scope: Any) -> str:
    return ""


def _limits(settings: ServiceSettings) -> Limits:
    times = Times(
        head=settings.header_seconds,
        body=settings.body_seconds,
        idle=settings.idle_seconds,
        stalled=settings.write_seconds,
    )
    return Limits(times=times, connections=settings.max_connections)


def main(file: int) -> None:
    """Serve until told to stop."""
    os.set_inheritable(file, False)
    boss = socket.socket(fileno=file)
    found = control.receive(boss)
    if found:
        _open_files()
        Front(boss, found[0]).run()


def _open_files() -> None:
    """As many connections as may be open need so many files."""
    _, most = resource.getrlimit(resource.RLIMIT_NOFILE)
    resource.setrlimit(resource.RLIMIT_NOFILE, (most, most))


if __name__ == "__main__":
    main(int(sys.argv[1]))

"""The process that listens: `python -m regelgraph.gateway.front FD JSON`; the supervisor is at the other end of FD."""

from __future__ import annotations

import asyncio
import json
import os
import signal
import socket
import sys
from typing import Any, Final

from uvicorn import Config, Server

from regelgraph.gateway.app import Gateway
from regelgraph.gateway.bounds import Limits
from regelgraph.workers import control
from regelgraph.workers.crew import Crew

GRACE: Final = 10
"""Seconds that a stop waits for answers under way."""
LISTEN: Final = "listen"


class Front:
    """A server with a gateway, connected to whoever starts processes."""

    def __init__(self, boss: socket.socket, settings: dict[str, Any]) -> None:
        self._boss = boss
        self._listening = socket.socket(fileno=settings.pop(LISTEN))
        self.gateway = Gateway(Limits(**settings))
        config = Config(
            self.gateway,
            loop="uvloop",
            http="httptools",
            log_config=None,
            access_log=False,
            server_header=False,
            date_header=True,
            proxy_headers=False,
            timeout_graceful_shutdown=GRACE,
            lifespan="off",
            ws="none",
        )
        self._server = Server(config)

    def run(self) -> None:
        """Until SIGTERM, or until nobody is there who would send it."""
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        signal.signal(signal.SIGHUP, signal.SIG_IGN)
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
        elif "failed" in message:
            self.gateway.reload_failed()


def main(file: int, settings: str) -> None:
    """Serve until told to stop."""
    os.set_inheritable(file, False)
    Front(socket.socket(fileno=file), json.loads(settings)).run()


if __name__ == "__main__":
    main(int(sys.argv[1]), sys.argv[2])

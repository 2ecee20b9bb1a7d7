"""The service within this process and its workers: the gateway without a port, for the one who asks over stdio."""

from __future__ import annotations

import asyncio
import subprocess
import sys
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import replace
from pathlib import Path
from socket import socket
from typing import Any, Final

import httpx

from regelgraph.client import AsyncClient
from regelgraph.errors import KnowledgeError
from regelgraph.gateway.account import Account
from regelgraph.gateway.app import Gateway
from regelgraph.gateway.door import NOBODY_COUNTS, Door
from regelgraph.gateway.loading import LOADS, options_of
from regelgraph.gateway.logs import Log
from regelgraph.gateway.metrics import Metrics, make
from regelgraph.settings import ServiceSettings
from regelgraph.workers import control
from regelgraph.workers.crew import Crew

_ADDRESS: Final = "http://localhost"
"""Nobody listens there: what is asked goes to the gateway by a call."""
_PATIENCE: Final = 5
"""Seconds in which the process that forks workers ends when nobody asks it any more."""


class Own:
    """A process that loads the knowledge, from now on, while other things are imported here."""

    def __init__(self, extra: tuple[Path, ...], lang: str, *, examples: bool) -> None:
        self._examples = examples
        self._settings = replace(ServiceSettings.from_environment(), fair_use=(0, 0), tokens=())
        self._boss, there = control.pair()
        with there:
            self._process = subprocess.Popen(
                [sys.executable, "-m", "regelgraph.workers.forkserver", str(there.fileno()), LOADS],
                pass_fds=(there.fileno(),),
                stdin=subprocess.DEVNULL,
                stdout=subprocess.DEVNULL,
                process_group=0,
            )
        options = options_of(self._settings, extra, lang, examples=examples)
        control.send(self._boss, {"options": options})

    def _loaded(self) -> dict[str, Any]:
        """What the process says when it is ready. Raises KnowledgeError if the knowledge cannot be loaded."""
        found = control.receive(self._boss)
        message: dict[str, Any] = {"failed": "the process that loads the knowledge has ended"}
        if found:
            message = found[0]
        if "failed" in message:
            self._end()
            raise KnowledgeError(message["failed"])
        said: dict[str, Any] = message["ready"]
        return said

    @asynccontextmanager
    async def client(self) -> AsyncIterator[AsyncClient]:
        """A client of the gateway; when it is left, all processes have ended."""
        said = self._loaded()
        account = Account(Metrics(make(0), 0), Log(requests=False))
        gateway = Gateway(self._settings, account, Door(self._settings, NOBODY_COUNTS), examples=self._examples)
        gateway.renew(Crew(asyncio.get_running_loop(), self._introduced(), said))
        try:
            transport = httpx.ASGITransport(gateway, raise_app_exceptions=False)
            async with AsyncClient(_ADDRESS, transport=transport) as client:
                yield client
        finally:
            gateway.end()
            self._end()

    def _introduced(self) -> socket:
        """A socket by which workers are had."""
        here, there = control.pair()
        with there:
            control.send(self._boss, {"front": 1}, [there.fileno()])
        return here

    def _end(self) -> None:
        self._boss.close()
        try:
            self._process.wait(_PATIENCE)
        except subprocess.TimeoutExpired:
            self._process.kill()
            self._process.wait()

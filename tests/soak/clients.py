"""Clients that ask until they are told to stop, and note what should not have happened."""

from __future__ import annotations

import contextlib
import http.client
import random
import socket
import threading
import time
from collections import Counter
from collections.abc import Callable

from tests.served import WAIT, Served
from tests.soak.asked import Ask


class Clients:
    """Threads that ask one service. `wrong` are sentences; `counts` say how much of each was done."""

    def __init__(self, service: Served) -> None:
        self.service = service
        self.wrong: list[str] = []
        self.counts: Counter[str] = Counter()
        self.longest = 0.0
        self._stop = threading.Event()
        self._threads: list[threading.Thread] = []

    def start(self, client: Callable[[random.Random], None], seed: int) -> None:
        """Have a client ask again and again in a thread of its own."""

        def run() -> None:
            chance = random.Random(seed)
            while not self._stop.is_set():
                try:
                    client(chance)
                except Exception as error:  # a thread that ends would hide what happened
                    self.wrong.append(f"{client.__name__}: {error!r}")

        self._threads.append(threading.Thread(target=run, name=f"{client.__name__}-{seed}"))
        self._threads[-1].start()

    def stop(self) -> None:
        """Let what is under way end."""
        self._stop.set()
        for thread in self._threads:
            thread.join(WAIT)
            assert not thread.is_alive(), f"{thread.name} hangs"

    def asks(self, all_of_them: list[Ask], expected: dict[Ask, bytes]) -> Callable[[random.Random], None]:
        """A client that asks any of these, over one connection for a while."""

        def asking(chance: random.Random) -> None:
            with connected(self.service) as link:
                for _ in range(8):
                    if self._stop.is_set():
                        return
                    self.look_at(chance.choice(all_of_them), link, expected)

        return asking

    def look_at(self, ask: Ask, link: http.client.HTTPConnection, expected: dict[Ask, bytes]) -> None:
        """Ask once; note another status or another answer than there should be."""
        status, body = answer(ask, link)
        self.counts[f"{status}"] += 1
        if status not in ask.statuses:
            self.wrong.append(f"{ask.method} {ask.target[:90]}: {status} instead of {ask.statuses}: {body[:300]!r}")
        elif status == 200 and ask in expected and body != expected[ask]:
            self.wrong.append(f"{ask.method} {ask.target[:90]} as {ask.accept}: another answer: {body[:300]!r}")

    def hangs_up(self, all_of_them: list[Ask]) -> Callable[[random.Random], None]:
        """A client that sends a request, or a part of one, and goes."""

        def hanging_up(chance: random.Random) -> None:
            raw = written(chance.choice(all_of_them))
            with socket.create_connection(("127.0.0.1", self.service.port), WAIT) as link:
                link.sendall(raw[: chance.choice((len(raw), len(raw) // 2, 20))])
                if chance.random() < 0.5:
                    link.settimeout(0.3)
                    with contextlib.suppress(TimeoutError):
                        link.recv(100)
            self.counts["hung up"] += 1

        return hanging_up

    def sends_slowly(self, all_of_them: list[Ask]) -> Callable[[random.Random], None]:
        """A client that sends a request in many pieces and is answered all the same."""

        def sending_slowly(chance: random.Random) -> None:
            ask = chance.choice(all_of_them)
            raw = written(ask)
            with socket.create_connection(("127.0.0.1", self.service.port), WAIT) as link:
                size = len(raw) // 20 + 1
                for start in range(0, len(raw), size):
                    link.sendall(raw[start : start + size])
                    self._stop.wait(0.05)
                status = int(link.recv(64).split()[1])
            self.counts["sent slowly"] += 1
            if status not in ask.statuses:
                self.wrong.append(f"{ask.method} {ask.target[:90]} sent slowly: {status}")

        return sending_slowly

    def looks_whether_it_lives(self, _: random.Random) -> None:
        """A client that asks /health/live ten times a second."""
        start = time.perf_counter()
        with connected(self.service) as link:
            self.look_at(Ask("/health/live"), link, {})
        self.longest = max(self.longest, time.perf_counter() - start)
        self.counts["live"] += 1
        self._stop.wait(0.1)


@contextlib.contextmanager
def connected(service: Served):  # type: ignore[no-untyped-def]
    """A connection that is closed in the end."""
    link = http.client.HTTPConnection("127.0.0.1", service.port, timeout=WAIT)
    with contextlib.closing(link):
        yield link


def answer(ask: Ask, link: http.client.HTTPConnection) -> tuple[int, bytes]:
    """Status and body."""
    link.request(ask.method, ask.target, ask.body or None, ask.headers)
    found = link.getresponse()
    return found.status, found.read()


def written(ask: Ask) -> bytes:
    """The bytes of a request."""
    heads = {**ask.headers, "Host": "127.0.0.1", "Connection": "close", "Content-Length": str(len(ask.body))}
    head = "".join(f"{name}: {value}\r\n" for name, value in heads.items())
    return f"{ask.method} {ask.target} HTTP/1.1\r\n{head}\r\n".encode() + ask.body

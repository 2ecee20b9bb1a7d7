"""A server of this machine that nobody may be made to speak to."""

from __future__ import annotations

import contextlib
import socket
import threading
from collections.abc import Iterator
from dataclasses import dataclass, field


@dataclass
class Listener:
    """`heard` is how many have connected."""

    port: int
    heard: list[str] = field(default_factory=list)

    @property
    def url(self) -> str:
        return f"http://127.0.0.1:{self.port}/heard"


@contextlib.contextmanager
def listening() -> Iterator[Listener]:
    """A listener, and the proof at the end that it would have heard."""
    with socket.create_server(("127.0.0.1", 0)) as server:
        found = Listener(server.getsockname()[1])

        def listen() -> None:
            with contextlib.suppress(OSError):
                while True:
                    link, address = server.accept()
                    with link:
                        found.heard.append(str(address))

        thread = threading.Thread(target=listen, daemon=True)
        thread.start()
        yield found
        before = len(found.heard)
        with socket.create_connection(("127.0.0.1", found.port)) as link:
            link.recv(1)
        assert len(found.heard) == before + 1
        server.shutdown(socket.SHUT_RDWR)
        thread.join(10)

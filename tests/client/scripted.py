"""A server that answers each connection with the next bytes of a script and keeps what it was asked."""

from __future__ import annotations

import json
import re
import socket
from threading import Thread
from types import TracebackType
from typing import Any, Self

READY = {"status": "ready", "version": "1", "fingerprint": "f", "examples": False, "questions": 0}


def answer(status: int, body: bytes = b"", type_: str = "application/json", **headers: str) -> bytes:
    """A whole answer; names of headers with `_` for `-`."""
    lines = [f"HTTP/1.1 {status} X", f"Content-Length: {len(body)}", "Connection: close"]
    lines += [f"Content-Type: {type_}"] if type_ else []
    lines += [f"{name.replace('_', '-')}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + body


def document(value: object, status: int = 200, **headers: str) -> bytes:
    return answer(status, json.dumps(value).encode(), **headers)


def problem(status: int, kind: str, detail: str = "so it is", **more: str) -> bytes:
    base = {"type": f"https://w3id.org/regelgraph/id/problem/{kind}", "title": "X", "status": status, "detail": detail}
    return answer(status, json.dumps(base).encode(), "application/problem+json", **more)


class Scripted:
    """`script` holds an answer for each connection, in order; behind its end connections are closed unanswered."""

    def __init__(self) -> None:
        self.script: list[bytes] = []
        self.asked: list[bytes] = []
        self._socket = socket.create_server(("127.0.0.1", 0))
        self.url = f"http://127.0.0.1:{self._socket.getsockname()[1]}"
        self._thread = Thread(target=self._serve, daemon=True)

    def will(self, *answers: bytes) -> str:
        self.script += answers
        return self.url

    def headers(self, number: int = -1) -> dict[str, str]:
        head = self.asked[number].partition(b"\r\n\r\n")[0].decode("latin-1")
        return {k.lower(): v.strip() for k, _, v in (line.partition(":") for line in head.split("\r\n")[1:])}

    def targets(self) -> list[str]:
        return [asked.split(b" ")[1].decode() for asked in self.asked]

    def __enter__(self) -> Self:
        self._thread.start()
        return self

    def __exit__(
        self, _type: type[BaseException] | None, _error: BaseException | None, _trace: TracebackType | None
    ) -> None:
        self._socket.shutdown(socket.SHUT_RDWR)
        self._socket.close()
        self._thread.join()

    def _serve(self) -> None:
        while True:
            try:
                connection, _ = self._socket.accept()
            except OSError:
                return
            with connection:
                asked = _request(connection)
                if asked:
                    self.asked.append(asked)
                    if self.script:
                        try:
                            connection.sendall(self.script.pop(0))
                        except OSError:
                            continue  # the client has heard enough


def _request(connection: socket.socket) -> bytes:
    data = b""
    while b"\r\n\r\n" not in data:
        part = connection.recv(65536)
        if not part:
            return data
        data += part
    head, _, body = data.partition(b"\r\n\r\n")
    length: Any = re.search(rb"(?i)content-length: ([0-9]+)", head)
    while length and len(body) < int(length[1]):
        body += connection.recv(65536)
    return head + b"\r\n\r\n" + body

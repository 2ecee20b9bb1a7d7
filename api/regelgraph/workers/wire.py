"""How requests and replies pass through a socket: a head of fixed length, then what it announces.

A request comes from the gateway, which is trusted (marshal); a reply comes from a worker, which may have been broken by
what it worked on, so nothing of it is executed or believed without a look.
"""

from __future__ import annotations

import marshal
import mmap
import os
import socket
import struct
from collections.abc import Iterable, Sequence
from typing import Final

from regelgraph.workers.messages import Header, Reply, Request

REQUEST: Final = struct.Struct(">IIQ")
"""Bytes of the head, bytes of the body behind it, bytes of memory that the work may take."""
ELSEWHERE: Final = 0xFFFFFFFF
"""The body comes as a file in memory beside the message."""
REPLY: Final = struct.Struct(">HIQ")
"""Status, bytes of the headers, bytes of the body; behind it come headers and body."""
LAST: Final = 0x8000
"""Added to the status by a worker that ends behind this reply."""
IN_PARTS: Final = 0xFFFFFFFFFFFFFFFF
"""The body comes in parts, each behind its length; one of no length ends it."""
PART: Final = struct.Struct(">I")
_CHUNK: Final = 1 << 16


def packed(request: Request, body: bytes | None, memory: int) -> bytes:
    """A request as a message; `body` is None where it comes as a file in memory."""
    head = marshal.dumps((request.method, request.path, request.query, request.headers, request.base))
    size = ELSEWHERE if body is None else len(body)
    return REQUEST.pack(len(head), size, memory) + head + (body or b"")


def received(sock: socket.socket) -> tuple[Request, int] | None:
    """The next request and its memory, or None when nobody sends any more. Waits for it."""
    data, files, _, _ = socket.recv_fds(sock, _CHUNK, 1)
    if not data:
        return None
    found = bytearray(data)
    _until(sock, found, REQUEST.size)
    head, size, memory = REQUEST.unpack_from(found)
    start = REQUEST.size + head
    _until(sock, found, start + (0 if size == ELSEWHERE else size))
    method, path, query, headers, base = marshal.loads(bytes(found[REQUEST.size : start]))  # noqa: S302 - of the gateway
    body = _mapped(files[0]) if size == ELSEWHERE else bytes(found[start:])
    return Request(method, path, query, headers, body, base), memory


def _until(sock: socket.socket, found: bytearray, size: int) -> None:
    while len(found) < size:
        more = sock.recv(_CHUNK)
        if not more:
            raise EOFError
        found += more


def _mapped(file: int) -> memoryview:
    """The file in memory; it goes when nobody looks at it any more."""
    try:
        size = os.fstat(file).st_size
        return memoryview(mmap.mmap(file, size, prot=mmap.PROT_READ) if size else b"")
    finally:
        os.close(file)


def send(sock: socket.socket, reply: Reply, *, last: bool = False) -> None:
    """Send a reply; of parts, each when there is room for it. `last`: no other follows."""
    status = reply.status | (LAST if last else 0)
    headers = "\n".join(f"{name}:{value}" for name, value in reply.headers).encode("latin-1", "replace")
    if isinstance(reply.body, Sequence):
        body = b"".join(reply.body)
        sock.sendall(REPLY.pack(status, len(headers), len(body)) + headers + body)
        return
    sock.sendall(REPLY.pack(status, len(headers), IN_PARTS) + headers)
    _send_parts(sock, reply.body)


def _send_parts(sock: socket.socket, parts: Iterable[bytes]) -> None:
    for part in parts:
        if part:
            sock.sendall(PART.pack(len(part)) + part)
    sock.sendall(PART.pack(0))


def headers_of(raw: bytes) -> list[tuple[bytes, bytes]]:
    """The headers of a reply."""
    lines = (line.partition(b":") for line in raw.split(b"\n") if line)
    return [(name, value) for name, _, value in lines]


def as_headers(pairs: Iterable[Header]) -> list[tuple[bytes, bytes]]:
    """Headers as they stand on the wire."""
    return [(name.encode("latin-1"), value.encode("latin-1", "replace")) for name, value in pairs]

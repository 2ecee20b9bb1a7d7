"""Short messages between the processes of the service, with open files beside them; each is read as a whole."""

from __future__ import annotations

import json
import os
import socket
from typing import Any, Final

_LARGEST: Final = 1 << 16
_FILES: Final = 4


def pair() -> tuple[socket.socket, socket.socket]:
    """Both ends of a way for such messages."""
    return socket.socketpair(socket.AF_UNIX, socket.SOCK_SEQPACKET)


def send(sock: socket.socket, message: dict[str, Any], files: list[int] | None = None) -> None:
    """Send a message; the other end gets copies of the files."""
    socket.send_fds(sock, [json.dumps(message).encode()], files or [])


def receive(sock: socket.socket) -> tuple[dict[str, Any], list[int]] | None:
    """The next message and its files, or None if the other end is gone."""
    try:
        data, files, _, _ = socket.recv_fds(sock, _LARGEST, _FILES)
    except ConnectionError:
        return None
    if not data:
        for file in files:
            os.close(file)
        return None
    return json.loads(data), files

"""Servers to talk to: a real SPARQL server over an export, and one that answers as it is told."""

from __future__ import annotations

import contextlib
import http.server
import shutil
import socket
import subprocess
import sys
import threading
import time
import urllib.request
from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from pathlib import Path

STARTS_WITHIN = 30.0


def free_port() -> int:
    with socket.socket() as probe:
        probe.bind(("127.0.0.1", 0))
        return int(probe.getsockname()[1])


@contextlib.contextmanager
def oxigraph(dump: Path, folder: Path) -> Iterator[str]:
    """The query address of an oxigraph server over the N-Quads of an export; ended by its own id."""
    program = shutil.which("oxigraph", path=str(Path(sys.executable).parent)) or "oxigraph"
    subprocess.run([program, "load", "--location", folder, "--file", dump], check=True, capture_output=True, timeout=60)
    port = free_port()
    address = f"127.0.0.1:{port}"
    server = subprocess.Popen(
        [program, "serve-read-only", "--location", folder, "--union-default-graph", "--bind", address],
        stdout=subprocess.DEVNULL,
        stderr=subprocess.DEVNULL,
    )
    try:
        _wait(f"http://{address}/", server)
        yield f"http://{address}/query"
    finally:
        server.terminate()
        server.wait(timeout=10)


def _wait(url: str, server: subprocess.Popen[bytes]) -> None:
    end = time.monotonic() + STARTS_WITHIN
    while time.monotonic() < end:
        assert server.poll() is None, "the server ended by itself"
        with contextlib.suppress(OSError), urllib.request.urlopen(url, timeout=2):  # noqa: S310
            return
        time.sleep(0.05)
    raise AssertionError(f"{url} did not answer within {STARTS_WITHIN} seconds")


@dataclass
class Reply:
    """What the told server says: status, media type, body, further headers, and seconds of silence before it."""

    status: int = 200
    type: str = "application/sparql-results+json"
    body: bytes = b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'
    headers: dict[str, str] = field(default_factory=dict)
    silence: float = 0.0
    cut: bool = False


@dataclass
class Told:
    url: str
    requests: list[tuple[str, dict[str, str], bytes]]


@contextlib.contextmanager
def told(*replies: Reply) -> Iterator[Told]:
    """A server that gives these replies one after another, the last one again and again."""
    seen: list[tuple[str, dict[str, str], bytes]] = []
    released = threading.Event()

    class Handler(http.server.BaseHTTPRequestHandler):
        def do_POST(self) -> None:
            body = self.rfile.read(int(self.headers.get("Content-Length", 0)))
            reply = replies[min(len(seen), len(replies) - 1)]
            seen.append((self.path, dict(self.headers), body))
            released.wait(reply.silence)
            with contextlib.suppress(OSError):
                self.send_response(reply.status)
                self.send_header("Content-Type", reply.type)
                self.send_header("Content-Length", str(len(reply.body) + (100 if reply.cut else 0)))
                for name, value in reply.headers.items():
                    self.send_header(name, value)
                self.end_headers()
                self.wfile.write(reply.body)

        def log_message(self, *_: object) -> None:
            pass

    server = http.server.ThreadingHTTPServer(("127.0.0.1", 0), Handler)
    server.daemon_threads = True
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02})
    thread.start()
    try:
        yield Told(f"http://127.0.0.1:{server.server_port}/sparql", seen)
    finally:
        released.set()
        server.shutdown()
        thread.join(timeout=10)
        server.server_close()


Sleep = Callable[[float], None]

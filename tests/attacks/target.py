"""The service under attack, and how one sees that it is as well as before."""

from __future__ import annotations

import contextlib
import http.client
import json
import socket
import time
from dataclasses import dataclass
from urllib.parse import quote

from tests.proc import MIB
from tests.served import WAIT, Served

QUERY_SECONDS = 2.0
LIMITS = {
    "REGELGRAPH_QUERY_SECONDS": str(QUERY_SECONDS),
    "REGELGRAPH_QUERY_MEMORY": "192 MiB",
    "REGELGRAPH_RESULT_BYTES": "2 MiB",
    "REGELGRAPH_BODY_BYTES": "1 MiB",
    "REGELGRAPH_ROWS": "500",
    "REGELGRAPH_CHECK_SECONDS": "5",
    "REGELGRAPH_HEADER_SECONDS": "1",
    "REGELGRAPH_BODY_SECONDS": "2",
    "REGELGRAPH_CACHE_BYTES": "8 MiB",
}
GROWTH = 64 * MIB
"""What the two or more workers that look for an answer take of their own beyond the memory before, until they rest."""
SPARQL_JSON = "application/sparql-results+json"
NORM = "https://w3id.org/regelgraph/id/norm/aufenthg-25"
PROBLEM = "application/problem+json"


@dataclass(frozen=True)
class Answer:
    """What came back. `seconds` from the first byte sent to the last one received."""

    status: int
    headers: dict[str, str]
    body: bytes
    seconds: float

    @property
    def raw(self) -> str:
        """Everything that was sent, for looking whether something is in it."""
        return repr(self.headers) + self.body.decode("utf-8", "replace")


class Target:
    """A service that answers to the end, whatever is sent."""

    def __init__(self, service: Served) -> None:
        self.service = service
        self.memory = self._number = 0

    def ask(self, method: str, target: str, body: bytes | None = None, **headers: str) -> Answer:
        """Send a request and read the whole answer; `_` in a name of a header stands for `-`."""
        start = time.perf_counter()
        link = http.client.HTTPConnection("127.0.0.1", self.service.port, timeout=WAIT)
        with contextlib.closing(link):
            link.request(method, target, body, {name.replace("_", "-"): value for name, value in headers.items()})
            found = link.getresponse()
            data = found.read()
        heads = {name.lower(): value for name, value in found.getheaders()}
        return Answer(found.status, heads, data, time.perf_counter() - start)

    def query(self, text: str, accept: str = "*/*") -> Answer:
        """Send a query as it is."""
        return self.ask("POST", "/sparql", text.encode(), Content_Type="application/sparql-query", Accept=accept)

    def raw(self, data: bytes, seconds: float = WAIT) -> bytes:
        """Send bytes, and give all that comes back until the other side closes."""
        with socket.create_connection(("127.0.0.1", self.service.port), seconds) as link:
            parts = []
            with contextlib.suppress(ConnectionError, BrokenPipeError):
                link.sendall(data)
                while part := link.recv(65536):
                    parts.append(part)
            return b"".join(parts)

    def check(self, body: bytes, type_: str = "application/json") -> Answer:
        """Send a list of persons."""
        return self.ask("POST", "/check/persons?round=win-win-2", body, Content_Type=type_)

    def rest(self) -> None:
        """Note the memory in use, as soon as everything that is asked for first has been made."""
        for _ in range(16):  # connections fall to one of two fronts, each with kept answers of its own
            self._asked()
        end, still = time.monotonic() + WAIT, 0
        while still < 6:  # pages are made before anybody asks, step by step beside the answers
            time.sleep(0.5)
            now = self.service.memory()
            still = still + 1 if abs(now - self.memory) < MIB else 0
            self.memory = now
            assert time.monotonic() < end, "its memory never stands still"

    def still_well(self) -> None:
        """It lives, answers every kind of request within a second, and its memory is back."""
        found = self._asked()
        for what, answer in found.items():
            assert answer.status == 200, f"{what}: {answer.status} {answer.raw[:500]}"
            assert answer.seconds < 1.0, f"{what} took {answer.seconds:.2f} s"
        assert json.loads(found["a look-up"].body)["results"]["bindings"]
        assert json.loads(found["a check"].body)["summary"]["undetermined"] == 1
        end = time.monotonic() + WAIT / 2
        while (used := self.service.memory()) > self.memory + GROWTH and time.monotonic() < end:
            time.sleep(0.1)
        assert used <= self.memory + GROWTH, f"{used / MIB:.0f} MiB instead of {self.memory / MIB:.0f}"

    def _asked(self) -> dict[str, Answer]:
        """One answer of each kind."""
        person = json.dumps({"persons": [{"person_id": "A"}]}).encode()
        self._number += 1
        text = quote(f"SELECT ?p ?o{self._number} WHERE {{ <{NORM}> ?p ?o{self._number} }}")
        return {
            "live": self.ask("GET", "/health/live"),
            "a question": self.ask("GET", "/questions/rounds-and-rules?round=win-win-2"),
            "a look-up": self.ask("GET", f"/sparql?query={text}", Accept=SPARQL_JSON),
            "a check": self.check(person),
        }


def refused(answer: Answer, *statuses: int) -> None:
    """The answer is a problem document with one of these statuses."""
    assert answer.status in statuses, f"{answer.status}: {answer.raw[:500]}"
    assert answer.headers["content-type"] == PROBLEM
    assert json.loads(answer.body)["status"] == answer.status

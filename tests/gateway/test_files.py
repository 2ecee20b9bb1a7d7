"""Files are made once, whoever asks in whatever words, are whole or not there, and end with their knowledge."""

from __future__ import annotations

import asyncio
import gzip
import socket
from base64 import b64encode
from contextlib import ExitStack
from hashlib import sha256
from pathlib import Path
from typing import Any

import pytest
from regelgraph.errors import EndedError, NotAcceptableError
from regelgraph.gateway.exchange import Exchange
from regelgraph.gateway.files import Files, send
from regelgraph.workers.job import GoneError
from regelgraph.workers.link import Answer

from tests.gateway.conftest import Asked
from tests.gateway.served import Client

PLAIN = {"Accept-Encoding": "identity"}
HEAD = b"GET /dump.nq HTTP/1.1\r\nHost: a\r\n"


class Works:
    """Stands for the workers: notes the work, and ends it when it is told to."""

    def __init__(self) -> None:
        self.asked: list[str] = []
        self.go = asyncio.Event()
        self.fails = False

    async def done(self, _exchange: Exchange, _method: str, accept: str) -> Answer:
        self.asked.append(accept)
        await self.go.wait()
        if self.fails:
            raise EndedError("ended")
        return Answer(200, [(b"content-type", b"text/turtle")], b"x" * 2000)


def exchange(path: str = "/dump.ttl", **headers: str) -> Exchange:
    async def receive() -> dict[str, Any]:
        return {"type": "http.disconnect"}

    async def send(_message: dict[str, Any]) -> None:
        pass

    heads = [(name.encode(), value.encode()) for name, value in headers.items()]
    scope = {"method": "GET", "path": path, "raw_path": path.encode(), "query_string": b"", "headers": heads}
    return Exchange(scope, receive, send, [])


def run(test: Any) -> None:
    works = Works()
    asyncio.run(test(works, Files(works)))  # type: ignore[arg-type]


def test_of_many_who_ask_at_once_one_has_it_made() -> None:
    async def test(works: Works, files: Files) -> None:
        asking = [asyncio.create_task(files.get(exchange())) for _ in range(9)]
        await asyncio.sleep(0)
        works.go.set()
        found = await asyncio.gather(*asking)
        assert len({id(file) for file in found}) == 1
        assert works.asked == [""]

    run(test)


def test_however_a_form_is_asked_for_it_is_made_once() -> None:
    async def test(works: Works, files: Files) -> None:
        works.go.set()
        for number in range(50):
            await files.get(exchange("/dcat", accept=f"text/turtle;q=0.{number + 1}", **{"accept-language": "en"}))
            await files.get(exchange("/dcat", accept=f"application/json, text/html;q=0.{number + 1}"))
        assert works.asked == ["text/turtle", "application/ld+json"]
        with pytest.raises(NotAcceptableError):
            await files.get(exchange("/dcat", accept="image/png"))

    run(test)


def test_what_fails_is_not_kept_and_made_anew() -> None:
    async def test(works: Works, files: Files) -> None:
        works.go.set()
        works.fails = True
        with pytest.raises(EndedError):
            await files.get(exchange())
        assert files.size == 0
        works.fails = False
        assert await files.get(exchange())
        assert len(works.asked) == 2

    run(test)


def test_what_was_begun_for_knowledge_of_before_is_sent_and_not_kept() -> None:
    async def test(works: Works, files: Files) -> None:
        asking = asyncio.create_task(files.get(exchange()))
        await asyncio.sleep(0)
        files.renew(1)
        works.go.set()
        assert await asking
        assert files.size == 0
        assert await files.get(exchange())
        assert files.size > 2000
        files.renew(2)
        assert files.size == 0

    run(test)


def test_who_is_being_sent_a_file_gets_it_to_its_end_when_the_knowledge_is_another() -> None:
    async def test(works: Works, files: Files) -> None:
        works.go.set()
        listens, taken = asyncio.Event(), asyncio.Event()
        sent: list[bytes] = []

        async def stay() -> dict[str, Any]:
            await asyncio.get_running_loop().create_future()
            raise AssertionError

        async def take(message: dict[str, Any]) -> None:
            sent.append(message.get("body", b""))
            listens.set()
            await taken.wait()

        slow = exchange()
        slow.receive, slow.send = stay, take
        file = await files.get(slow)
        assert file
        found = file.answer(None, None)
        assert found
        sending = asyncio.create_task(send(slow, *found[1:]))
        await listens.wait()
        files.renew(1)
        del file
        taken.set()
        await sending
        assert b"".join(sent) == b"x" * 2000
        assert slow.sent == 2000

    run(test)


def test_who_has_hung_up_is_sent_nothing_more() -> None:
    async def test(_works: Works, _files: Files) -> None:
        gone = exchange()
        body = b"x" * (1 << 20)
        with pytest.raises(GoneError):
            await send(gone, [(b"etag", b'"a"')], body)
        assert gone.sent < len(body) / 2

    run(test)


@pytest.fixture(scope="module")
def dump(service: Asked) -> bytes:
    for _ in range(4):  # both fronts have it
        with Asked(service.service) as client:
            body = client.get("/dump.nq", headers=PLAIN).content
    assert len(body) > 1 << 20
    return body


def ready(service: Asked) -> float:
    """How many answers were there already."""
    lines = service.get("/metrics").text.splitlines()
    return sum(float(line.rpartition(" ")[2]) for line in lines if line.startswith("regelgraph_answers_cached_total"))


def test_a_file_is_answered_without_a_worker_by_all_its_names(service: Asked, dump: bytes) -> None:
    whole = service.get("/dump.nq", headers=PLAIN)
    tag = whole.headers["etag"]
    before = ready(service)
    assert whole.content == dump
    assert whole.headers["accept-ranges"] == "bytes"
    assert whole.headers["repr-digest"] == f"sha-256=:{b64encode(sha256(dump).digest()).decode()}:"
    assert service.head("/dump.nq", headers=PLAIN).headers["content-length"] == str(len(dump))
    assert service.get("/dump.nq?any=1", headers={**PLAIN, "If-None-Match": tag}).status_code == 304
    assert service.get("/dump.nq", headers={**PLAIN, "If-Match": '"other"'}).status_code == 412
    with service.stream("GET", "/dump.nq", headers={"Accept-Encoding": "gzip"}) as answer:
        zipped = b"".join(answer.iter_raw())
        assert answer.headers["etag"] != tag
        assert answer.headers["repr-digest"] == f"sha-256=:{b64encode(sha256(zipped).digest()).decode()}:"
    assert gzip.decompress(zipped) == dump
    assert ready(service) == before + 4


def test_a_broken_download_goes_on_where_it_broke(service: Asked, dump: bytes) -> None:
    whole = service.head("/dump.nq", headers=PLAIN)
    rest = service.get("/dump.nq", headers={**PLAIN, "Range": "bytes=1000-", "If-Range": whole.headers["etag"]})
    assert rest.status_code == 206
    assert rest.headers["content-range"] == f"bytes 1000-{len(dump) - 1}/{len(dump)}"
    assert rest.headers["etag"] == whole.headers["etag"]
    assert rest.content == dump[1000:]
    assert service.get("/dump.nq", headers={**PLAIN, "Range": "bytes=0-0", "If-Range": '"other"'}).content == dump
    outside = service.get("/dump.nq", headers={**PLAIN, "Range": f"bytes={len(dump)}-"})
    assert outside.status_code == 416
    assert outside.headers["content-range"] == f"bytes */{len(dump)}"
    assert outside.json()["title"] == "Range Not Satisfiable"


def test_who_reads_slowly_or_hangs_up_holds_no_copy_of_a_file(service: Asked, dump: bytes) -> None:
    fronts = [pid for pid in service.service.tree() if b"gateway.front" in Path(f"/proc/{pid}/cmdline").read_bytes()]
    before = sum(map(private, fronts))
    with ExitStack() as stack:
        slow = [stack.enter_context(Client(service.service.port, HEAD + b"\r\n", SO_RCVBUF=4096)) for _ in range(30)]
        for each in slow:
            assert each.socket.recv(1, socket.MSG_PEEK)  # it has begun
        assert sum(map(private, fronts)) - before < 3 * len(dump)
        assert slow[0].answer().body == dump
    assert service.get("/dump.nq", headers=PLAIN).content == dump


def private(pid: int) -> int:
    """Bytes of memory that a process has for itself."""
    lines = Path(f"/proc/{pid}/smaps_rollup").read_text().splitlines()
    return sum(int(line.split()[1]) << 10 for line in lines if line.startswith("Private_Dirty"))

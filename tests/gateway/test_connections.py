"""Slow and hostile clients are ended in time and told why; requests that could be read in two ways are refused."""

from __future__ import annotations

import errno
import select
import socket
import struct
import time
import tracemalloc
from collections.abc import Iterator
from contextlib import ExitStack

import pytest
from regelgraph.gateway.watch import Limits, Times

from tests.gateway.served import PATIENCE, Answer, App, Client, served

PATIENT = Limits(Times(linger=3), head=8192, headers=30, target=2000, pipelined=4, connections=20)
BRISK = Limits(Times(head=0.3, body=0.3, idle=0.4, stalled=0.3, linger=0.3), rate=1000)
LOOPS = ["uvloop", "asyncio"]
HOST = b"Host: any\r\n"
GET = b"GET /a HTTP/1.1\r\n" + HOST + b"\r\n"
POST = b"POST /a HTTP/1.1\r\n" + HOST


@pytest.fixture(scope="module", params=LOOPS)
def server(request: pytest.FixtureRequest) -> Iterator[tuple[int, App]]:
    with served(PATIENT, request.param) as found:
        yield found


@pytest.fixture(scope="module", params=LOOPS)
def brisk_server(request: pytest.FixtureRequest) -> Iterator[tuple[int, App]]:
    with served(BRISK, request.param) as found:
        yield found


@pytest.fixture
def port(server: tuple[int, App]) -> Iterator[int]:
    """Of a server that answers others within a second after whatever a test did to it."""
    yield server[0]
    answers_soon(server[0])


@pytest.fixture
def brisk(brisk_server: tuple[int, App]) -> Iterator[int]:
    """The same, of one with short times."""
    yield brisk_server[0]
    answers_soon(brisk_server[0])


def answers_soon(port: int) -> None:
    began, status = time.monotonic(), 0
    while status != 200:
        assert time.monotonic() - began < 1
        with Client(port, GET) as client:
            status = client.answer().status


def refused(client: Client, status: int) -> Answer:
    """The refusal: a problem document with all that every answer has, and the end of the connection."""
    found = client.answer()
    assert found.status == status, found
    assert found.headers["content-type"] == "application/problem+json"
    assert found.headers["content-security-policy"].startswith("default-src 'none'")
    assert found.headers["x-content-type-options"] == "nosniff"
    assert found.headers["cache-control"] == "no-store"
    assert found.headers["connection"] == "close"
    assert found.json["status"] == status
    assert client.is_ended()
    return found


def test_requests_are_answered_one_after_the_other(port: int) -> None:
    with Client(port) as client:
        for number in range(3):
            client.say(b"GET /a%d?b=%%20 HTTP/1.1\r\n" % number + HOST + b"\r\n")
            found = client.answer().json
            assert (found["path"], found["query"]) == (f"/a{number}", "b=%20")
        client.say(POST + b"Content-Length: 2\r\n\r\nab")
        assert client.answer().json["body"] == "ab"
        client.say(POST + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n1;x=y\r\nc\r\n0\r\n\r\n")
        assert client.answer().json["body"] == "abc"


def test_what_is_there_already_is_answered_at_once(port: int) -> None:
    kept = b"%b /kept HTTP/1.1\r\n" + HOST + b"\r\n"
    with Client(port, kept % b"GET" * 2 + GET + kept % b"GET") as client:
        assert [client.answer().body[:5] for _ in range(4)] == [b"kept", b"kept", b'{"met', b'{"met']
        client.say(kept % b"HEAD")
        assert client.answer(head=True).headers["content-length"] == "4"
        client.say(kept % b"POST")
        assert client.answer().json["method"] == "POST"
        client.say(b"GET /kept HTTP/1.0\r\n\r\n")
        assert client.answer().headers["connection"] == "close"
        assert client.is_ended()


def test_clients_that_take_a_large_answer_slowly_share_its_bytes() -> None:
    with served(PATIENT, "uvloop") as (port, app), ExitStack() as open_:
        kept = b"GET /kept-large HTTP/1.1\r\n" + HOST + b"\r\n"
        tracemalloc.start()
        try:
            clients = [open_.enter_context(Client(port, kept, SO_RCVBUF=4096)) for _ in range(10)]
            for each in clients:
                assert select.select([each.socket], [], [], PATIENCE)[0]
            assert tracemalloc.get_traced_memory()[1] < len(app.large)
        finally:
            tracemalloc.stop()
        assert clients[-1].answer().body == app.large


REFUSED = {
    "both lengths": (400, POST + b"Content-Length: 3\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "both lengths, turned": (400, POST + b"Transfer-Encoding: chunked\r\nContent-Length: 3\r\n\r\n0\r\n\r\n"),
    "differing lengths": (400, POST + b"Content-Length: 2\r\nContent-Length: 3\r\n\r\nabc"),
    "equal lengths": (400, POST + b"Content-Length: 2\r\nContent-Length: 2\r\n\r\nab"),
    "a list of lengths": (400, POST + b"Content-Length: 2, 2\r\n\r\nab"),
    "a length with a sign": (400, POST + b"Content-Length: +2\r\n\r\nab"),
    "an endless length": (400, POST + b"Content-Length: 99999999999999999999\r\n\r\nab"),
    "two codings": (501, POST + b"Transfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n"),
    "chunked twice": (400, POST + b"Transfer-Encoding: chunked\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "another coding last": (400, POST + b"Transfer-Encoding: chunked, gzip\r\n\r\n0\r\n\r\n"),
    "a coding that looks alike": (400, POST + b"Transfer-Encoding: \x0bchunked\r\n\r\n0\r\n\r\n"),
    "a space before the colon": (400, POST + b"Transfer-Encoding : chunked\r\n\r\n0\r\n\r\n"),
    "chunks by HTTP/1.0": (400, b"POST / HTTP/1.0\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\n"),
    "a folded header": (400, GET[:-2] + b"A: b\r\n c\r\n\r\n"),
    "bare line feeds": (400, GET.replace(b"\r\n", b"\n")),
    "a bare line feed": (400, b"GET / HTTP/1.1\r\nHost: any\nA: b\r\n\r\n"),
    "a bare carriage return": (400, b"GET / HTTP/1.1\r\nHost: any\rA: b\r\n\r\n"),
    "a NUL in a header": (400, GET[:-2] + b"A: b\0c\r\n\r\n"),
    "a NUL in the path": (400, b"GET /a\0b HTTP/1.1\r\n" + HOST + b"\r\n"),
    "letters beyond ASCII": (400, b"GET /\xc3\xa4 HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a fragment": (400, b"GET /a#b HTTP/1.1\r\n" + HOST + b"\r\n"),
    "no slash": (400, b"GET a HTTP/1.1\r\n" + HOST + b"\r\n"),
    "a star for GET": (400, b"GET * HTTP/1.1\r\n" + HOST + b"\r\n"),
    "another scheme": (400, b"GET ftp://evil/ HTTP/1.1\r\n" + HOST + b"\r\n"),
    "no scheme": (501, b"CONNECT evil:443 HTTP/1.1\r\n" + HOST + b"\r\n"),
    "CONNECT with a path": (501, b"CONNECT /a HTTP/1.1\r\n" + HOST + b"\r\n"),
    "no host": (400, b"GET / HTTP/1.1\r\n\r\n"),
    "two hosts": (400, b"GET / HTTP/1.1\r\n" + HOST * 2 + b"\r\n"),
    "HTTP/0.9": (505, b"GET /\r\n\r\n"),
    "HTTP/2": (505, b"GET / HTTP/2.0\r\n" + HOST + b"\r\n"),
    "the preface of HTTP/2": (400, b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n"),
    "a Host that is none": (400, b"GET /a HTTP/1.1\r\nHost: a b\r\n\r\n"),
    "a Host with a path": (400, b"GET /a HTTP/1.1\r\nHost: a/b\r\n\r\n"),
    "TLS": (501, b"\x16\x03\x01\x02\x00\x01\x00"),
    "no method that there is": (501, b"ANY / HTTP/1.1\r\n" + HOST + b"\r\n"),
    "another expectation": (417, POST + b"Expect: more\r\nContent-Length: 2\r\n\r\n"),
    "a long address": (414, b"GET /" + b"a" * 2000 + b" HTTP/1.1\r\n" + HOST + b"\r\n"),
    "many headers": (431, GET[:-2] + b"A: b\r\n" * 31 + b"\r\n"),
    "long headers": (431, GET[:-2] + b"A: " + b"b" * 9000 + b"\r\n\r\n"),
    "headers without end": (431, GET[:-2] + b"A: " + b"b" * 600_000),
    "an address without end": (414, b"GET /" + b"a" * 600_000),
    "a name without end": (431, GET[:-2] + b"a" * 600_000),
}


@pytest.mark.parametrize("name", REFUSED)
def test_what_could_be_read_in_two_ways_or_is_too_much_is_refused(port: int, name: str) -> None:
    status, said = REFUSED[name]
    with Client(port) as client:
        client.say(said)
        refused(client, status)


@pytest.mark.parametrize(
    "chunks",
    [
        b"zz\r\n\r\n",
        b"0x2\r\nab\r\n",
        b"2 \r\nab\r\n",
        b"2\nab\n",
        b"2\r\nab\n0\r\n\r\n",
        b"2\r\nabc\r\n0\r\n\r\n",
        b"-1\r\n",
        b"ffffffffffffffffff\r\n",
        b"2;a\nb\r\nab\r\n0\r\n\r\n",
        b"0\r\nContent-Length: 2\r\n\r\n",
    ],
)
def test_a_chunk_that_is_none_is_refused_and_whoever_waits_for_the_body_is_told(
    port: int, server: tuple[int, App], chunks: bytes
) -> None:
    server[1].gone.clear()
    with Client(port, POST + b"Transfer-Encoding: chunked\r\n\r\n") as client:
        client.say(chunks)
        refused(client, 400)
        assert server[1].gone.wait(PATIENT.times.linger / 2)


@pytest.mark.parametrize(
    ("target", "raw", "path", "query"),
    [
        (b"/../..%2f%2e%2e/%00", "/../..%2f%2e%2e/%00", "/../../../\0", ""),
        (b"//evil/a", "//evil/a", "//evil/a", ""),
        (b"/a\\b?", "/a\\b", "/a\\b", ""),
        (b"/a;b?c?d=%0d%0aX:y", "/a;b", "/a;b", "c?d=%0d%0aX:y"),
        (b"http://evil:1/a?b", "/a", "/a", "b"),
        (b"HTTPS://u:p@evil?b", "/", "/", "b"),
        (b"http://evil", "/", "/", ""),
    ],
)
def test_a_target_is_handed_on_as_it_came(port: int, target: bytes, raw: str, path: str, query: str) -> None:
    with Client(port, b"GET " + target + b" HTTP/1.1\r\n" + HOST + b"\r\n") as client:
        found = client.answer().json
    assert (found["raw"], found["path"], found["query"]) == (raw, path, query)


def test_options_may_ask_for_the_whole_server_and_trace_is_left_to_routing(port: int) -> None:
    with Client(port, b"OPTIONS * HTTP/1.1\r\n" + HOST + b"\r\nTRACE /a HTTP/1.1\r\n" + HOST + b"\r\n") as client:
        assert client.answer().json["path"] == "*"
        assert client.answer().json["method"] == "TRACE"


def test_nothing_is_believed_of_who_passes_a_request_on(port: int) -> None:
    forged = b"X-Forwarded-For: 1.2.3.4\r\nX-Forwarded-Proto: https\r\nForwarded: for=1.2.3.4;proto=https\r\n"
    with Client(port, GET[:-2] + forged + b"\r\n") as client:
        found = client.answer().json
    assert found["scheme"] == "http"
    assert found["client"][0] == "127.0.0.1"


def test_a_wish_for_another_protocol_is_not_granted_and_costs_no_body(port: int) -> None:
    wish = b"Connection: Upgrade, HTTP2-Settings\r\nUpgrade: h2c\r\nHTTP2-Settings: AAA\r\n"
    with Client(port, POST + wish + b"Content-Length: 4\r\n\r\nab") as client:
        client.say(b"cd" + GET)
        assert client.answer().json["body"] == "abcd"
        assert client.answer().json["method"] == "GET"
        client.say(POST + wish + b"Transfer-Encoding: chunked\r\n\r\n2\r\nab\r\n0\r\n\r\n")
        assert client.answer().json["body"] == "ab"
        client.say(GET[:-2] + wish + b"\r\n" + GET)
        assert [client.answer().json["method"] for _ in range(2)] == ["GET", "GET"]


def test_what_follows_the_last_request_is_not_answered(port: int, server: tuple[int, App]) -> None:
    before = server[1].asked
    last = b"GET /kept HTTP/1.1\r\n" + HOST + b"Connection: close, Upgrade\r\nUpgrade: h2c\r\n\r\n"
    with Client(port, last * 2) as client:
        assert client.answer().body == b"kept"
        assert client.is_ended()
    assert server[1].asked == before + 1
    with Client(port, GET[:-2] + b"Connection: close\r\n\r\n" + GET + b"rubbish\r\n\r\n") as client:
        assert client.answer().headers["connection"] == "close"
        assert client.is_ended()


def test_a_refusal_comes_behind_the_answers_to_what_was_understood(port: int) -> None:
    with Client(port, GET + GET + b"rubbish\r\n\r\n") as client:
        assert [client.answer().status for _ in range(2)] == [200, 200]
        refused(client, 501)
    with Client(port, GET + GET + POST + b"Transfer-Encoding: chunked\r\n\r\nzz\r\n") as client:
        assert [client.answer().status for _ in range(2)] == [200, 200]
        refused(client, 400)


def test_more_requests_than_are_answered_are_refused(port: int) -> None:
    with Client(port, GET * 500) as client:
        assert [client.answer().status for _ in range(5)] == [200] * 5
        refused(client, 429)


def test_an_error_of_ours_is_a_problem_document_without_its_words(port: int) -> None:
    for path in (b"/fails", b"/broken"):
        with Client(port, GET.replace(b"/a", path)) as client:
            assert b"secret" not in refused(client, 500).body


def test_a_body_of_another_length_than_said_is_cut(port: int) -> None:
    with Client(port, GET.replace(b"/a", b"/bad-header")) as client, pytest.raises((EOFError, ConnectionError)):
        client.answer()


def test_http_1_0_gets_no_chunks(port: int) -> None:
    with Client(port, b"GET /large HTTP/1.0\r\n\r\n") as client:
        found = client.answer()
    assert "transfer-encoding" not in found.headers
    assert len(found.body) == 24_000_000


def test_an_answer_before_the_body_is_heard_and_ends_the_connection(port: int) -> None:
    with Client(port, POST.replace(b"/a", b"/early") + b"Content-Length: 9000000\r\n\r\n") as client:
        client.say(b"x" * 3_000_000)
        found = client.answer()
        assert (found.status, found.headers["connection"]) == (413, "close")
        assert client.file.read() == b""
        client.socket.sendall(b"x" * 3_000_000)  # no reset, which would take the answer from slower readers


def test_who_waits_to_be_told_to_go_on_is_told(port: int) -> None:
    with Client(port, POST + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n") as client:
        assert client.answer().status == 100
        client.say(b"ab")
        assert client.answer().json["body"] == "ab"
    with Client(port, POST.replace(b"/a", b"/early") + b"Expect: 100-continue\r\nContent-Length: 2\r\n\r\n") as client:
        assert client.answer().status == 413


@pytest.mark.parametrize(
    "parts",
    [[b"G"], [b"GET /a HTTP/1.1\r\n", b"H", b"o", b"s", b"t"] + [b": x\r\nA"] * 1000],
    ids=["silent", "dripping"],
)
def test_headers_that_do_not_come_to_their_end_in_time_are_refused(brisk: int, parts: list[bytes]) -> None:
    with Client(brisk) as client:
        client.socket.settimeout(0.02)
        began = time.monotonic()
        for part in parts:
            client.say(part)
            try:
                client.socket.recv(1, socket.MSG_PEEK)
                break
            except TimeoutError:
                assert time.monotonic() - began < 1
        client.socket.settimeout(PATIENCE)
        refused(client, 408)
    assert time.monotonic() - began < 1.5


def test_who_says_nothing_is_ended_without_a_word(brisk: int) -> None:
    began = time.monotonic()
    with Client(brisk) as silent, Client(brisk) as empty:
        empty.say(b"\r\n" * 100)
        assert silent.is_ended()
        assert empty.is_ended()
    for path in (b"/a", b"/kept"):
        with Client(brisk, GET.replace(b"/a", path)) as client:
            client.answer()
            assert client.is_ended()
    assert time.monotonic() - began < 2.5


@pytest.mark.parametrize("drip", [b"", b"x"], ids=["silent", "dripping"])
def test_a_body_that_comes_too_slowly_is_refused(brisk: int, brisk_server: tuple[int, App], drip: bytes) -> None:
    brisk_server[1].gone.clear()
    with Client(brisk, POST + b"Content-Length: 100000\r\n\r\nab") as client:
        client.socket.settimeout(0.02)
        began = time.monotonic()
        while True:
            client.say(drip)
            try:
                client.socket.recv(1, socket.MSG_PEEK)
                break
            except TimeoutError:
                assert time.monotonic() - began < 1.5
        client.socket.settimeout(PATIENCE)
        refused(client, 408)
    assert brisk_server[1].gone.wait(PATIENCE)


def test_a_body_that_comes_steadily_may_take_its_time(brisk: int) -> None:
    with Client(brisk, POST + b"Content-Length: 3000\r\n\r\n") as client:
        client.socket.settimeout(0.05)
        for _ in range(9):
            client.say(b"x" * 300)
            with pytest.raises(TimeoutError):
                client.socket.recv(1, socket.MSG_PEEK)
        client.say(b"x" * 300)
        client.socket.settimeout(PATIENCE)
        assert len(client.answer().json["body"]) == 3000


def test_who_does_not_take_the_answer_is_cut(brisk: int) -> None:
    with Client(brisk, GET.replace(b"/a", b"/large"), SO_RCVBUF=4096) as client:
        ended = select.poll()
        ended.register(client.socket, 0)  # errors and ends are told always
        assert ended.poll(PATIENCE * 1000)
        assert client.socket.getsockopt(socket.SOL_SOCKET, socket.SO_ERROR) == errno.ECONNRESET


def test_a_long_answer_may_take_longer_than_a_stall(brisk: int) -> None:
    with Client(brisk, GET.replace(b"/a", b"/large"), SO_RCVBUF=65536) as client:
        read, began = 0, time.monotonic()
        while time.monotonic() - began < 0.7:
            read += len(client.socket.recv(20_000))
            time.sleep(0.01)
        assert read > 100_000
        assert len(client.file.read(20_000_000)) == 20_000_000


def test_who_hangs_up_is_noticed(port: int, server: tuple[int, App]) -> None:
    server[1].gone.clear()
    with Client(port, GET.replace(b"/a", b"/waits")) as client:
        client.socket.setsockopt(socket.SOL_SOCKET, socket.SO_LINGER, struct.pack("ii", 1, 0))
    assert server[1].gone.wait(PATIENCE)


def test_more_connections_than_are_taken_are_told_to_come_again(port: int) -> None:
    clients = [Client(port, GET.replace(b"/a", b"/waits")) for _ in range(20)]
    try:
        with Client(port) as late:
            assert int(refused(late, 503).headers["retry-after"]) > 0
    finally:
        for client in clients:
            client.__exit__()

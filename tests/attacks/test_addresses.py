"""Paths, headers and hosts that are not what they seem."""

from __future__ import annotations

import http.client
from itertools import product

import pytest

from tests.attacks.target import PROBLEM, Target

OF_THE_SYSTEM = "root:"
DOTS = (
    "..",
    "%2e%2e",
    "%2E.",
    ".%2e",
    "%252e%252e",
    "..%00",
    "%c0%ae%c0%ae",
    "%uff0e%uff0e",
    "..;",
    "...",
    "%2e%2e%2f",
)
SLASHES = ("/", "%2f", "%5c", "\\", "%252f", "//", "%c0%af")
FILES = ("etc/passwd", "pyproject.toml", "app.py")
FORGED = "forged.example"


def raw_get(served: Target, target: bytes, *heads: bytes) -> bytes:
    lines = [b"GET " + target + b" HTTP/1.1", b"Host: 127.0.0.1", b"Connection: close", *heads, b"", b""]
    return served.raw(b"\r\n".join(lines))


@pytest.mark.parametrize("below", ["/static/", "/id/", "/def/", "/graph/", "/questions/", "/.well-known/", "/"])
def test_no_path_leads_out_of_what_is_served(served: Target, below: str) -> None:
    for n, (dots, slash) in enumerate(product(DOTS, SLASHES)):
        file = FILES[n % len(FILES)].replace("/", slash)
        found = raw_get(served, f"{below}{(dots + slash) * 8}{file}".encode("latin-1"))
        status = found.split(b" ", 2)[1]
        assert status in (b"400", b"404", b"308"), (dots, slash, found[:200])
        assert OF_THE_SYSTEM.encode() not in found
        assert b"import " not in found
    served.still_well()


@pytest.mark.parametrize("target", [b"/static/%00", b"/static/style.css%00.html", b"/static//etc/passwd", b"/static/"])
def test_no_name_of_a_file_is_taken_as_another(served: Target, target: bytes) -> None:
    assert raw_get(served, target).split(b" ", 2)[1] in (b"400", b"404", b"308")


@pytest.mark.parametrize("end", ["%0d%0a", "%0a", "%0d", "%e5%98%8a%e5%98%8d", "%00", "%e2%80%a8", "\\r\\n"])
def test_no_line_of_a_head_can_be_slipped_in(served: Target, end: str) -> None:
    evil = f"{end}X-Evil: 1{end}{end}<script>"
    for target in (
        f"/questions/{evil}",
        f"/questions/rounds-and-rules/{evil}/",
        f"/questions/?x={evil}",
        f"/questions/codes?scheme={evil}",
        f"/questions/rounds-and-rules?round=win-win-2&limit=1&{evil}=1",
        f"/id/norm/{evil}",
        f"/sparql?query={evil}",
        f"/check/persons?round={evil}",
    ):
        found = raw_get(served, target.replace(" ", "%20").encode())
        head, _, _ = found.partition(b"\r\n\r\n")
        assert b"x-evil:" not in head.lower().replace(b"%20", b" ").split(b"location:")[0], found[:500]
        assert all(not line.lower().startswith(b"x-evil") for line in head.splitlines())
        assert int(found.split(b" ", 2)[1]) < 500
    served.still_well()


@pytest.mark.parametrize(
    "heads",
    [
        {"Host": FORGED},
        {"Host": f"{FORGED}:99"},
        {"X-Forwarded-Host": FORGED},
        {"X-Forwarded-Proto": "gopher", "X-Forwarded-Host": FORGED, "X-Forwarded-Prefix": f"/{FORGED}"},
        {"Forwarded": f"host={FORGED};proto=gopher;for={FORGED}"},
        {"X-Original-URL": f"/{FORGED}", "X-Rewrite-URL": f"/{FORGED}"},
        {"X-HTTP-Method-Override": FORGED, "Referer": f"http://{FORGED}/", "Origin": f"http://{FORGED}"},
    ],
)
def test_nothing_of_a_forged_host_stands_in_any_answer(served: Target, heads: dict[str, str]) -> None:
    for target in (
        "/",
        "/questions",
        "/questions/",
        "/questions/codes/?scheme=scheme/contact-status&limit=1",
        "/questions/rounds-and-rules?round=win-win-2&limit=1",
        "/docs",
        "/openapi.json",
        "/sparql",
        "/.well-known/sparql-examples",
        "/.well-known/void",
        "/id/norm/aufenthg-25",
        "/def/Norm",
        "/nowhere",
        "/nowhere/",
        "/health/ready",
    ):
        for accept in ("text/html", "*/*", "text/turtle"):
            link = http.client.HTTPConnection("127.0.0.1", served.service.port, timeout=30)
            link.putrequest("GET", target, skip_host="Host" in heads)
            for name, value in {**heads, "Accept": accept}.items():
                link.putheader(name, value)
            link.endheaders()
            found = link.getresponse()
            said = repr(found.getheaders()) + found.read().decode("utf-8", "replace")
            link.close()
            assert FORGED not in said, (target, accept, found.getheaders())
            assert "gopher" not in said
            assert found.status < 500, (target, accept, said[-400:])
    served.still_well()


@pytest.mark.parametrize("part", [b"%ff", b"%c3", b"%ed%a0%80", b"%f8%88%80%80%80", b"\xff", b"\xc3\x28", b"%", b"%g1"])
def test_bytes_that_are_no_text_are_refused_or_not_found(served: Target, part: bytes) -> None:
    for target in (
        b"/" + part,
        b"/questions/" + part,
        b"/static/" + part,
        b"/id/" + part,
        b"/sparql?query=" + part,
        b"/questions/rounds-and-rules?round=" + part,
        b"/questions/rounds-and-rules?" + part + b"=1",
    ):
        found = raw_get(served, target)
        assert found.split(b" ", 2)[1] in (b"400", b"404"), (target, found[:300])
    served.still_well()


@pytest.mark.parametrize("head", [b"Accept", b"Accept-Language", b"If-None-Match", b"Content-Type", b"Accept-Encoding"])
def test_headers_that_are_no_text_or_very_many_do_no_harm(served: Target, head: bytes) -> None:
    values = (b"\xff\xfe", b"\x80" * 5000, b"a" * 60_000, b"text/html;q=" + b"9" * 4000, b"*/*," * 8000, b'"' * 5000)
    for value in values:
        found = raw_get(served, b"/questions", head + b": " + value)
        assert found, (head, value[:20])
        assert int(found.split(b" ", 2)[1]) in (200, 304, 400, 406, 413, 431), found[:300]
    many = raw_get(served, b"/questions", *(head + b": x" for _ in range(2000)))
    assert int(many.split(b" ", 2)[1]) in (200, 400, 406, 431)
    served.still_well()


@pytest.mark.parametrize(
    "request_",
    [
        b"GET / HTTP/9.9\r\n\r\n",
        b"\x16\x03\x01\x02\x00\x01\x00\x01\xfc\x03\x03",
        b"PRI * HTTP/2.0\r\n\r\nSM\r\n\r\n",
        b"GET " + b"/" * 200_000 + b" HTTP/1.1\r\nHost: a\r\n\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\n" + b"X-A: b\r\n" * 100_000 + b"\r\n",
        b"GET / HTTP/1.1\r\nHost: a\r\nX: " + b"y" * 2_000_000 + b"\r\n\r\n",
        b"POST /check/persons HTTP/1.1\r\nHost: a\r\nContent-Length: -1\r\n\r\n",
        b"POST /check/persons HTTP/1.1\r\nHost: a\r\nContent-Length: 99999999999999999999999\r\n\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nContent-Length: 5\r\nTransfer-Encoding: chunked\r\n\r\n0\r\n\r\nGET /x",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: chunked\r\n\r\nfffffffffffffffff\r\n",
        b"POST /sparql HTTP/1.1\r\nHost: a\r\nTransfer-Encoding: gzip, chunked\r\n\r\n0\r\n\r\n",
    ],
)
def test_what_is_no_request_is_refused_or_cut_off(served: Target, request_: bytes) -> None:
    found = served.raw(request_)
    assert not found or int(found.split(b" ", 2)[1]) in (200, 400, 404, 405, 408, 413, 414, 415, 431, 501, 505), found
    assert PROBLEM.encode() in found or b"HTTP/1.1 4" in found or not found or b" 200 " in found[:20]
    served.still_well()

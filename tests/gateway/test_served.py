"""What every answer of the running service has, whoever made it: the gateway itself, a worker, or the cache."""

from __future__ import annotations

import gzip
import socket
from typing import Any

import httpx
import pytest

from tests.gateway.conftest import Asked
from tests.web.conftest import SAMPLES, assert_problem

SAFE = {
    "x-content-type-options": "nosniff",
    "referrer-policy": "no-referrer",
    "cross-origin-opener-policy": "same-origin",
}
ADDRESSES = ("/", "/nothing", "/questions", "/static/style.css", "/health/live", "/metrics", "/openapi.json", "/docs")
QUESTION = "/questions/rounds-and-rules?round=win-win-2"


def raw(service: Asked, *lines: str) -> bytes:
    """What comes back for a request written by hand."""
    host, port = service.url.removeprefix("http://").split(":")
    with socket.create_connection((host, int(port)), timeout=20) as sock:
        sock.sendall("\r\n".join([*lines, "Connection: close", "", ""]).encode("latin-1"))
        found = b""
        while part := sock.recv(65536):
            found += part
    return found


@pytest.mark.parametrize("url", ADDRESSES)
def test_every_answer_has_the_security_headers_once(service: Asked, url: str) -> None:
    for answer in (service.get(url), service.head(url), service.request("BREW", url), service.options(url)):
        for name, value in SAFE.items():
            assert answer.headers.get_list(name) == [value]
        policy = answer.headers["content-security-policy"]
        assert "unsafe" not in policy
        for part in ("default-src 'none'", "base-uri 'none'", "form-action 'self'", "frame-ancestors 'none'"):
            assert part in policy
        assert "server" not in answer.headers


def test_every_answer_names_its_knowledge_whoever_made_it(service: Asked) -> None:
    ready = service.get("/health/ready").json()
    answers = [
        ask(url)
        for url in (*ADDRESSES, "/id/criterion/age", "/def/hasNorm", "/sparql?query=broken", "/questions/")
        for ask in (service.get, service.get, service.head, service.options)
    ]
    tag = service.get("/dump.nq").headers["etag"]
    answers += [
        service.get("/dump.nq", headers={"If-None-Match": tag}),
        service.get("/dump.nq", headers={"Range": "bytes=0-9"}),
        service.get("/dump.nq", headers={"Range": "bytes=999999999-"}),
        service.get(QUESTION, headers={"If-Match": '"x"'}),
        service.get(QUESTION, headers={"Accept-Encoding": "identity;q=0"}),
        service.post("/sparql", data={"query": "CONSTRUCT WHERE { ?a ?b ?c }"}),
        service.post("/check/persons?round=win-win-2", json={"persons": [{"person_id": "1"}]}),
        service.post("/check/persons?round=win-win-2", content=b"person_id\n1\n", headers={"Content-Type": "text/csv"}),
        service.post("/explain/person?round=win-win-2", json={"person": {"person_id": "1"}}),
        service.post("/explain/person", content=b"x" * (3 << 20)),
        service.request("DELETE", QUESTION),
    ]
    for answer in answers:
        found = [answer.headers.get_list(name) for name in ("knowledge-version", "knowledge-fingerprint")]
        assert found == [[ready["version"]], [ready["fingerprint"]]], answer.request.url
    assert {200, 204, 206, 304, 308, 400, 404, 405, 406, 410, 412, 413, 416} <= {
        answer.status_code for answer in answers
    }
    refused = raw(service, "GET / HTTP/1.1", "Host: a", "Host: b")
    assert refused.lower().count(f"knowledge-fingerprint: {ready['fingerprint']}\r\n".encode()) == 1


@pytest.mark.parametrize("url", [*(url for url in ADDRESSES if url != "/metrics"), "/sparql?query=broken"])
def test_public_answers_may_be_read_from_any_page_errors_too_but_without_credentials(service: Asked, url: str) -> None:
    answer = service.get(url, headers={"Origin": "https://page.example"})
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-credentials" not in answer.headers


@pytest.mark.parametrize("url", ["/check/persons", "/explain/person", "/metrics"])
def test_answers_with_what_was_sent_are_for_pages_of_the_service_only(service: Asked, url: str) -> None:
    for answer in (service.get(url), service.post(url, json={"persons": []}), service.options(url)):
        assert "access-control-allow-origin" not in answer.headers
        assert answer.headers["cross-origin-resource-policy"] == "same-origin"


def test_head_is_get_without_a_body(service: Asked) -> None:
    for url in (*ADDRESSES, QUESTION):
        get, head = service.get(url), service.head(url)
        assert (head.status_code, head.content) == (get.status_code, b"")
        assert head.headers["content-type"] == get.headers["content-type"]
        if url != "/metrics":
            assert head.headers["content-length"] == get.headers["content-length"]


@pytest.mark.parametrize(
    ("url", "methods"),
    [
        ("/questions", "GET, HEAD, OPTIONS"),
        (QUESTION, "GET, HEAD, OPTIONS, POST"),
        ("/check/persons", "OPTIONS, POST"),
        ("/health/live", "GET, HEAD, OPTIONS"),
        ("/metrics", "GET, HEAD, OPTIONS"),
    ],
)
def test_options_says_what_an_address_takes(service: Asked, url: str, methods: str) -> None:
    answer = service.options(url)
    assert (answer.status_code, answer.content) == (204, b"")
    assert answer.headers["allow"] == methods
    refused = service.request("DELETE", url)
    assert_problem(refused, 405, "method-not-allowed")
    assert sorted({*refused.headers["allow"].split(", "), "OPTIONS"}) == methods.split(", ")


def test_a_preflight_is_answered_for_what_is_public(service: Asked) -> None:
    asked = {"Origin": "https://page.example", "Access-Control-Request-Method": "POST"}
    answer = service.options(QUESTION, headers=asked)
    assert answer.headers["access-control-allow-methods"] == "GET, HEAD, OPTIONS, POST"
    assert answer.headers["access-control-allow-origin"] == "*"
    assert "access-control-allow-methods" not in service.options("/check/persons", headers=asked).headers


def test_an_address_that_does_not_exist_has_no_options(service: Asked) -> None:
    assert_problem(service.options("/nothing"), 404, "not-found")
    assert_problem(service.get("/questions/nothing"), 404, "question")


def test_a_known_answer_is_not_sent_again(service: Asked) -> None:
    first = service.get(QUESTION, headers={"Accept-Encoding": "identity"})
    tag = first.headers["etag"]
    for headers in ({"If-None-Match": tag}, {"If-None-Match": f'"x", W/{tag}'}, {"If-None-Match": "*"}):
        again = service.get(QUESTION, headers={"Accept-Encoding": "identity", **headers})
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["etag"] == tag
        assert again.headers["vary"] == first.headers["vary"]
    assert service.get(QUESTION, headers={"If-None-Match": '"x"'}).status_code == 200
    assert_problem(service.get(QUESTION, headers={"If-Match": '"x"'}), 412, "precondition-failed")
    other = service.get(QUESTION, headers={"Accept": "text/csv", "Accept-Encoding": "identity"})
    assert other.headers["etag"] != tag


def test_gzip_is_for_those_who_take_it(service: Asked) -> None:
    def coding(accepted: str) -> str | None:
        with service.stream("GET", "/questions", headers={"Accept-Encoding": accepted}) as answer:
            body = b"".join(answer.iter_raw())
            plain = gzip.decompress(body) if answer.headers.get("content-encoding") == "gzip" else body
            assert plain.startswith(b'{"questions"')
            assert "Accept-Encoding" in answer.headers["vary"]
            return answer.headers.get("content-encoding")

    assert coding("gzip") == "gzip"
    assert coding("gzip;q=0") is None
    assert coding("br, *;q=0.1") == "gzip"
    assert coding("identity") is None


def test_a_slash_too_many_leads_to_the_address_by_the_name_of_the_service_alone(service: Asked) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "Forwarded": "host=evil.example"}
    answer = service.get("/questions/?lang=en", headers=forged)
    assert (answer.status_code, answer.headers["location"]) == (308, f"{service.url}/questions?lang=en")
    for url in ("//evil.example/", "/%2fevil.example/", "/nothing/", "/questions/nothing/"):
        assert b" 404 " in raw(service, f"GET {url} HTTP/1.1", "Host: x").split(b"\r\n", 1)[0]


@pytest.mark.parametrize("url", [*ADDRESSES, QUESTION, "/sparql", "/questions/"])
def test_a_forged_name_of_the_host_is_in_no_answer(service: Asked, url: str) -> None:
    forged = {"Host": "evil.example", "X-Forwarded-Host": "evil.example", "X-Forwarded-Proto": "gopher"}
    answer = service.get(url, headers={**forged, "Forwarded": "host=evil.example;proto=gopher"})
    assert "evil" not in answer.text + str(answer.headers)
    assert "gopher" not in answer.text + str(answer.headers)


def test_a_body_is_refused_by_what_is_declared_and_by_what_comes(service: Asked) -> None:
    large = b"x" * (3 << 20)
    declared = raw(
        service, "POST /check/persons HTTP/1.1", "Host: x", f"Content-Length: {10**15}", "Content-Type: text/csv"
    )
    assert b" 413 " in declared.split(b"\r\n", 1)[0]

    def parts() -> Any:
        for _ in range(3):
            yield large[: 1 << 20]

    answer = service.post("/check/persons", content=parts(), headers={"Content-Type": "text/csv"})
    assert_problem(answer, 413, "too-large", "2 MiB")
    answer = service.post(
        "/check/persons", content=b"x", headers={"Content-Type": "text/csv", "Content-Encoding": "gzip"}
    )
    assert_problem(answer, 415, "media-type", "compressed")


def test_a_list_comes_back_as_a_report_in_every_format(service: Asked) -> None:
    body = (SAMPLES / "participants.csv").read_bytes()
    for type_ in ("application/json", "text/csv", "application/x-ndjson", "text/turtle"):
        answer = service.post(
            "/check/persons?round=win-win-2", content=body, headers={"Content-Type": "text/csv", "Accept": type_}
        )
        assert answer.status_code == 200
        assert answer.headers["content-type"].startswith(type_)
        assert answer.headers["cache-control"] == "no-store"
        assert "content-encoding" not in answer.headers
        assert b"WW-" in answer.content


def test_the_figures_count_over_all_processes(service: Asked) -> None:
    def counted() -> float:
        lines = httpx.get(f"{service.url}/metrics").text.splitlines()
        name = 'regelgraph_requests_total{method="GET",route="/docs",status="200"} '
        return sum(float(line.removeprefix(name)) for line in lines if line.startswith(name))

    before = counted()
    for _ in range(6):
        httpx.get(f"{service.url}/docs")
    assert counted() == before + 6


def test_what_depends_on_the_knowledge_alone_is_kept_and_says_so(service: Asked) -> None:
    from json import loads

    address = "/questions/rounds-and-rules?round=win-win-1&limit=7"
    answers = [httpx.get(f"{service.url}{address}") for _ in range(8)]
    assert {answer.headers["cache-control"] for answer in answers} == {"public, max-age=300"}
    assert len({answer.content for answer in answers}) == 1
    assert loads(answers[0].content)["rows"]
    counted = httpx.get(f"{service.url}/metrics").text
    cached = next(line for line in counted.splitlines() if line.startswith("regelgraph_answers_cached_total "))
    assert float(cached.split()[1]) >= 6


def test_options_of_the_service_itself(service: Asked) -> None:
    assert raw(service, "OPTIONS * HTTP/1.1", "Host: x").startswith(b"HTTP/1.1 204 ")


def test_a_file_of_the_pages_is_kept_once_whatever_is_asked_with_it_and_sent_again_only_when_it_changed(
    service: Asked,
) -> None:
    url = "/static/vendor/yasgui.js"
    first = service.get(url, headers={"Accept-Encoding": "gzip"})
    assert first.headers["content-encoding"] == "gzip"
    assert int(first.headers["content-length"]) < 400_000
    assert len(first.content) > 1_000_000
    plain = service.get(url, headers={"Accept-Encoding": "identity", "Accept": "text/css", "Accept-Language": "fr"})
    assert plain.content == first.content
    assert not first.headers["etag"].startswith("W/")
    assert first.headers["etag"] != plain.headers["etag"]
    for answer in (first, plain):
        again = service.get(
            url,
            headers={
                "If-None-Match": answer.headers["etag"],
                "Accept-Encoding": answer.headers.get("content-encoding", "identity"),
                "Accept-Language": "en",
            },
        )
        assert (again.status_code, again.content) == (304, b"")
        assert again.headers["cache-control"] == "public, no-cache"
    head = service.head(url, headers={"Accept-Encoding": "gzip"})
    assert head.headers["etag"] == first.headers["etag"]
    assert service.get(url + "?x=1").content == first.content


@pytest.mark.parametrize(
    "path", ["/static/../pages.py", "/static/%2e%2e/pages.py", "/static/vendor/../../pages.py", "/static//etc/passwd"]
)
def test_a_path_leads_to_no_file_but_those_of_the_pages(service: Asked, path: str) -> None:
    assert raw(service, f"GET {path} HTTP/1.1", "Host: x").startswith(b"HTTP/1.1 404 ")

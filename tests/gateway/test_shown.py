"""Errors are pages for people who open an address in a browser, and problem documents for everyone else."""

from __future__ import annotations

import html5lib
import httpx
import pytest
from regelgraph.errors import BusyError, ParameterError, RegelgraphError
from regelgraph.gateway import every
from regelgraph.gateway.shown import Shown, opens
from regelgraph.web.error_pages import error_pages
from regelgraph.web.service import Loaded, Options
from regelgraph.workers import problems

from tests.gateway.conftest import Asked
from tests.web.conftest import assert_problem

CHROME = "text/html,application/xhtml+xml,application/xml;q=0.9,image/avif,image/webp,*/*;q=0.8"
SAFARI = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"
LYNX = "text/html, text/plain, text/sgml, text/css, application/xhtml+xml, */*;q=0.01"
LARGE = b"--x\r\n" + b"x" * (3 << 20)
FORM = {"Content-Type": "multipart/form-data; boundary=x"}
MET = [
    ("GET", "/nothing", b"", {}, 404, "not-found"),
    ("HEAD", "/id/country/XXX", b"", {}, 404, "not-found"),
    ("GET", "/rounds?x=y", b"", {}, 400, "parameter"),
    ("GET", "/questions/none", b"", {}, 404, "question"),
    ("GET", "/static/none.css", b"", {}, 404, "not-found"),
    ("POST", "/programmes", b"", {}, 405, "method-not-allowed"),
    ("POST", "/health/live", b"", {}, 405, "method-not-allowed"),
    ("POST", "/lists/persons", LARGE, FORM, 413, "too-large"),
    ("POST", "/check/persons", b"x", {"Content-Type": "image/png"}, 415, "media-type"),
]


def words(answer: httpx.Response) -> str:
    return " ".join("".join(html5lib.parse(answer.text, namespaceHTMLElements=False).itertext()).split())


@pytest.mark.parametrize(("method", "url", "body", "headers", "status", "kind"), MET)
def test_a_browser_is_shown_a_page_that_says_what_the_problem_document_says(
    service: Asked, method: str, url: str, body: bytes, headers: dict[str, str], status: int, kind: str
) -> None:
    plain = service.request("GET" if method == "HEAD" else method, url, content=body, headers=headers)
    problem = assert_problem(plain, status, kind)
    for lang, label in (("de", "Zur Startseite"), ("en", "To the start page")):
        asked = {**headers, "Accept": CHROME, "Accept-Language": lang}
        answer = service.request(method, url, content=body, headers=asked)
        assert answer.status_code == status
        assert answer.headers["content-type"] == "text/html; charset=utf-8"
        assert answer.headers["content-language"] == lang
        assert answer.headers["cache-control"] == "no-store"
        assert answer.headers.get("allow") == plain.headers.get("allow")
        if method == "HEAD":
            assert int(answer.headers["content-length"]) > 1000
            continue
        html5lib.HTMLParser(strict=True).parse(answer.text)
        assert "[[" not in answer.text
        assert " ".join(problem["detail"].split()) in words(answer)
        assert label in words(answer)
        assert f"Status {status}" in words(answer)
        assert f'href="/id/problem/{kind}"' in answer.text


@pytest.mark.parametrize(
    "accept", [None, "*/*", "text/html", "application/json", "application/problem+json, " + CHROME]
)
@pytest.mark.parametrize("url", ["/nothing", "/rounds?x=y"])
def test_clients_of_the_interface_and_scripts_of_pages_get_the_problem_document(
    service: Asked, url: str, accept: str | None
) -> None:
    answer = service.get(url, headers={"Accept": accept} if accept else {})
    assert answer.headers["content-type"] == "application/problem+json"
    assert answer.json()["detail"]


def test_a_language_that_was_asked_for_stays_in_the_links(service: Asked) -> None:
    answer = service.get("/nothing?lang=en", headers={"Accept": SAFARI, "Accept-Language": "de"})
    assert answer.headers["content-language"] == "en"
    assert 'href="/?lang=en"' in answer.text
    assert 'href="/"' in service.get("/nothing", headers={"Accept": SAFARI}).text


def test_browsers_are_known_by_what_they_like_best() -> None:
    assert all(map(opens, (CHROME, SAFARI, LYNX)))
    for accept in (
        "",
        "*/*",
        "text/html",
        "text/html,*/*;q=0.8",
        "application/xhtml+xml",
        "text/html;q=0,application/xhtml+xml",
    ):
        assert not opens(accept)
    assert not opens("application/json,text/html;q=0.5,application/xhtml+xml,*/*")


def shown(error: RegelgraphError, pages: Shown) -> tuple[dict[str, str], str]:
    """The headers and the text of an error as a browser gets it from the front alone."""
    reply = problems.of_error(error)
    headers = every.headers_of(reply, public=True)
    scope = {"query_string": b"lang=de"}
    found, body = pages.of(scope, {b"accept": CHROME.encode()}, headers, b"".join(reply.body))
    return {name.decode(): value.decode() for name, value in found}, body.decode()


def test_a_busy_service_says_when_to_try_again_without_any_work() -> None:
    pages = Shown()
    busy = BusyError("too much at once", 7)
    headers, body = shown(busy, pages)
    assert headers["content-type"] == "application/problem+json"  # nothing is known yet
    pages.renew(error_pages(Loaded(Options(lang="en")), "https://rules.example/base"))
    headers, body = shown(busy, pages)
    assert headers["content-type"].startswith("text/html")
    assert headers["retry-after"] == "7"
    assert int(headers["content-length"]) == len(body.encode())
    assert "in 7 Sekunden" in body
    assert 'href="/base/static/style.css"' in body
    assert 'href="/base/id/problem/busy"' in body
    headers, body = shown(ParameterError("q", "<script>alert(1)</script> [[what]]"), pages)
    assert "retry-after" not in headers
    assert "Sekunden" not in body
    assert "<script>alert" not in body
    assert "&lt;script&gt;alert(1)&lt;/script&gt; [[what]]" in body

"""Every answer carries the headers for safety; public data may be read by pages of any origin, and nothing else."""

from __future__ import annotations

import pytest
from regelgraph.gateway.every import BrokenHeaderError, finished, knowledge, options
from regelgraph.gateway.routes import route_of

PUBLIC = [
    "/",
    "/sparql",
    "/questions",
    "/questions/any",
    "/id/title/none",
    "/dump.ttl",
    "/docs",
    "/nothing/here",
    "/health/live",
]
PRIVATE = ["/check/persons", "/explain/person", "/lists", "/lists/persons", "/person", "/metrics"]
SAFE = {
    b"content-security-policy",
    b"x-content-type-options",
    b"referrer-policy",
    b"cross-origin-opener-policy",
    b"cross-origin-resource-policy",
    b"permissions-policy",
}


@pytest.mark.parametrize("path", PUBLIC)
def test_pages_of_any_origin_may_read_public_data(path: str) -> None:
    headers = dict(finished([], public=route_of(path).public))
    assert headers[b"access-control-allow-origin"] == b"*"
    assert headers[b"cross-origin-resource-policy"] == b"cross-origin"
    assert set(headers) > SAFE


@pytest.mark.parametrize("path", PRIVATE)
def test_no_page_of_another_origin_may_read_checks_explanations_and_metrics(path: str) -> None:
    for headers in (
        finished([(b"Access-Control-Allow-Origin", b"*")], public=route_of(path).public),
        options(["POST"], public=route_of(path).public, preflight=True),
    ):
        assert not any(name.startswith(b"access-control") for name, _ in headers)
        assert dict(headers)[b"cross-origin-resource-policy"] == b"same-origin"
        assert {name for name, _ in headers} >= SAFE


def test_the_policy_allows_nothing_inline_and_no_framing() -> None:
    policy = dict(finished([], public=True))[b"content-security-policy"].decode()
    rules = dict(rule.strip().split(" ", 1) for rule in policy.split(";"))
    assert rules["default-src"] == "'none'"
    assert {"base-uri", "form-action", "frame-ancestors"} <= set(rules)
    assert set(rules.values()) == {"'none'", "'self'"}


def test_what_is_said_for_all_answers_replaces_what_one_says() -> None:
    headers = finished(
        [
            (b"Content-Security-Policy", b"default-src *"),
            (b"access-control-allow-credentials", b"true"),
            (b"Content-Type", b"text/turtle"),
            (b"vary", b"Accept"),
            (b"vary", b"Accept-Language"),
        ],
        public=True,
    )
    names = [name for name, _ in headers]
    assert names.count(b"content-security-policy") == 1
    assert b"access-control-allow-credentials" not in names
    assert headers[:3] == [(b"content-type", b"text/turtle"), (b"vary", b"Accept"), (b"vary", b"Accept-Language")]


@pytest.mark.parametrize("end", [b"\r\n", b"\n", b"\r", b"\0", b"\x0b", b"\x7f"])
def test_a_value_that_would_begin_another_header_is_never_sent(end: bytes) -> None:
    with pytest.raises(BrokenHeaderError) as caught:
        finished([(b"link", b"<x>" + end + b"set-cookie: secret=1")], public=True)
    assert "link" in str(caught.value)
    assert "secret" not in str(caught.value)


@pytest.mark.parametrize("name", [b"", b"a b", b"a:b", b"a\r\nb", b"a\nb", "ä".encode()])
def test_a_name_that_is_none_is_never_sent(name: bytes) -> None:
    with pytest.raises(BrokenHeaderError):
        finished([(name, b"x")], public=False)


def test_a_tab_and_letters_beyond_ascii_may_stand_in_a_value() -> None:
    assert finished([(b"x", b"a\tb\xe4")], public=True)[0] == (b"x", b"a\tb\xe4")


def test_a_preflight_is_told_the_methods_and_that_any_header_may_be_sent() -> None:
    headers = dict(options(["GET", "POST", "HEAD"], public=True, preflight=True))
    assert headers[b"access-control-allow-methods"] == headers[b"allow"] == b"GET, HEAD, OPTIONS, POST"
    assert headers[b"access-control-allow-headers"] == b"*"
    assert int(headers[b"access-control-max-age"]) > 0
    assert headers[b"access-control-allow-origin"] == b"*"


def test_options_without_a_preflight_tells_the_methods_only() -> None:
    headers = dict(options(["GET"], public=True, preflight=False))
    assert headers[b"allow"] == b"GET, OPTIONS"
    assert not {b"access-control-allow-methods", b"access-control-max-age", b"content-length"} & set(headers)


def test_an_answer_names_the_knowledge_that_made_it_and_only_what_names_none_is_of_the_one_that_answers_now() -> None:
    now = knowledge({"version": "2.0.0", "fingerprint": "b" * 64, "questions": 3})
    assert now == [(b"knowledge-version", b"2.0.0"), (b"knowledge-fingerprint", b"b" * 64)]
    before = knowledge({"version": "1.0.0", "fingerprint": "a" * 64})
    for headers, expected in (([], now), (before, before)):
        found = finished(headers, public=True, of=now)
        assert [each for each in found if each[0].startswith(b"knowledge-")] == expected
    assert set(now) <= set(options(["GET"], public=True, preflight=True, of=now))
    assert knowledge({}) == []


def test_pages_of_any_origin_may_read_which_knowledge_made_an_answer() -> None:
    exposed = dict(finished([], public=True))[b"access-control-expose-headers"].decode().lower().split(", ")
    assert {"knowledge-version", "knowledge-fingerprint"} <= set(exposed)

"""Shares of requests, tokens and what the log says of clients, on a service with such settings."""

from __future__ import annotations

import json
from collections.abc import Iterator

import httpx
import pytest

from tests.gateway.conftest import Asked, asked
from tests.web.conftest import assert_problem
from tests.web.test_service import BROWSER

WORD = "a-token-of-the-tests-0123456789"
PERSON = {"persons": [{"person_id": "Geheim-1", "age": 20}]}
CHECK = "/check/persons?round=win-win-2"
SETTINGS = {
    "REGELGRAPH_TOKEN": WORD,
    "REGELGRAPH_FAIR_USE": "20/3600",
    "REGELGRAPH_TRUSTED_PROXIES": "127.0.0.1",
    "REGELGRAPH_ACCESS_LOG": "network",
    "REGELGRAPH_PUBLIC_URL": "https://rules.example/base/",
}


@pytest.fixture(scope="module")
def guarded() -> Iterator[Asked]:
    with asked("--workers", "2", env=SETTINGS) as client:
        yield client


def of(address: str, token: str = "") -> dict[str, str]:
    return {"X-Forwarded-For": address, **({"Authorization": f"Bearer {token}"} if token else {})}


def test_lists_and_explanations_ask_for_the_token_and_nothing_else_does(guarded: Asked) -> None:
    assert guarded.get("/questions", headers=of("192.0.2.1")).status_code == 200
    for token in ("", "another-token-0123456789"):
        answer = guarded.post(CHECK, json=PERSON, headers=of("192.0.2.1", token))
        assert_problem(answer, 401, "token")
        assert answer.headers["www-authenticate"].startswith("Bearer")
    assert guarded.post(CHECK, json=PERSON, headers=of("192.0.2.1", WORD)).json()["summary"]
    body = {"person": PERSON["persons"][0]}
    assert guarded.post("/explain/person?round=win-win-2", json=body, headers=of("192.0.2.1", WORD)).json()["verdict"]


@pytest.mark.parametrize("path", ["/person", "/lists/persons", "/lists/networks/columns"])
def test_a_form_that_is_sent_without_a_token_is_answered_by_a_page_that_says_what_to_do(
    guarded: Asked, path: str
) -> None:
    for lang, words in (("de", "Bitte dort nachfragen"), ("en", "Please ask there")):
        said = {**of("192.0.2.11"), "Accept": BROWSER, "Accept-Language": lang}
        answer = guarded.post(path, data={"round": "win-win-2"}, headers=said)
        assert answer.status_code == 401
        assert answer.headers["www-authenticate"].startswith("Bearer")
        assert answer.headers["content-type"].startswith("text/html")
        assert words in answer.text
        assert 'href="/base/static/style.css"' in answer.text
    plain = guarded.post(path, data={"round": "win-win-2"}, headers={**of("192.0.2.11"), "Accept": "text/html"})
    assert_problem(plain, 401, "token")


def test_a_client_has_its_share_over_all_processes_kept_answers_included(guarded: Asked) -> None:
    answers = [httpx.get(f"{guarded.url}/questions", headers=of("192.0.2.2")) for _ in range(24)]
    assert [answer.status_code for answer in answers] == [200] * 20 + [429] * 4
    assert int(answers[-1].headers["retry-after"]) > 0
    assert_problem(answers[-1], 429, "too-many")
    assert answers[-1].headers["access-control-allow-origin"] == "*"
    page = httpx.get(f"{guarded.url}/questions", headers={**of("192.0.2.2"), "Accept": BROWSER})
    assert page.headers["content-type"].startswith("text/html")
    assert f"{page.headers['retry-after']} " in page.text
    assert guarded.get("/questions", headers=of("192.0.2.3")).status_code == 200
    for always in ("/health/ready", "/metrics"):
        assert guarded.get(always, headers=of("192.0.2.2")).status_code == 200
    assert guarded.options("/check/persons", headers=of("192.0.2.9")).status_code == 204
    forged = "203.0.113.7, 192.0.2.2"
    assert guarded.get("/questions", headers=of(forged)).status_code == 429


def test_the_public_address_stands_in_answers(guarded: Asked) -> None:
    answer = guarded.get("/questions/", headers=of("192.0.2.4"))
    assert answer.headers["location"] == "https://rules.example/base/questions"


def test_the_log_says_the_network_and_nothing_of_what_was_sent(guarded: Asked) -> None:
    guarded.post(CHECK, json=PERSON, headers=of("198.51.100.77", WORD))
    guarded.get("/Geheim-2?x=Geheim-3", headers={**of("198.51.100.77"), "User-Agent": "Geheim-4"})
    assert guarded.service.stop() == 0
    log = guarded.service.log
    lines = [json.loads(line) for line in log.splitlines()[1:]]
    mine = [line for line in lines if line.get("client", "").startswith("198.51.100.")]
    assert [(line["route"], line["status"]) for line in mine] == [("/check/persons", 200), ("other", 404)]
    for word in ("Geheim", WORD, "198.51.100.77"):
        assert word not in log

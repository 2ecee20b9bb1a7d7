"""What holds for every answer of a worker: problem documents; pages; nothing of a list in a log."""

from __future__ import annotations

import logging
from html.parser import HTMLParser
from typing import Any

import pytest
from regelgraph.web import pages

from tests.web.conftest import SAMPLES, Client, assert_problem

PAGES = ("/", "/questions", "/docs", "/questions/rounds-and-rules?round=win-win-2")
BROWSER = "text/html,application/xhtml+xml,application/xml;q=0.9,*/*;q=0.8"


def test_an_unexpected_fault_is_500_and_tells_nothing_to_client_or_log(
    ask: Client, caplog: pytest.LogCaptureFixture, monkeypatch: pytest.MonkeyPatch
) -> None:
    def fault(*_given: Any) -> None:
        raise ValueError("Aisha Muster, 1999-01-01")

    monkeypatch.setattr(pages, "start", fault)
    with caplog.at_level(logging.INFO):
        answer = ask.get("/")
    assert_problem(answer, 500, "internal")
    assert "Muster" not in answer.text + caplog.text
    assert "ValueError" in caplog.text


def test_an_unknown_address_and_a_wrong_method_are_problems(ask: Client) -> None:
    assert_problem(ask.get("/nothing"), 404, "not-found")
    assert_problem(ask.get("/questions/"), 404, "not-found")
    answer = ask("DELETE", "/questions/rounds-and-rules")
    assert_problem(answer, 405, "method-not-allowed")
    assert {each.strip() for each in answer.headers["allow"].split(",")} == {"GET", "HEAD", "OPTIONS", "POST"}
    assert ask.get("/check/persons").headers["allow"] == "POST, OPTIONS"


class _Links(HTMLParser):
    def __init__(self) -> None:
        super().__init__()
        self.tags: list[tuple[str, dict[str, str | None]]] = []

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        self.tags.append((tag, dict(attrs)))


@pytest.mark.parametrize("lang", ["de", "en"])
@pytest.mark.parametrize("url", PAGES)
def test_pages_load_and_run_only_what_is_served_here(ask: Client, url: str, lang: str) -> None:
    answer = ask.get(url, BROWSER, params=None if "?" in url else {"lang": lang})
    assert answer.status_code == 200
    parser = _Links()
    parser.feed(answer.text)
    for tag, attributes in parser.tags:
        assert tag not in ("style", "iframe", "img")
        if tag == "script":
            assert attributes["type"] == "module"
            assert (attributes["src"] or "").startswith("/static/")
        assert not any(name == "style" or name.startswith("on") for name in attributes)
        if tag == "link" and attributes["rel"] in ("alternate", "canonical"):  # named there, and not loaded
            assert (attributes["href"] or "").startswith("http://service/")
            continue
        there = ("/", "#", "https://", "http://") if tag == "a" else ("/", "#")  # whoever follows a link leaves
        for name in ("href", "src", "action"):
            assert (attributes.get(name) or "/").startswith(there)
    labelled = {attributes["for"] for tag, attributes in parser.tags if tag == "label"}
    assert labelled == {
        attributes["id"]
        for tag, attributes in parser.tags
        if tag in ("input", "select") and attributes.get("type") != "hidden"
    }


def test_pages_say_when_invented_examples_are_loaded(ask: Client, ask_bare: Client) -> None:
    for url in PAGES:
        assert "Erfundene Beispiele" in ask.get(url, BROWSER).text
        assert "Erfundene Beispiele sind geladen" not in ask_bare.get(url, BROWSER).text


def test_the_language_is_that_of_the_address_then_of_the_browser(ask: Client) -> None:
    def lang(url: str, accepted: str) -> str:
        answer = ask("GET", url, headers={"Accept": "text/html", "Accept-Language": accepted})
        assert f'<html lang="{answer.headers["content-language"]}">' in answer.text
        return str(answer.headers["content-language"])

    assert lang("/", "en-GB,en;q=0.9") == "en"
    assert lang("/", "fr, de;q=0.3, en;q=0.2") == "de"
    assert lang("/", "fr") == "de"
    assert lang("/questions?lang=en", "de") == "en"


def test_every_question_has_a_page_with_a_form_and_an_answer(ask: Client) -> None:
    for each in ask.get("/questions").json()["questions"]:
        form = ask.get(each["url"], BROWSER)
        assert form.status_code == 200, each["id"]
        assert "<form" in form.text
        example = {p["name"]: p["example"] for p in each["parameters"] if p["example"] is not None}
        answered = ask.get(each["url"], BROWSER, params={**example, "limit": 5, "lang": "en"})
        assert "<tbody" in answered.text, each["id"]


def test_the_other_language_shows_the_same_rows(ask: Client) -> None:
    page = ask.get("/questions/find-things", BROWSER, params={"text": "a&b", "limit": 3}).text
    assert 'href="/questions/find-things?text=a%26b&amp;limit=3&amp;lang=en"' in page


def test_what_is_asked_is_escaped_on_the_page(ask: Client) -> None:
    answer = ask.get("/questions/find-things", BROWSER, params={"text": '"><script>alert(1)</script>'})
    assert answer.status_code == 200
    assert "<script" not in answer.text


def test_a_check_leaves_nothing_in_the_log(ask_bare: Client, caplog: pytest.LogCaptureFixture) -> None:
    with caplog.at_level(logging.DEBUG):
        ask_bare(
            "POST",
            "/check/persons?round=win-win-2",
            content=(SAMPLES / "participants.csv").read_bytes(),
            headers={"Content-Type": "text/csv"},
        )
        ask_bare.check("persons", {"person_id": "Geheim-77", "age": [1]}, params={"round": "win-win-2"})
    assert "WW-0" not in caplog.text
    assert "Geheim" not in caplog.text


def test_an_upload_touches_no_named_file(ask_bare: Client, tmp_path: Any, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tempfile.tempdir", str(tmp_path / "missing"))
    large = b"person_id;x\n" + (b"A;" + b"y" * 30_000 + b"\n") * 100
    files = {"file": ("list.csv", large)}
    assert ask_bare("POST", "/check/persons?round=win-win-1", files=files).status_code == 200

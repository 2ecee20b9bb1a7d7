"""Whatever a server does, the client says it by its own errors, keeps its token, and leaves no half of a file."""

from __future__ import annotations

import asyncio
import io
import json
import socket
from datetime import UTC, datetime, timedelta
from email.utils import format_datetime
from pathlib import Path
from typing import Any

import pytest
from regelgraph.client import AnswerError, AsyncClient, Client, ClientError, ProblemError, UnreachableError

from tests.client.scripted import READY, Scripted, answer, document, problem

ROWS = {"question": "q", "parameters": {}, "columns": ["a"], "rows": [{"a": 1}], "total": 2}
REPORT = {"knowledge": {"version": "1", "fingerprint": "f"}, "summary": {}, "results": []}
TOKEN = "s3cret-Token"  # noqa: S105 - it opens nothing


def asked(url: str, what: str, *arguments: Any, **options: Any) -> Any:
    """What both clients give or raise, who must agree; the servers answer each the same.

    Only why a connection fails do the libraries below them say in different words.
    """
    given = []

    async def later() -> Any:
        async with AsyncClient(url, **options) as client:
            return await getattr(client, what)(*arguments)

    def now() -> Any:
        with Client(url, **options) as client:
            return getattr(client, what)(*arguments)

    for run in (now, lambda: asyncio.run(later())):
        try:
            given.append(run())
        except ClientError as error:
            given.append(error)
    assert [type(each) for each in given] == [type(given[0])] * 2
    if isinstance(given[0], ClientError):
        assert str(given[0]) == str(given[1]) or isinstance(given[0], UnreachableError)
        raise given[0]
    assert given[0] == given[1]
    return given[0]


def test_a_server_that_is_gone_is_unreachable() -> None:
    with socket.create_server(("127.0.0.1", 0)) as taken:
        port = taken.getsockname()[1]
    with pytest.raises(UnreachableError, match=f"no answer from http://127.0.0.1:{port}"):
        asked(f"http://127.0.0.1:{port}", "questions")


def test_a_connection_that_ends_unanswered_is_tried_once_more(scripted: Scripted) -> None:
    with pytest.raises(UnreachableError):
        asked(scripted.url, "questions")
    assert len(scripted.asked) == 4  # twice by each of both


def test_a_silent_server_is_given_up() -> None:
    with socket.create_server(("127.0.0.1", 0)) as silent, pytest.raises(UnreachableError, match="takes too long"):
        asked(f"http://127.0.0.1:{silent.getsockname()[1]}", "questions", timeout=0.05)


def test_a_server_that_drips_is_given_up(scripted: Scripted) -> None:
    whole = document(READY)
    with pytest.raises(UnreachableError, match="takes too long"):
        asked(scripted.will(whole, whole), "health", deadline=-1)


def test_a_cut_answer_is_an_error_and_leaves_no_file(scripted: Scripted, tmp_path: Path) -> None:
    cut = document(READY)[:-5]
    with pytest.raises(AnswerError, match="cut"):
        asked(scripted.will(cut, cut), "health")
    cut = answer(200, b"row,verdict\n1,eligible\n", "text/csv")[:-5]
    (tmp_path / "r.csv").write_text("what was there")
    with pytest.raises(AnswerError, match="cut"):
        asked(scripted.will(cut, cut), "save_report", "persons", b"person_id\nA\n", tmp_path / "r.csv")
    assert [path.read_text() for path in tmp_path.iterdir()] == ["what was there"]


@pytest.mark.parametrize(
    ("said", "words"),
    [
        (answer(200, b"<html>", "text/html"), "of the type text/html"),
        (answer(200, b"{}", ""), "of the type none"),
        (answer(200, b"{"), "no JSON"),
        (answer(200, b"[" * 100_000), "no JSON"),
        (answer(200, b"\xff\xfe"), "no JSON"),
        (answer(200, b"[]"), "expected an object"),
        (document({"questions": [{"id": 1}]}), "item 0, id: expected a text"),
        (document({"questions": [{"id": "a"}]}), "'title' is missing"),
        (document({"questions": {}}), "questions: expected a list"),
        (answer(204), "204 No Content"),
    ],
)
def test_an_answer_that_is_not_as_agreed_is_an_error(scripted: Scripted, said: bytes, words: str) -> None:
    with pytest.raises((AnswerError, ProblemError), match=words):
        asked(scripted.will(said, said), "questions")


def test_members_that_nobody_knows_are_left_out(scripted: Scripted) -> None:
    more = {"id": "a", "title": {"de": "", "en": "A", "fr": "B"}, "new": [1]}
    (question,) = asked(scripted.will(*[document({"questions": [more], "x": 1})] * 2), "questions")
    assert (question.id, question.title.en) == ("a", "A")


@pytest.mark.parametrize("length", [True, False])
def test_an_answer_that_is_too_large_is_not_read_to_its_end(scripted: Scripted, length: bool) -> None:
    large = answer(200, b" " * 3_000_000)
    large = large if length else large.replace(b"Content-Length: 3000000\r\n", b"")
    with pytest.raises(AnswerError, match="larger than 1000 bytes"):
        asked(scripted.will(large, large), "questions", largest=1000)


def test_a_small_answer_that_unpacks_to_a_large_one_is_too_large(scripted: Scripted) -> None:
    import gzip

    bomb = answer(200, gzip.compress(b" " * 10_000_000), Content_Encoding="gzip")
    with pytest.raises(AnswerError, match="larger than 1000000 bytes"):
        asked(scripted.will(bomb, bomb), "questions", largest=1_000_000)


def test_a_busy_service_is_asked_again_when_it_says(scripted: Scripted) -> None:
    busy, many, fine = (
        problem(503, "busy", Retry_After="0"),
        problem(429, "too-many", Retry_After="0"),
        document(REPORT),
    )
    report = asked(scripted.will(busy, many, fine, busy, many, fine), "check_persons", b"person_id\nA\n")
    assert len(report) == 0
    assert len(scripted.asked) == 6
    assert all(each.endswith(b"\r\n\r\nperson_id\nA\n") for each in scripted.asked)


def test_a_busy_service_is_asked_no_more_often_than_allowed(scripted: Scripted) -> None:
    busy = problem(503, "busy", "try later", Retry_After="0")
    with pytest.raises(ProblemError, match="try later") as caught:
        asked(scripted.will(*[busy] * 6), "questions")
    assert (caught.value.status, caught.value.kind, caught.value.retry_after) == (503, "busy", 0)
    assert len(scripted.asked) == 6


@pytest.mark.parametrize("after", ["", "31", "soon", "-1", "9" * 40, "1.5"])
def test_without_a_time_that_is_short_a_refusal_is_final(scripted: Scripted, after: str) -> None:
    more = {"Retry_After": after} if after else {}
    with pytest.raises(ProblemError):
        asked(scripted.will(*[problem(503, "ended", **more)] * 2), "questions")
    assert len(scripted.asked) == 2


def test_a_time_to_come_back_may_be_a_date(scripted: Scripted) -> None:
    past = format_datetime(datetime.now(UTC) - timedelta(hours=1), usegmt=True)
    later = format_datetime(datetime.now(UTC) + timedelta(hours=1), usegmt=True)
    fine = document({"questions": []})
    busy = problem(503, "busy", Retry_After=past)
    assert asked(scripted.will(busy, fine, busy, fine), "questions") == ()
    with pytest.raises(ProblemError) as caught:
        asked(scripted.will(*[problem(503, "busy", Retry_After=later)] * 2), "questions")
    assert caught.value.retry_after is not None
    assert 3500 < caught.value.retry_after <= 3600


def test_a_service_that_loads_is_no_error(scripted: Scripted) -> None:
    loading = document({"status": "loading", "version": "1"}, 503, Retry_After="1")
    found = asked(scripted.will(loading, loading), "health")
    assert (found.status, found.ready) == ("loading", False)


def test_an_error_without_a_document_tells_its_status(scripted: Scripted) -> None:
    page = answer(502, b"<html>secret</html>", "text/html")
    with pytest.raises(ProblemError, match="502 Bad Gateway") as caught:
        asked(scripted.will(page, page), "questions")
    assert (caught.value.type, caught.value.status) == ("about:blank", 502)
    broken = answer(400, b"{", "application/problem+json")
    with pytest.raises(ProblemError, match="400"):
        asked(scripted.will(broken, broken), "questions")
    odd = answer(400, b'{"type": 1, "detail": [], "status": "x"}', "application/problem+json")
    with pytest.raises(ProblemError, match="Bad Request"):
        asked(scripted.will(odd, odd), "questions")


@pytest.mark.parametrize("status", [301, 302, 303, 307, 308])
def test_another_host_is_never_asked(scripted: Scripted, status: int) -> None:
    with Scripted() as other:
        for location in (f"{other.url}/questions", other.url.replace("http:", "") + "/questions"):
            moved = answer(status, Location=location)
            with pytest.raises(AnswerError, match="another host"):
                asked(scripted.will(moved, moved), "questions", token=TOKEN)
        moved = answer(status, Location=scripted.url.replace("127.0.0.1", "localhost"))
        with pytest.raises(AnswerError, match="another host"):
            asked(scripted.will(moved, moved), "questions", token=TOKEN)
        assert other.asked == []


def test_the_same_host_is_asked_where_it_says(scripted: Scripted) -> None:
    moved, fine = answer(307, Location="/other?a=1"), document({"questions": []})
    assert asked(scripted.will(moved, fine, moved, fine), "questions", token=TOKEN) == ()
    assert scripted.targets() == ["/questions", "/other?a=1"] * 2
    assert scripted.headers()["authorization"] == f"Bearer {TOKEN}"
    fine = document(REPORT)
    asked(scripted.will(moved, fine, moved, fine), "check_persons", b"person_id\nA\n")
    assert scripted.asked[-1].startswith(b"POST /other?a=1 ")
    assert scripted.asked[-1].endswith(b"person_id\nA\n")


def test_a_service_that_leads_in_circles_is_an_error(scripted: Scripted) -> None:
    for location in ("/questions", ""):
        with pytest.raises(AnswerError, match="from one address to the next"):
            asked(scripted.will(*[answer(302, Location=location)] * 12), "questions")
        scripted.script.clear()
    with pytest.raises(AnswerError, match="another host"):
        asked(scripted.will(*[answer(302, Location="http://[bad")] * 2), "questions")
    with pytest.raises(AnswerError, match="carries nothing"):
        asked(scripted.will(*[answer(303, Location="/x")] * 2), "check_persons", b"person_id\nA\n")


@pytest.mark.parametrize("next_", ["/questions/q", "?offset=0", "?offset=x", "http://127.0.0.1:1/?limit=1"])
def test_pages_that_lead_nowhere_end(scripted: Scripted, next_: str) -> None:
    page = document({**ROWS, "next": next_})
    with Client(scripted.will(page)) as client, pytest.raises(AnswerError):
        list(client.rows("q"))
    assert len(scripted.asked) == 1


def test_the_next_page_is_asked_of_the_same_host(scripted: Scripted) -> None:
    pages = [document({**ROWS, "next": "http://other.example/x?offset=1"}), document({**ROWS, "next": None})]
    with Client(scripted.will(*pages)) as client:
        assert len(list(client.rows("q", day="2026-01-01"))) == 2
    assert scripted.targets() == ["/questions/q?day=2026-01-01", "/questions/q?day=2026-01-01&offset=1"]


def test_a_token_is_sent_with_every_request_and_never_shown(scripted: Scripted) -> None:
    asked(scripted.will(*[document({"questions": []})] * 2), "questions", token=TOKEN)
    assert scripted.headers()["authorization"] == f"Bearer {TOKEN}"
    with Client(scripted.url, token=TOKEN) as client:
        assert TOKEN not in repr(client) + repr(vars(client))
        with pytest.raises(UnreachableError) as caught:
            client.questions()
    assert TOKEN not in str(caught.value)


@pytest.mark.parametrize(
    ("url", "options"),
    [
        ("http://service.example", {"token": TOKEN}),
        ("http://127.0.0.1.example", {"token": TOKEN}),
        ("https://service.example", {"token": "with space"}),
        ("https://service.example", {"token": "line\nbreak"}),
        ("https://service.example", {"token": ""}),
        ("https://name:word@service.example", {}),
        ("ftp://service.example", {}),
        ("service.example", {}),
        ("https://service.example/?a=1", {}),
        ("", {}),
    ],
)
def test_an_address_or_token_that_is_none_is_refused_without_showing_it(url: str, options: dict[str, str]) -> None:
    with pytest.raises(ValueError, match=r"address|token") as caught:
        Client(url, **options)  # type: ignore[arg-type]
    assert TOKEN not in str(caught.value)


def test_a_token_may_be_sent_in_clear_where_that_is_said() -> None:
    Client("http://service.example", token=TOKEN, token_in_clear=True).close()
    Client("http://127.0.0.1:1", token=TOKEN).close()
    Client("http://localhost:1", token=TOKEN).close()
    Client("http://[::1]:1", token=TOKEN).close()


def test_a_proxy_of_the_environment_does_not_hear_what_is_for_this_machine(
    scripted: Scripted, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Scripted() as proxy:
        for name in ("http_proxy", "HTTP_PROXY", "all_proxy", "ALL_PROXY"):
            monkeypatch.setenv(name, proxy.url)
        asked(scripted.will(*[document({"questions": []})] * 2), "questions", token=TOKEN)
        assert proxy.asked == []


def test_what_has_not_changed_is_not_sent_again(scripted: Scripted) -> None:
    first = document({"questions": [{"id": "a", "title": {}}]}, ETag='"1"')
    scripted.will(first, answer(304, type_="", ETag='"1"'), document({"questions": []}))
    with Client(scripted.url) as client:
        assert client.questions() == client.questions()
        assert scripted.headers()["if-none-match"] == '"1"'
        assert client.questions() == ()
    with Client(scripted.will(first, first), keep=0) as client:
        client.questions()
        client.questions()
    assert "if-none-match" not in scripted.headers()


def test_that_nothing_changed_is_an_error_where_nothing_is_kept(scripted: Scripted) -> None:
    with pytest.raises(ProblemError, match="304"):
        asked(scripted.will(*[answer(304, type_="")] * 2), "questions")


def test_what_cannot_be_sent_is_refused_before_anything_is(scripted: Scripted, tmp_path: Path) -> None:
    wrong: list[tuple[str, tuple[Any, ...], type[Exception]]] = [
        ("check_persons", ([{"person_id": float("nan")}],), ValueError),
        ("check_persons", ([{"person_id": object()}],), TypeError),
        ("check_persons", (tmp_path / "none.csv",), OSError),
        ("save_report", ("persons", b"", tmp_path / "r.docx"), ValueError),
        ("save_report", ("things", b"", io.BytesIO()), ValueError),
    ]
    for what, arguments, error in wrong:
        with pytest.raises(error):
            asked(scripted.url, what, *arguments)
    with Client(scripted.url) as client, pytest.raises(ValueError, match="format"):
        client.check_persons(b"", input_format="docx")
    assert scripted.asked == []


def test_what_is_asked_stands_in_no_error_of_the_network(scripted: Scripted) -> None:
    with Client(scripted.url) as client, pytest.raises(UnreachableError) as caught:
        client.ask("find-things", text="Mustermann")
    assert "Mustermann" not in str(caught.value)


def test_results_of_sparql_are_typed(scripted: Scripted) -> None:
    bindings = [
        {"s": {"type": "uri", "value": "http://x/"}, "l": {"type": "literal", "value": "a", "xml:lang": "de"}},
        {
            "s": {
                "type": "triple",
                "value": {n: {"type": "bnode", "value": n} for n in ("subject", "predicate", "object")},
            }
        },
    ]
    rows = json.dumps({"head": {"vars": ["s", "l"]}, "results": {"bindings": bindings}}).encode()
    said = answer(200, rows, "application/sparql-results+json")
    found = asked(scripted.will(said, said), "sparql", "SELECT ?s ?l {}")
    assert found.variables == ("s", "l")
    assert [[(name, term.type, term.value, term.lang) for name, term in row.items()] for row in found] == [
        [("s", "uri", "http://x/", ""), ("l", "literal", "a", "de")],
        [("s", "triple", "", "")],
    ]
    assert [term.value for term in found.rows[1]["s"].triple] == ["subject", "predicate", "object"]
    yes = answer(200, b'{"head": {}, "boolean": true}', "application/sparql-results+json; charset=utf-8")
    assert asked(scripted.will(yes, yes), "sparql", "ASK {}").boolean is True
    graph = answer(200, b"<http://x/> <http://x/> <http://x/> .\n", "application/n-triples")
    assert asked(scripted.will(graph, graph), "sparql", "CONSTRUCT {} {}").graph.count("\n") == 1
    for wrong in (b"{}", b'{"results": {"bindings": [{"a": 1}]}}', b'{"results": {"bindings": [1]}}', b"{", b"\xff"):
        said = answer(200, wrong, "application/sparql-results+json")
        with pytest.raises(AnswerError):
            asked(scripted.will(said, said), "sparql", "SELECT ?s {}")


def test_a_long_query_is_posted_with_its_graphs(scripted: Scripted) -> None:
    said = answer(200, b'{"boolean": false}', "application/sparql-results+json")
    scripted.will(said, said)
    long = "ASK {} #" + "ä" * 5000
    with Client(scripted.url) as client:
        client.sparql("ASK {}", default_graphs=["http://g/1", "http://g/2"], named_graphs=["http://n/"])
        client.sparql(long, default_graphs=["http://g/1"])
    short, posted = scripted.asked
    graphs = (
        "default-graph-uri=http%3A%2F%2Fg%2F1&default-graph-uri=http%3A%2F%2Fg%2F2&named-graph-uri=http%3A%2F%2Fn%2F"
    )
    assert short.startswith(f"GET /sparql?query=ASK+%7B%7D&{graphs} HTTP/1.1\r\n".encode())
    assert posted.startswith(b"POST /sparql?default-graph-uri=http%3A%2F%2Fg%2F1 HTTP/1.1\r\n")
    assert scripted.headers()["content-type"] == "application/sparql-query"
    assert posted.endswith(b"\r\n\r\n" + long.encode())

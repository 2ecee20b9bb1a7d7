"""A server that is busy, away, slow, or something else entirely."""

from __future__ import annotations

import pytest
from pyoxigraph import Literal, NamedNode
from regelgraph.engines.remote import RemoteEngine
from regelgraph.errors import EndpointError, QueryError, UsageError

from tests.engines.servers import Reply, free_port, told

SELECT = "SELECT ?x WHERE { ?x ?y ?z }"
ONE = b'{"head":{"vars":["x"]},"results":{"bindings":[{"x":{"type":"literal","value":"a","xml:lang":"de"}},{}]}}'


def test_rows_come_as_terms_and_unbound_cells_as_none() -> None:
    with told(Reply(body=ONE)) as server:
        answer = RemoteEngine(server.url).query(SELECT)
    assert answer.columns == ("x",)
    assert answer.rows == ((Literal("a", language="de"),), (None,))


def test_an_update_is_never_sent() -> None:
    updates = (
        "INSERT DATA { <x:a> <x:b> <x:c> }",
        "PREFIX a: <x:SELECT> # SELECT\nDELETE WHERE { ?s ?p ?o }",
        "DELETE { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }",
        "LOAD <http://127.0.0.1/>",
        "CLEAR ALL",
        "SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }",
    )
    with told(Reply(body=ONE)) as server:
        for update in updates:
            with pytest.raises(QueryError):
                RemoteEngine(server.url).query(update)
    assert server.requests == []


def test_a_login_is_sent_and_never_shown() -> None:
    with told(Reply(body=ONE), Reply(status=404)) as server:
        url = server.url.replace("http://", "http://me:p%40ss@")
        RemoteEngine(url).query(SELECT)
        with pytest.raises(EndpointError) as raised:
            RemoteEngine(url).query(SELECT)
    assert server.requests[0][1]["Authorization"] == "Basic bWU6cEBzcw=="
    assert server.url in raised.value.message
    assert "p%40ss" not in raised.value.message


def test_a_server_whose_default_graph_is_empty_says_so_instead_of_nothing() -> None:
    nothing, no = Reply(body=b'{"head":{"vars":["x"]},"results":{"bindings":[]}}'), Reply(body=b'{"boolean":false}')
    with told(nothing, no) as server, pytest.raises(EndpointError, match="its default graph is empty"):
        RemoteEngine(server.url).query(SELECT)
    with told(nothing, Reply(body=b'{"boolean":true}')) as server:
        assert RemoteEngine(server.url).query(SELECT).rows == ()


def test_the_query_is_posted_and_results_json_is_asked_for() -> None:
    with told(Reply(body=ONE)) as server:
        RemoteEngine(server.url).query(SELECT)
    ((path, headers, body),) = server.requests
    assert path == "/sparql"
    assert headers["Accept"] == "application/sparql-results+json"
    assert b"query=SELECT" in body


def test_triples_are_asked_for_as_n_triples() -> None:
    reply = Reply(type="application/n-triples", body=b"<x:a> <x:b> <x:c> .\n")
    with told(reply) as server:
        answer = RemoteEngine(server.url).query("CONSTRUCT WHERE { ?s ?p ?o }")
    assert answer.triples is not None
    assert [triple.object for triple in answer.triples] == [NamedNode("x:c")]
    assert server.requests[0][1]["Accept"] == "application/n-triples"


def test_yes_or_no() -> None:
    with told(Reply(body=b'{"head":{},"boolean":true}')) as server:
        assert RemoteEngine(server.url).query("ASK { ?s ?p ?o }").boolean is True


@pytest.mark.parametrize("status", [429, 502, 503, 504])
def test_a_busy_server_is_asked_again_after_the_pause_it_names(status: int) -> None:
    pauses: list[float] = []
    busy = Reply(status=status, headers={"Retry-After": "3"})
    with told(busy, Reply(status=status), Reply(body=ONE)) as server:
        answer = RemoteEngine(server.url, sleep=pauses.append).query(SELECT)
    assert len(answer.rows) == 2
    assert pauses == [3.0, 1.0]


def test_a_pause_is_never_longer_than_ten_seconds() -> None:
    pauses: list[float] = []
    with told(Reply(status=503, headers={"Retry-After": "86400"}), Reply()) as server:
        RemoteEngine(server.url, sleep=pauses.append).query(SELECT)
    assert pauses == [10.0]


def test_a_server_that_stays_busy_is_an_error_after_the_last_try() -> None:
    with told(Reply(status=503, type="text/plain", body=b"come back later")) as server:
        with pytest.raises(EndpointError, match=r"answered 503.*come back later"):
            RemoteEngine(server.url, retries=1, sleep=lambda _: None).query(SELECT)
        assert len(server.requests) == 2


def test_a_refused_query_is_an_error_at_once_with_the_words_of_the_server() -> None:
    with told(Reply(status=400, type="text/plain", body=b"line 1: what is ?x")) as server:
        with pytest.raises(QueryError, match=r"refuses the query: line 1: what is \?x"):
            RemoteEngine(server.url, sleep=lambda _: None).query(SELECT)
        assert len(server.requests) == 1


@pytest.mark.parametrize(
    ("reply", "message"),
    [
        (Reply(status=401), "asks for a login"),
        (Reply(status=404), "nothing is there"),
        (Reply(status=500, type="text/plain", body=b"boom"), "failed: boom"),
        (Reply(status=418, type="text/html", body=b"<p>tea"), "answered 418"),
        (Reply(status=403, type="application/problem+json", body=b'{"title":"no","detail":"not you"}'), "403.*not you"),
        (Reply(type="text/html", body=b"<html>"), "answered with text/html"),
        (Reply(body=ONE[:40]), "broken or was cut off"),
        (Reply(body=ONE, cut=True), "cut off|cannot be reached"),
        (Reply(type="application/sparql-results+json", body=b"\xff\xfe"), "broken or was cut off"),
    ],
)
def test_anything_else_is_a_clear_error(reply: Reply, message: str) -> None:
    with told(reply) as server, pytest.raises(EndpointError, match=message) as raised:
        RemoteEngine(server.url, retries=0).query(SELECT)
    assert "\n" not in raised.value.message


def test_a_silent_server_ends_at_the_time_limit_without_another_try() -> None:
    with told(Reply(silence=20)) as server:
        with pytest.raises(EndpointError, match="did not answer within 1 seconds"):
            RemoteEngine(server.url, timeout=1).query(SELECT)
        assert len(server.requests) == 1


def test_nothing_listens_there() -> None:
    with pytest.raises(EndpointError, match="nothing listens there"):
        RemoteEngine(f"http://127.0.0.1:{free_port()}/q", retries=1, sleep=lambda _: None).query(SELECT)


@pytest.mark.parametrize("url", ["", "file:///etc/passwd", "127.0.0.1:80", "http://", "http://[::1", "http://a:99999/"])
def test_an_address_that_is_none_is_wrong_usage(url: str) -> None:
    with pytest.raises(UsageError, match="expected the http or https address"):
        RemoteEngine(url)

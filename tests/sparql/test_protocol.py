"""SPARQL 1.1 Protocol, section 2.1, and RFC 9110, to the letter."""

from __future__ import annotations

from urllib.parse import quote, urlencode

import pytest
from regelgraph.web.sparql import Bounds, answer
from regelgraph.workers.messages import Request

from tests.sparql.conftest import Got, ask, over, store

DATA = over(store("a p b g"))
ASK = "ASK { ?s ?p ?o }"
FORM, QUERY = "application/x-www-form-urlencoded", "application/sparql-query"


def is_true(got: Got) -> bool:
    assert got.status == 200, got.body
    return got.json["boolean"] is True


def test_get_head_and_both_kinds_of_post_answer_alike() -> None:
    form = urlencode({"query": ASK}).encode()
    assert is_true(ask(DATA, ASK))
    assert is_true(ask(DATA, ASK, method="HEAD"))
    assert is_true(ask(DATA, method="POST", body=form, type_=FORM))
    assert is_true(ask(DATA, method="POST", body=ASK.encode(), type_=QUERY))
    assert is_true(Got(answer(DATA, Request("POST", "/sparql", b"", (("content-type", FORM),), memoryview(form)))))


@pytest.mark.parametrize(
    "type_", [QUERY + "; charset=utf-8", 'Application/SPARQL-Query;charset="UTF-8"', QUERY + ";a=b"]
)
def test_a_posted_query_may_say_that_it_is_utf_8(type_: str) -> None:
    assert is_true(ask(DATA, method="POST", body='ASK { FILTER("ä" = "ä") }'.encode(), type_=type_))


def test_a_plus_is_a_space_and_unknown_parameters_are_ignored() -> None:
    assert is_true(ask(DATA, raw=b"a=%zz&%ff=1&query=ASK+%7B%3fs+?p+?o%7d&format=xml&&b"))
    assert is_true(ask(DATA, raw=b"%71uery=ASK%7B%7D"))


@pytest.mark.parametrize("method", ["PUT", "PATCH", "DELETE", "OPTIONS", "TRACE", "QUERY", "get"])
def test_other_methods_are_405_with_allow(method: str) -> None:
    got = ask(DATA, ASK, method=method)
    assert (got.status, got.headers["allow"]) == (405, "GET, HEAD, POST, OPTIONS")


@pytest.mark.parametrize(
    ("raw", "parameter"),
    [
        (b"query=ASK%7B%7D&query=ASK%7B%7D", "query"),
        (b"query=ASK%7B%7", "query"),
        (b"query=%zz", "query"),
        (b"query=%", "query"),
        (b"query=%ff", "query"),
        (b"query=%ED%A0%80", "query"),
        ("query=ASK{}#ä".encode("latin-1"), "query"),
        (b"default-graph-uri=u:a", "query"),
        (b"query=ASK%7B%7D&default-graph-uri=rel", "default-graph-uri"),
        (b"query=ASK%7B%7D&default-graph-uri=", "default-graph-uri"),
        (b"query=ASK%7B%7D&named-graph-uri=u:a%20b", "named-graph-uri"),
        (b"query=ASK%7B%7D&named-graph-uri=%c3", "named-graph-uri"),
        (b"update=DROP+ALL", "update"),
        (b"query=ASK%7B%7D&update=DROP+ALL", "update"),
    ],
)
def test_a_wrong_parameter_is_400_and_named(raw: bytes, parameter: str) -> None:
    got = ask(DATA, raw=raw)
    assert (got.status, got.json["parameter"]) == (400, parameter)
    assert got.detail.startswith(parameter)
    assert got.headers["cache-control"] == "no-store"


@pytest.mark.parametrize(
    ("raw", "body", "type_", "parameter"),
    [
        (b"", b"", FORM, "query"),
        (b"", b"query=ASK%7B%7D&query=ASK%7B%7D", FORM, "query"),
        (b"query=ASK%7B%7D", b"query=ASK%7B%7D", FORM, "query"),
        (b"default-graph-uri=u:a", b"query=ASK%7B%7D", FORM, "default-graph-uri"),
        (b"", b"update=DROP+ALL", FORM, "update"),
        (b"query=ASK%7B%7D", b"ASK{}", QUERY, "query"),
        (b"update=a", b"ASK{}", QUERY, "update"),
        (b"", b"ASK{} # \xff", QUERY, "query"),
    ],
)
def test_so_it_is_in_a_post(raw: bytes, body: bytes, type_: str, parameter: str) -> None:
    got = ask(DATA, method="POST", raw=raw, body=body, type_=type_)
    assert (got.status, got.json["parameter"]) == (400, parameter)


@pytest.mark.parametrize(
    "type_",
    [
        *(
            "",
            "text/plain",
            "application/json",
            "multipart/form-data; boundary=x",
            "application/sparql-update",
            "x",
            ";",
        ),
        *(QUERY + ";charset=latin1", FORM + "; charset=utf-16"),
    ],
)
def test_another_body_is_415_and_says_what_is_taken(type_: str) -> None:
    got = ask(DATA, method="POST", body=ASK.encode(), type_=type_)
    assert (got.status, got.headers["accept-post"]) == (415, f"{FORM}, {QUERY}")
    assert ("updates are not taken" in got.detail) == (type_ == "application/sparql-update")


def test_a_compressed_body_is_415() -> None:
    headers = (("content-type", QUERY), ("content-encoding", "gzip"))
    assert answer(DATA, Request("POST", "/sparql", b"", headers, b"\x1f\x8b")).status == 415


@pytest.mark.parametrize(
    ("query", "words"),
    [
        ("", "expected SELECT"),
        ("SELECT * {\n  ?s ?p", "line 2, column 8"),
        ("SELECT * { ?s x:a ?o }", "line 1"),
        ("SELECT (<u:f>(1) AS ?x) {}", "custom function <u:f>"),
        ("SELECT * { ?s ?p 'a\nb' }", "line 1, column 18: a string that does not end"),
        ("SELEKT * {}", "expected SELECT"),
        ("SELECT * { FILTERING(1) } # from", "unknown word 'FILTERING'"),
        ("SELECT * { ?s ?p '" + "x" * 90_000, "a string that does not end"),
        ("\ufeffASK {}", "not SPARQL"),
        ("ASK {} \x00", "not SPARQL"),
    ],
)
def test_a_wrong_query_is_400_with_its_place_and_no_echo_of_it(query: str, words: str) -> None:
    got = ask(DATA, query)
    assert got.status == 400
    assert words in got.detail
    assert got.json["type"].endswith("/problem/query")
    assert len(got.body) < 1_000


@pytest.mark.parametrize(
    "query", ["SELECT (1/0 AS ?x) {}", 'ASK { FILTER(REGEX("a", "(")) }', "SELECT (SUM('a') AS ?x) {}"]
)
def test_an_expression_that_fails_leaves_its_variable_unbound(query: str) -> None:
    assert ask(DATA, query).status == 200


@pytest.mark.parametrize("function", ["NOW()", "RAND()", "UUID()", "StrUUID()", "BNODE()"])
def test_what_differs_each_time_is_never_kept(function: str) -> None:
    assert ask(DATA, f"SELECT ({function} AS ?x) {{}}").headers["cache-control"] == "no-store"


@pytest.mark.parametrize("query", [ASK, "SELECT ('NOW()' AS ?rand) {} # UUID()", "CONSTRUCT WHERE { ?s ?p ?o }"])
def test_what_does_not_is_public(query: str) -> None:
    assert ask(DATA, query).headers["cache-control"].startswith("public, max-age=")
    posted = ask(DATA, method="POST", body=query.encode(), type_=QUERY)
    assert posted.headers["cache-control"] == "no-store"


@pytest.mark.parametrize("type_", ["application/json", "text/csv", "text/tab-separated-values", "application/xml"])
def test_an_answer_above_the_size_limit_is_ended_and_says_so(type_: str) -> None:
    query = "SELECT * { VALUES ?a { %s } VALUES ?b { %s } }" % (("1 " * 300,) * 2)
    got = ask(DATA, query, type_, bounds=Bounds(answer=100_000))
    assert (got.status, got.json["type"].rpartition("/")[2]) == (503, "ended")
    assert "larger than 100000 bytes" in got.detail
    assert ask(DATA, query, type_).status == 200


@pytest.mark.parametrize(
    "type_", ["text/turtle", "application/n-triples", "application/rdf+xml", "application/ld+json"]
)
def test_so_is_a_graph(type_: str) -> None:
    query = (
        "CONSTRUCT { ?a <http://u/p> ?b } { VALUES ?x { %s } BIND(IRI(CONCAT('u:', STR(?x))) AS ?a) VALUES ?b { %s } }"
    )
    values = " ".join(map(str, range(100)))
    assert ask(DATA, query % (values, values), type_, bounds=Bounds(answer=10_000)).status == 503


def test_a_long_address_is_no_trouble() -> None:
    assert is_true(ask(DATA, raw=b"&" * 50_000 + b"query=" + quote(ASK).encode()))

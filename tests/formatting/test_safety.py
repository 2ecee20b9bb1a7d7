"""What cannot be read is named with its place; what is deep, large or made to take long does no harm."""

from __future__ import annotations

import time

import pytest
from regelgraph.errors import InputError
from regelgraph.formatting import form, reading
from regelgraph.formatting.proof import graph_of, triples_of
from regelgraph.formatting.tree import Pair

from tests.formatting.said import PREFIXES, formed, graph


def said(text: str) -> object:
    return graph_of(triples_of(PREFIXES + text, "x"), frozenset({"_:a", "_:b"}))


@pytest.mark.parametrize(
    ("content", "message"),
    [
        (b"<https://example.org/s> <https://example.org/p> .", "x.ttl, line 1, column 49: "),
        (b"# c\n<https://example.org/s> ex:p 1 .", "x.ttl, line 2, column 25: "),
        (b"# c\n\n<https://example.org/s>\n a 'open", "x.ttl, line 4, column "),
        (b"# \xe4\n", "x.ttl, line 1: not UTF-8"),
        (b"\n<https://example.org/s> a '\xff' .", "x.ttl, line 2: not UTF-8"),
        (b"<https://example.org/s> a '\0' .", "x.ttl, line 1, column 28: expected Turtle, found a character U+0000"),
        (b"@base <a> .\n", "x.ttl, line 1, column 1: expected a base with a scheme"),
        (b"@prefix e: <> . <a> <b> e:c\\/d .", "x.ttl, line 1, column 25: expected a prefix with a whole IRI"),
        (b"<https://example.org/s> a <<( <a:a> <a:b> <a:c> )>> .", "x.ttl, line 1, column "),
    ],
)
def test_what_cannot_be_read_is_named_with_file_line_and_column(content: bytes, message: str) -> None:
    with pytest.raises(InputError) as raised:
        form(content, "x.ttl")
    assert raised.value.message.startswith(message)


@pytest.mark.parametrize("opening", ["(", "[ <https://example.org/p> "])
def test_nesting_has_a_limit_and_its_place_is_named(opening: str) -> None:
    def nested(depth: int) -> bytes:
        closing = ")" if opening == "(" else "]"
        return f"<a> <b> {opening * depth}1{closing * depth} .".encode()

    assert form(nested(100), "x.ttl")
    with pytest.raises(
        InputError, match=r"x\.ttl, line 1, column .*: expected at most 100 brackets within one another"
    ):
        form(nested(50_000), "x.ttl")


def test_graphs_that_are_dear_to_canonicalize_are_compared_at_once() -> None:
    knot = " ".join(f"_:n{a} ex:p _:n{b} ." for a in range(12) for b in range(12) if a != b)
    twins = "[] ex:p " + ", ".join(f"[ ex:q [ ex:r {number} ] ]" for number in range(14)) + " ."
    started = time.perf_counter()
    formed(PREFIXES + knot + twins)
    assert time.perf_counter() - started < 5


def test_a_large_file_takes_seconds_at_most() -> None:
    block = """ex:s{0} a rg:Country, ex:Concept ; ex:notation "N{0}" ; ex:label "Land {0}"@de, "country {0}"@en ;
    rg:alias "a{0}", "b{0}" ; # C
    rg:alias "some longer spelling of the country {0}", "another longer spelling of the country {0}" ; # D
    ex:source "own knowledge, agrees with other lists", "names of the second list" ; rg:confidence ex:read .\n"""
    content = (PREFIXES + "".join(block.format(number) for number in range(3_000))).encode()
    assert len(content) > 1_000_000
    started = time.process_time()
    form(content, "x.ttl")
    assert time.process_time() - started < 8


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("ex:s ex:p 1 .", "ex:s ex:p 2 ."),
        ("ex:s ex:p [ ex:q 1 ] .", "ex:s ex:p [ ex:q 2 ] ."),
        ("ex:s ex:p [ ex:q [ ex:r 1 ] ] .", "ex:s ex:p [ ex:q [ ex:r 2 ] ] ."),
        ("ex:s ex:p [ ex:q 1 ], [ ex:q 1 ] .", "ex:s ex:p [ ex:q 1 ] ."),
        ("ex:s ex:p [ ex:q [], [] ] .", "ex:s ex:p [ ex:q [] ] ."),
        ("ex:s ex:p (1 2) .", "ex:s ex:p (2 1) ."),
        ("ex:s ex:p [] .", "ex:s ex:p _:a ."),
        ("[] ex:p 1 .", "_:a ex:p 1 ."),
        ("[] ex:p [ ex:q 1 ] .", "[] ex:p 1 . [] ex:q 1 ."),
        ("ex:s ex:p _:a . _:a ex:q _:b .", "ex:s ex:p _:b . _:b ex:q _:a ."),
    ],
)
def test_graphs_that_differ_are_told_apart(one: str, other: str) -> None:
    assert said(one) != said(other)


def test_graphs_that_are_the_same_are_told_to_be() -> None:
    one = "ex:s ex:p [ ex:q [ ex:r 1 ], (1 [] 2) ], [] . [] ex:p 1 ."
    other = "[ ex:p 1 ] . ex:s ex:p [], [ ex:q ( 1 [] 2 ) ; ex:q [ ex:r 1, 1 ] ; ex:q [ ex:r 1 ] ] ."
    assert said(one) != said(other)
    other = other.replace(" ; ex:q [ ex:r 1 ] ]", " ]")
    assert said(one) == said(other)
    assert graph(PREFIXES + one) == graph(PREFIXES + other)


@pytest.mark.parametrize("lost", ["statement", "comment"])
def test_a_form_that_would_lose_something_is_refused(monkeypatch: pytest.MonkeyPatch, lost: str) -> None:
    settled = reading.settled

    def forgetful(pairs: list[Pair]) -> list[Pair]:
        kept = settled(pairs)
        if lost == "statement":
            return kept[:-1]
        kept[0].trail = ""
        return kept

    monkeypatch.setattr(reading, "settled", forgetful)
    with pytest.raises(InputError, match=r"x\.ttl: its form would not say the same, so nothing is written"):
        form(f"{PREFIXES}ex:s a ex:C ; # c\n ex:p 1 .".encode(), "x.ttl")

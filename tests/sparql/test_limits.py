"""What is too long or too deep is refused in time that grows with its length; what is within the limits is survived."""

from __future__ import annotations

import subprocess
import sys
import time

import pytest
from regelgraph.engines.allowed import DEFAULT, Limits, query_of
from regelgraph.engines.tokens import tokens, words_in
from regelgraph.errors import QueryError

from tests.sparql.conftest import ask, over, store

DATA = over(store("a p b g"))
DEEP: dict[str, tuple[str, str, str]] = {
    "groups": ("SELECT * ", "{", "}"),
    "parentheses": ("SELECT (1+", "(", ")"),
    "blank nodes": ("SELECT * {?s ?p ", "[<u:p> ", "]"),
    "collections": ("SELECT * {?s ?p ", "(1 ", ")"),
    "paths": ("SELECT * {?s ", "(<u:p>/", ")*"),
    "subqueries": ("SELECT * {", "{SELECT * {", "}}"),
    "functions": ("SELECT (1+", "STR(", ")"),
    "conditions": ("SELECT (1+", "IF(1,1,", ")"),
    "existence": ("SELECT * {", "FILTER EXISTS {", "}"),
    "optionals": ("SELECT * {", "OPTIONAL {", "}"),
    "graphs": ("SELECT * {", "GRAPH ?g {", "}"),
    "triple terms": ("SELECT * {?s ?p ", "<<(<u:a> <u:p> ", ")>>"),
    "hidden in what would be IRIs": ("SELECT (1<(1)#>\n+", "(", ")"),
}
LONG: dict[str, tuple[str, str, str]] = {
    "signs": ("SELECT (", "!", "1 AS ?x) {}"),
    "sums": ("SELECT (1", "+1", " AS ?x) {}"),
    "conjunctions": ("SELECT * {FILTER(1", "&&1", ")}"),
    "disjunctions": ("SELECT * {FILTER(1", "||1", ")}"),
    "sequences": ("SELECT * {?s <u:p>", "/<u:p>", " ?o}"),
    "alternatives": ("SELECT * {?s <u:p>", "|<u:p>", " ?o}"),
    "unions": ("SELECT * {{}", "UNION{}", "}"),
    "optionals": ("SELECT * {", "OPTIONAL{?s ?p ?o}", "}"),
    "differences": ("SELECT * {?s ?p ?o ", "MINUS{?s ?p 1}", "}"),
    "filters": ("SELECT * {", "FILTER(1)", "}"),
    "triples": ("SELECT * {", "?s ?p ?o.", "}"),
    "objects": ("SELECT * {?s ?p 1", ",1", "}"),
    "elements": ("SELECT * {?s ?p (", "1 ", ")}"),
    "orders": ("SELECT * {} GROUP BY", " STR(?y)", ""),
}
FLAT = {
    "rows": ("SELECT * {VALUES (?a ?b) {", "(1 <u:r>)", "}}"),
    "values": ("SELECT * {VALUES ?a {", "<u:r> ", "}}"),
    "members": ("SELECT * {FILTER(1 IN (1", ",1", "))}"),
    "arguments": ("SELECT (CONCAT('a'", ",'b'", ") AS ?x) {}"),
    "graphs": ("SELECT * ", "FROM <u:r>", "{}"),
}
RUN = """
import sys, threading
from pyoxigraph import Store
store = Store()
def run():
    for query in sys.stdin.read().split("\\0"):
        try:
            found = store.query(query, use_default_graph_as_union=True)
            next(iter(found)) if hasattr(found, "__next__") else bool(found)
        except (SyntaxError, RuntimeError, ValueError, OSError, StopIteration):
            pass
        print("lives", flush=True)
threading.stack_size(int(sys.argv[1]))
thread = threading.Thread(target=run)
thread.start()
thread.join()
"""


def deep(kind: str, levels: int) -> str:
    beginning, opening, closing = DEEP[kind]
    inner = "1" if beginning.endswith(("+", "?p ")) else "<u:p>" if kind == "paths" else "?s ?p ?o"
    last = " AS ?x) {}" if "SELECT (" in beginning else "" if kind == "groups" else " ?o}" if kind == "paths" else "}"
    return beginning + opening * levels + inner + closing * levels + last


def long(kind: str, links: int) -> str:
    beginning, link, end = (LONG | FLAT)[kind]
    return beginning + link * links + end


def survives(queries: list[str], stack: int) -> bool:
    """Whether the native parser alone lives through these, on a stack of so many bytes."""
    done = subprocess.run(
        [sys.executable, "-c", RUN, str(stack)], input="\0".join(queries), capture_output=True, text=True, timeout=120
    )
    return done.stdout.count("lives") == len(queries)


@pytest.mark.parametrize("kind", DEEP)
def test_what_nests_too_deep_is_refused(kind: str) -> None:
    got = ask(DATA, deep(kind, 2 * DEFAULT.deep))
    assert got.status == 400
    assert "levels deep" in got.detail or "operators, patterns and brackets" in got.detail
    assert ask(DATA, deep(kind, 5)).status == 200


@pytest.mark.parametrize("kind", LONG)
def test_chains_that_are_too_long_are_refused(kind: str) -> None:
    got = ask(DATA, long(kind, DEFAULT.long + 2))
    assert got.status == 400
    assert "operators, patterns and brackets" in got.detail
    assert ask(DATA, long(kind, 5)).status in ({200, 400} if kind == "orders" else {200})


@pytest.mark.parametrize("kind", FLAT)
def test_long_lists_are_no_chains(kind: str) -> None:
    assert ask(DATA, long(kind, 5_000)).status == 200


def test_what_is_longer_than_the_limit_is_refused() -> None:
    assert "100000 are the most" in ask(DATA, "ASK {} #" + "x" * 100_000).detail
    assert ask(DATA, "ASK {} #" + "x" * (100_000 - 8)).status == 200
    with pytest.raises(QueryError, match="10 are the most"):
        query_of("SELECT * {}", Limits(characters=10, long=5))


def test_the_native_parser_lives_within_the_limits_on_half_of_the_usual_stack_and_not_without_them() -> None:
    """4 MiB; the usual is 8. Chains of triples are left short: planning them takes long, which the time limit ends."""
    within = []
    for kind in DEEP:
        most = 30 if kind == "collections" else next(n for n in range(DEFAULT.deep, 0, -2) if passes(deep(kind, n)))
        within.append(deep(kind, most))
    within += [
        long(kind, next(n for n in range(DEFAULT.long, 0, -90) if passes(long(kind, n))))
        for kind in LONG.keys() - {"sequences", "triples", "objects", "elements"}
    ]
    assert survives(within, 4 * 2**20)
    assert not survives([deep("existence", 5_000)], 8 * 2**20)


def passes(query: str) -> bool:
    try:
        query_of(query)
    except QueryError:
        return False
    return True


PIECES = (
    *('"', "<", "'''", "\\", '"""', "'", '"""a" ', "<'>", "<#>", "(", "a:", "a.", "ex:a.", "?", "@a-", "1.", '"\\'),
    *('"""\\q', "_:a.", "#", "a:%", "é.", "a-", "<" + "a" * 50 + " "),
)


@pytest.mark.parametrize("piece", PIECES)
def test_reading_takes_time_in_proportion_to_the_length(piece: str) -> None:
    """A quadratic reading of this takes ten seconds."""
    text = "SELECT " + (piece * 30_000)[:30_000]
    begun = time.process_time()
    assert sum(len(token[0]) for token in tokens(text)) == len(text)
    assert ask(DATA, text).status == 400
    assert time.process_time() - begun < 2


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("true.SERVICE", {"TRUE", "SERVICE"}),
        ("?a.b", {"B"}),
        ("a:b.c d:e", set()),
        ('\'a\' "b" \'\'\'c\'d\'\'\' """e""f""" g', {"G"}),
        ("<a b> <c>", {"A", "B"}),
        ("# a\rb", {"B"}),
        ("@de-x y", {"Y"}),
        ("1e5e 1.e5 .5", {"E"}),
        ("_:a.b c", {"C"}),
        ("a:\\(b c", {"C"}),
        ("?a<?b&&?c>d", {"D"}),
    ],
)
def test_words_are_found_by_longest_match(text: str, words: set[str]) -> None:
    assert words_in(text) == words

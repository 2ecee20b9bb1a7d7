"""What is wrong with a query is said as a sentence with its place."""

from __future__ import annotations

import pytest
from pyoxigraph import Store
from regelgraph.engines.local import LocalEngine
from regelgraph.errors import QueryError


@pytest.mark.parametrize(
    ("query", "said"),
    [
        ("SELECT (1 AS ?x) (2 AS ?x) {}", "line 1, column 30: Duplicated variable name in SELECT"),
        ("SELECT ?a (COUNT(*) AS ?n) {?a ?b ?c}", ": The SELECT contains a variable that is unbound"),
        ("SELECT * {BIND(1 AS ?x) BIND(2 AS ?x)}", "column 39: what stands before this cannot be followed by it"),
        ("SELECT * {?s ?p", 'column 16: expected one of "$"'),
    ],
)
def test_a_wrong_query_is_told_in_words_and_where(query: str, said: str) -> None:
    with pytest.raises(QueryError) as found:
        LocalEngine(Store()).query(query)
    assert said in found.value.message

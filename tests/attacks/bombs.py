"""Queries meant to hang a server, fill its memory or overflow its stack: all that the grammar allows."""

from __future__ import annotations

from collections.abc import Callable

P = "<https://w3id.org/regelgraph/def/p>"
TRIPLES = " ".join(f"?s{n} ?p{n} ?o{n} ." for n in range(8))


def _select(pattern: str) -> str:
    return f"SELECT * WHERE {{ {pattern} }}"


def _filter(expression: str) -> str:
    return _select(f"?s ?p ?o FILTER ({expression})")


def _wrapped(before: str, after: str, inner: str = "?s ?p ?o") -> Callable[[int], str]:
    return lambda depth: _select(before * depth + inner + after * depth)


def _in_filter(before: str, after: str, inner: str = "?o") -> Callable[[int], str]:
    return lambda depth: _filter(before * depth + inner + after * depth)


DEEP: dict[str, Callable[[int], str]] = {
    "groups": _wrapped("{ ", " }"),
    "optional": _wrapped("OPTIONAL { ", " }"),
    "optional behind a triple": _wrapped("?s ?p ?o OPTIONAL { ", " }"),
    "minus": _wrapped("?s ?p ?o MINUS { ", " }"),
    "graph": _wrapped("GRAPH ?g { ", " }"),
    "union of groups": _wrapped("{ ?s ?p ?o } UNION { ", " }"),
    "subqueries": _wrapped("{ SELECT * WHERE { ", " } }"),
    "parentheses": _in_filter("(", ")"),
    "not": _in_filter("!", ""),
    "minus signs": _in_filter("- ", "", "1"),
    "functions": _in_filter("STR(", ")"),
    "if": _in_filter("IF(true, ", ", 1)"),
    "coalesce": _in_filter("COALESCE(", ")"),
    "in": _in_filter("1 IN (", ")", "1"),
    "not exists": _wrapped("?s ?p ?o FILTER NOT EXISTS { ", " }"),
    "exists": _wrapped("FILTER EXISTS { ", " }"),
    "path parentheses": lambda depth: _select(f"?s {'(' * depth}{P}{')' * depth} ?o"),
    "path stars": lambda depth: _select(f"?s {'(' * depth}{P}{')*' * depth} ?o"),
    "path inverse": lambda depth: _select(f"?s {'^(' * depth}{P}{')' * depth} ?o"),
    "property lists": lambda depth: _select(f"?s {P} {f'[ {P} ' * depth}1{' ]' * depth}"),
    "collections": lambda depth: _select(f"?s {P} {'( ' * depth}1{' )' * depth}"),
    "quoted triples": lambda depth: _select(f"{'<<( ?s ?p ' * depth}?o{' )>>' * depth} ?p ?o"),
    "in a construct": lambda depth: f"CONSTRUCT {{ ?s {P} {f'[ {P} ' * depth}1{' ]' * depth} }} WHERE {{ ?s ?p ?o }}",
    "in order by": lambda depth: _select("?s ?p ?o") + f" ORDER BY {'(' * depth}?o{')' * depth}",
    "in having": lambda d: f"SELECT ?s WHERE {{ ?s ?p ?o }} GROUP BY ?s HAVING ({'(' * d}COUNT(?o){')' * d} > 1)",
    "in select": lambda depth: f"SELECT ({'(' * depth}1{')' * depth} AS ?x) WHERE {{ }}",
}
"""Nested as deep as is said."""
WIDE: dict[str, Callable[[int], str]] = {
    "or": lambda size: _filter(" || ".join(["?o = 1"] * size)),
    "and": lambda size: _filter(" && ".join(["?o = 1"] * size)),
    "plus": lambda size: _filter(" + ".join(["1"] * size)),
    "equals": lambda size: _filter(" = ".join(["1"] * 2) + " && 1 = 1" * size),
    "in list": lambda size: _filter(f"?o IN ({', '.join(map(str, range(size)))})"),
    "values": lambda size: _select(f"VALUES ?s {{ {' '.join(f'<urn:{n}>' for n in range(size))} }} ?s ?p ?o"),
    "triples": lambda size: _select(" ".join(f"?a{n} ?b{n} ?c{n} ." for n in range(size))),
    "chain": lambda size: _select(" ".join(f"?a{n} ?b{n} ?a{n + 1} ." for n in range(size))),
    "optionals": lambda size: _select("?s ?p ?o " + " ".join(f"OPTIONAL {{ ?s ?p{n} ?o{n} }}" for n in range(size))),
    "unions": lambda size: _select(" UNION ".join(["{ ?s ?p ?o }"] * size)),
    "filters": lambda size: _select("?s ?p ?o " + "FILTER (?o = 1) " * size),
    "binds": lambda size: _select(" ".join(f"BIND ({n} AS ?v{n})" for n in range(size))),
    "path sequence": lambda size: _select(f"?s {'/'.join([P] * size)} ?o"),
    "path alternatives": lambda size: _select(f"?s {'|'.join([P] * size)} ?o"),
    "path negated": lambda size: _select(f"?s !({'|'.join([P] * size)}) ?o"),
    "prefixes": lambda size: "".join(f"PREFIX p{n}: <urn:{n}> " for n in range(size)) + _select("?s ?p ?o"),
    "long iri": lambda size: _select(f"<urn:{'a' * size * 4}> ?p ?o"),
    "long text": lambda size: _filter(f"?o = '{'a' * size * 4}'"),
    "long name": lambda size: _select(f"?{'a' * size * 4} ?p ?o"),
    "objects": lambda size: _select(f"?s {P} {', '.join(map(str, range(size)))}"),
    "group by": lambda n: f"SELECT (COUNT(*) AS ?n) WHERE {{ ?s ?p ?o }} GROUP BY {' '.join(['?s'] * n)}",
}
"""Long instead of deep; some parsers and optimisers nest them all the same."""


def _doubled(times: int, start: str = "'abcdefgh'") -> str:
    grown = " ".join(f"BIND (CONCAT(?t{n}, ?t{n}) AS ?t{n + 1})" for n in range(times))
    return f"BIND ({start} AS ?t0) {grown}"


ENDLESS: dict[str, str] = {
    "count of a cross product": f"SELECT (COUNT(*) AS ?n) WHERE {{ {TRIPLES} }}",
    "order of a cross product": f"SELECT * WHERE {{ {TRIPLES} }} ORDER BY ?o7 LIMIT 1",
    "distinct of a cross product": f"SELECT DISTINCT ?s0 ?s1 ?s2 ?s3 WHERE {{ {TRIPLES} }}",
    "ask of a cross product": f"ASK {{ {TRIPLES} FILTER (STRLEN(STR(?s0)) + STRLEN(STR(?o7)) < 0) }}",
    "construct of a cross product": f"CONSTRUCT {{ ?s0 ?p1 ?o2 }} WHERE {{ {TRIPLES} }}",
    "average of a cross product": f"SELECT (AVG(STRLEN(STR(?o7))) AS ?n) WHERE {{ {TRIPLES} }}",
    "group_concat of a cross product": f"SELECT (GROUP_CONCAT(STR(?o1)) AS ?t) WHERE {{ {TRIPLES} }}",
    "groups of a cross product": f"SELECT ?s0 ?s1 (COUNT(*) AS ?n) WHERE {{ {TRIPLES} }} GROUP BY ?s0 ?s1",
    "offset far away": f"SELECT * WHERE {{ {TRIPLES} }} OFFSET 100000000000 LIMIT 1",
    "rows without end": f"SELECT * WHERE {{ {TRIPLES} }}",
    "text that doubles": f"SELECT (STRLEN(?t60) AS ?n) WHERE {{ {_doubled(60)} }}",
    "text that doubles, shown": f"SELECT ?t40 WHERE {{ {_doubled(40)} }}",
    "text that doubles by replacing": "SELECT ?c WHERE { ?s ?p ?o . ?s1 ?p1 ?o1 . "
    "BIND (REPLACE(CONCAT(STR(?s), STR(?s1)), '.', '$0$0$0$0$0$0$0$0') AS ?a) "
    "BIND (REPLACE(?a, '.', '$0$0$0$0$0$0$0$0') AS ?b) BIND (REPLACE(?b, '.', '$0$0$0$0$0$0$0$0') AS ?c) }",
    "paths from everywhere to everywhere": "SELECT (COUNT(*) AS ?n) WHERE { ?a (!<urn:x>|^<urn:x>)* ?b . "
    "?b (!<urn:x>|!^<urn:x>)* ?c . ?c (!<urn:x>|!^<urn:x>)* ?d }",
    "not exists in a cross product": "SELECT (COUNT(*) AS ?n) WHERE { ?a ?b ?c . ?d ?e ?f . "
    "FILTER NOT EXISTS { ?g ?h ?i . ?j ?k ?l FILTER (?g != ?a && ?l = ?f && ?i = <urn:none>) } }",
    "subqueries that multiply": "SELECT (COUNT(*) AS ?n) WHERE { "
    + " ".join(f"{{ SELECT ?s{n} ?o{n} WHERE {{ ?s{n} ?p{n} ?o{n} }} ORDER BY ?o{n} }}" for n in range(5))
    + " }",
    "values that multiply": "SELECT (COUNT(*) AS ?n) WHERE { "
    + " ".join(f"VALUES ?v{n} {{ {' '.join(map(str, range(60)))} }}" for n in range(9))
    + " FILTER (?v0 + ?v8 < 0) }",
    "patterns that backtrack": "SELECT (COUNT(*) AS ?n) WHERE { ?s ?p ?o . ?s1 ?p1 ?o1 . "
    "FILTER REGEX(CONCAT(STR(?o), STR(?o1)), '^(([a-z])+.)+[A-Z]([a-z])+(.*)*(.*)*x{500}$', 'i') }",
    "digests": f"SELECT (COUNT(?x) AS ?n) WHERE {{ {TRIPLES} BIND (SHA512(STR(?o0)) AS ?x) }}",
}
"""Short to read, and never done."""

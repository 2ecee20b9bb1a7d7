"""Corners of Turtle's syntax: each is read as a parser reads it, and has a form that says the same."""

from __future__ import annotations

import pytest
from regelgraph.formatting.iris import resolve

from tests.formatting.said import formed, graph

E = "@prefix e: <https://e.example/> . "
CORNERS = {
    "keywords in any case": "PrEfIx : <https://e.example/> BaSe <https://b.example/> :a :b <c> .",
    "prefixes named like keywords": "@prefix prefix: <e:e/> . @prefix a: <f:f/> . prefix:a a a:a .",
    "empty prefix and empty local name": "@prefix : <https://e.example/> . : : : .",
    "dots and colons within names": "@prefix e.f: <https://e.example/> . e.f:a.b:c e.f:d..e e.f::x.",
    "names that start with digits": E + "e:1 e:2.5 e:3.",
    "names with escapes and percent signs": E + r"e:\~a\.\-\_b e:%41%C3 e:a\%41b .",
    "names beyond ASCII": "@prefix ä: <https://e.example/> . ä:ö·ü ä:日本 ä:𐀀 .",
    "numbers": E + "e:s e:p 1, 1.0, .5, -0, +1.E0, 1e0, .1e-1 .",
    "numbers before full stops": E + "e:s e:p 1.\ne:t e:p 1.5.\ne:u e:p true.",
    "no blanks at all": E + "e:s a<https://e.example/x>;e:p[e:q(1'a'\"b\"@en)],[],().",
    "semicolons without end": E + "e:s e:p 1 ;;; e:q [ e:r 2 ; ; ] ; ; .",
    "quotes within quotes": E + """e:s e:p '"', "'", '''a''b'c"d''', \"\"\"a"b""c\"\"\", '', "" .""",
    "long texts on one line": E + r'e:s e:p """x""", """"q\"""" .',
    "escapes in IRIs": r"<https://e.example/\u00e4\U0001F600> <https://e.example/p> <https://e.example/%C3%A4> .",
    "lists as subjects": E + "(1 [e:p 2]) e:q () . () e:p 1 .",
    "nameless nodes as subjects": E + "[] e:q [] . [e:p [e:q 1]] e:r 1 . [ e:p 1 ] .",
    "labels that end with what is no label": E + "_:a.b e:p _:1. _:a-b e:p _:ä .",
    "a labelled node in a nameless one": E + "e:s e:p [ e:q _:x ] . _:x e:r _:x, [ e:q _:x ] .",
    "one thing said many times": E + "e:s e:p 1, 1, 01, 1.0, '1' . e:s e:p 1 .",
    "bases": "@base <b://e/x/y?q#f> . <> <z> <?r>, <#g>, <../w>, <./v/../u>, </t>, <//h> . @base <s/> . <a> <b> <c> .",
    "relative names without a base": "@prefix : <#> . @prefix d: <dir/> . :a d:b <c> . <#a> <dir/b> d: .",
    "datatypes by name": E + "@prefix x: <http://www.w3.org/2001/XMLSchema#> . "
    "e:a e:b '1'^^x:integer, '1'^^x:byte, 's'^^x:string .",
    "list cells in full": "@prefix r: <http://www.w3.org/1999/02/22-rdf-syntax-ns#> . "
    "<a> <b> [ r:first 1 ; r:rest r:nil ] .",
}


@pytest.mark.parametrize("corner", CORNERS)
def test_a_corner_has_a_form_that_says_the_same(corner: str) -> None:
    assert graph(formed(CORNERS[corner])) == graph(CORNERS[corner])


@pytest.mark.parametrize(
    ("reference", "iri"),
    [
        ("g:h", "g:h"), ("g", "http://a/b/c/g"), ("./g", "http://a/b/c/g"), ("g/", "http://a/b/c/g/"), ("/g", "http://a/g"),
        ("//g", "http://g"), ("?y", "http://a/b/c/d;p?y"), ("g?y", "http://a/b/c/g?y"), ("#s", "http://a/b/c/d;p?q#s"),
        ("g?y#s", "http://a/b/c/g?y#s"), (";x", "http://a/b/c/;x"), ("", "http://a/b/c/d;p?q"), (".", "http://a/b/c/"),
        ("./", "http://a/b/c/"), ("..", "http://a/b/"), ("../g", "http://a/b/g"), ("../..", "http://a/"),
        ("../../g", "http://a/g"), ("../../../g", "http://a/g"), ("/./g", "http://a/g"), ("/../g", "http://a/g"),
        ("g.", "http://a/b/c/g."), ("..g", "http://a/b/c/..g"), ("./../g", "http://a/b/g"), ("g/./h", "http://a/b/c/g/h"),
        ("g/../h", "http://a/b/c/h"), ("g;x=1/../y", "http://a/b/c/y"), ("g?y/../x", "http://a/b/c/g?y/../x"),
    ],
)  # fmt: skip
def test_references_are_resolved_as_the_examples_of_rfc_3986_say(reference: str, iri: str) -> None:
    assert resolve("http://a/b/c/d;p?q", reference) == iri

"""Graphs that nobody wishes for: texts that end scripts, names that look like keywords, lists that are none."""

from __future__ import annotations

from hypothesis import strategies as st
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from regelgraph.terms import FIRST, ID, NIL, REST, RG, SH, SKOS, TYPE, XSD

THING = ID + "kind/one"
TEXTS = (
    "",
    "</script><script>alert(1)</script>",
    "<!--",
    "]]>",
    "&amp;",
    "'",
    '"',
    '"""',
    '\\"""\\',
    "\\",
    "a\nb",
    "a\r\nb\r",
    "\t\f\v\b\0\x1f\x7f\x85\xa0",
    "\u2028\u2029\u202e\ufeff\ufffe\U0001f600",
    "_:b0",
    "@type",
    "@none",
    "rg:reads",
    "https://example.org/",
    "1",
    "true",
    "x" * 70_000,
    "ein \U0001d524anz langer Text, " * 20,
)
LANGUAGES = ("de", "en", "de-at", "de-latn-ch-1901", "zh-hant-tw", "en-x-private", "x-none", "none")
NUMBERS = ("0", "-0", "01", "+1", "1", "-7", "1.0", ".5", "1.", "1e0", "1E400", "NaN", "INF", "true", "false", "TRUE")
LARGE = ("999999999999999", "1000000000000000", "9007199254740993", "123456789012345678901234567890")
DATATYPES = (
    *(
        XSD + name
        for name in ("string", "boolean", "integer", "decimal", "float", "date", "anyURI", "nonNegativeInteger")
    ),
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#JSON",
    "http://www.w3.org/1999/02/22-rdf-syntax-ns#HTML",
    "https://example.org/type#ours",
    "sh:odd",
)
PROPERTIES = (
    TYPE,
    FIRST,
    REST,
    *(RG + name for name in ("criteria", "reads", "order", "validFrom", "booleanValue", "alias", "value", "reason")),
    *(SKOS + name for name in ("prefLabel", "notation", "broader", "unknown")),
    *(SH + name for name in ("path", "property", "in", "or", "languageIn", "message", "maxInclusive")),
    RG + "//slashes",
    RG + "a:b",
    RG + "a/b",
    "https://example.org/p#",
    "https://example.org/p?q='(x)'",
    "urn:example:ä%20ö",
    "rg:reads",
    "id:1",
)
IRIS = (
    THING,
    NIL,
    RG + "Criterion",
    RG,
    ID + "kind/two",
    ID + "rg/two",
    ID + "kind/a.b",
    ID + "kind/a.",
    ID + "kind/",
    ID + "kind/a/b",
    SKOS + "Concept",
    "https://example.org/%3Cx%3E'~!$&()*+,;=:@/?a#b",
    "https://example.org/\u00e4\U0001f600\u202e",
    "https://example.org//x/../y/./z",
    "urn:x",
    "tag:example.org,2026:x",
    "sh:path",
    "skos:x",
    "dct:",
    "type:x",
    "Criterion:x",
    "mailto:a@example.org",
    "about:blank",
)
NODES = [BlankNode(f"n{number}") for number in range(7)]

iris = st.sampled_from(IRIS).map(NamedNode)
nodes = st.sampled_from(NODES)
texts = st.one_of(st.sampled_from(TEXTS), st.text(st.characters(exclude_categories=["Cs"]), max_size=9))
literals = st.one_of(
    st.builds(Literal, texts),
    st.builds(lambda text, language: Literal(text, language=language), texts, st.sampled_from(LANGUAGES)),
    st.builds(
        lambda text, datatype: Literal(text, datatype=NamedNode(datatype)),
        st.one_of(st.sampled_from((*NUMBERS, *LARGE)), texts),
        st.sampled_from(DATATYPES),
    ),
)
triples = st.builds(
    Triple,
    st.one_of(st.just(NamedNode(THING)), iris, nodes),
    st.sampled_from(PROPERTIES).map(NamedNode),
    st.one_of(iris, nodes, nodes, literals),
)


@st.composite
def lists(draw: st.DrawFn) -> list[Triple]:
    """A list that may hold lists and itself, and may lack its end."""
    cells = draw(st.lists(nodes, min_size=1, max_size=4, unique=True))
    ends = [*cells[1:], draw(st.one_of(st.just(NamedNode(NIL)), st.just(NamedNode(NIL)), nodes, literals))]
    found = [Triple(NamedNode(THING), draw(st.sampled_from(PROPERTIES).map(NamedNode)), cells[0])]
    for cell, rest in zip(cells, ends, strict=True):
        found.append(Triple(cell, NamedNode(FIRST), draw(st.one_of(iris, nodes, literals))))
        found.append(Triple(cell, NamedNode(REST), rest))
    return found


graphs = st.builds(
    lambda some, more: list(dict.fromkeys([*some, *(each for found in more for each in found)])),
    st.lists(triples, max_size=12),
    st.lists(lists(), max_size=2),
)

"""JSON-LD as developers meet it: the thing on top, keys of our context alone, and each key with values of one kind."""

from __future__ import annotations

import json
from collections import defaultdict
from collections.abc import Iterator
from pathlib import Path
from typing import Any

import pytest
from pyoxigraph import BlankNode, Literal, NamedNode, Triple
from regelgraph.knowledge import Knowledge
from regelgraph.linked import describe
from regelgraph.linked.dumps import DUMPS
from regelgraph.linked.jsonld import jsonld
from regelgraph.linked.turtle import turtle
from regelgraph.terms import FIRST, ID, NIL, REST, RG, SH, SKOS, TYPE, XSD

from tests.linked.readers import by_pyld, same

WHOLE: dict[str, Any] = json.loads(
    (Path(__file__).parents[2] / "ontology" / "context.jsonld").read_text(encoding="utf-8")
)["@context"]
AGE = ID + "criterion/age"
THING = NamedNode(ID + "kind/one")
MIXED = {"de", "en", "rdf:value", "dct:language", "sh:path"}
"""Keys with values of several kinds: texts of a language, and properties whose values are IRIs or something else."""


@pytest.fixture(scope="module")
def dump(known: Knowledge) -> dict[str, Any]:
    found: dict[str, Any] = json.loads(next(each for each in DUMPS if each.name == "dump.jsonld").write(known))
    return found


def nodes(value: Any) -> Iterator[dict[str, Any]]:
    """All objects in a document below its context."""
    if isinstance(value, dict):
        yield value
        for key, inside in value.items():
            if key != "@context":
                yield from nodes(inside)
    elif isinstance(value, list):
        for inside in value:
            yield from nodes(inside)


def written(document: dict[str, Any]) -> set[str]:
    """Keys, classes and datatypes of a document."""
    found: set[str] = set()
    for node in nodes({key: value for key, value in document.items() if key != "@context"}):
        found |= {*node, *node.get("type", ()), *filter(None, [node.get("@type")])}
    return found


def test_a_document_has_the_part_of_our_context_that_it_uses_and_no_other(
    known: Knowledge, dump: dict[str, Any]
) -> None:
    for document in (json.loads(jsonld(describe(known.store, AGE), AGE)), dump):
        part, used = document["@context"], written(document)
        assert part.items() <= WHOLE.items()
        assert list(part) == [key for key in WHOLE if key in part]
        definitions = [
            each for value in part.values() for each in (value.values() if isinstance(value, dict) else [value])
        ]
        prefixes = {str(each).partition(":")[0] for each in (*used, *part, *definitions) if ":" in str(each)}
        assert set(part) - used - prefixes == {"@version"}


def test_every_property_of_the_knowledge_has_a_short_key(dump: dict[str, Any]) -> None:
    assert not [each for each in written(dump) if "://" in each]
    # Whole numbers where the term of the context takes decimal ones, as the ontology says.
    assert {each for each in written(dump) if each.startswith("rg:")} <= {"rg:maximum", "rg:minimum"}


def test_a_key_has_values_of_one_kind_and_always_or_never_an_array(dump: dict[str, Any]) -> None:
    kinds: defaultdict[str, set[str]] = defaultdict(set)
    for node in nodes(dump["@graph"]):
        for key, value in node.items():
            kinds[key].add(type(value).__name__)
    wrong = {key for key, found in kinds.items() if len(found) > 1} - MIXED
    assert not wrong, "these need @container @set in ontology/context.jsonld"


def test_the_thing_is_on_top_with_its_blank_nodes_and_what_points_to_it_is_included(known: Knowledge) -> None:
    document = json.loads(jsonld(describe(known.store, AGE), AGE))
    assert list(document)[:3] == ["@context", "id", "type"]
    assert document["prefLabel"] == {"de": "Alter", "en": "age"}
    assert ID + "reading/28" in document["hasReading"]
    included = {each["id"]: each for each in document["included"]}
    assert AGE in included[ID + "round/win-win-2"]["criteria"]
    assert included[ID + "reading/28"]["question"]["en"].startswith("Age 18 to 35")


def test_the_example_of_the_docs_says_what_the_description_says(known: Knowledge) -> None:
    page = (Path(__file__).parents[2] / "docs" / "linked-data.md").read_text(encoding="utf-8")
    example = page.partition("```json\n")[2].partition("```")[0]
    assert json.loads(example)["@context"].items() <= WHOLE.items()
    assert len(same(by_pyld(example.encode()))) > 5
    assert same(by_pyld(example.encode())) <= same(describe(known.store, AGE))


def test_values_are_those_of_json_where_these_say_the_same() -> None:
    def said(prop: str, *values: Literal) -> Any:
        document = json.loads(jsonld([Triple(THING, NamedNode(prop), each) for each in values], THING.value))
        (key,) = set(document) - {"@context", "id"}
        return document[key]

    def typed(text: str, name: str) -> Literal:
        return Literal(text, datatype=NamedNode(XSD + name))

    assert said(RG + "order", typed("3", "integer")) == 3
    assert said(RG + "order", typed("03", "integer")) == "03"
    assert said(RG + "order", typed("9" * 16, "integer")) == "9" * 16
    assert said(RG + "booleanValue", typed("true", "boolean")) is True
    assert said(RG + "booleanValue", typed("1", "boolean")) == "1"
    assert said(RG + "validFrom", typed("2026-01-01", "date")) == "2026-01-01"
    assert said(RG + "validFrom", Literal("soon")) == "soon"
    assert said(SKOS + "notation", typed("1.50", "decimal")) == {"@value": "1.50", "@type": "xsd:decimal"}
    assert said(RG + "alias", Literal("a")) == ["a"]
    assert said(SKOS + "altLabel", Literal("b", language="de"), Literal("a", language="de")) == {"de": ["a", "b"]}


def test_a_key_that_coerces_is_not_used_for_what_it_would_make_something_else() -> None:
    triples = [
        Triple(THING, NamedNode(SKOS + "prefLabel"), Literal("plain")),
        Triple(THING, NamedNode(SKOS + "broader"), Literal("no IRI")),
        Triple(THING, NamedNode(SH + "path"), Literal("no path")),
        Triple(THING, NamedNode(TYPE), Literal("no class")),
        Triple(THING, NamedNode(RG + "unknown"), NamedNode("rg:odd")),
    ]
    document = json.loads(jsonld(triples, THING.value))
    assert "rg" not in document["@context"], "rg:odd would be another IRI"
    assert {key: value for key, value in document.items() if key not in ("@context", "id")} == {
        "skos:prefLabel": "plain",
        "skos:broader": "no IRI",
        SH + "path": "no path",
        "rdf:type": "no class",
        RG + "unknown": {"id": "rg:odd"},
    }


def test_lists_and_blank_nodes_are_nested_in_both_forms() -> None:
    one, two, inner = BlankNode("a"), BlankNode("b"), BlankNode("c")
    triples = [
        Triple(THING, NamedNode(RG + "criteria"), one),
        Triple(one, NamedNode(FIRST), NamedNode(AGE)),
        Triple(one, NamedNode(REST), two),
        Triple(two, NamedNode(FIRST), inner),
        Triple(two, NamedNode(REST), NamedNode(NIL)),
        Triple(inner, NamedNode(SKOS + "notation"), Literal("x")),
    ]
    assert json.loads(jsonld(triples, THING.value))["criteria"] == [AGE, {"notation": "x"}]
    assert 'kind:one rg:criteria ( criterion:age [ skos:notation "x" ] ) .' in turtle(triples, THING.value).decode()
    again = [*triples, Triple(THING, NamedNode(RG + "value"), inner)]
    assert json.loads(jsonld(again, THING.value))["criteria"] == [AGE, "_:c"]
    assert "( criterion:age _:c )" in turtle(again, THING.value).decode()


def test_turtle_begins_with_the_thing_below_the_prefixes_that_are_used(known: Knowledge) -> None:
    text = turtle(describe(known.store, AGE), AGE).decode()
    prefixes, _, body = text.partition("\n\n")
    assert body.startswith('criterion:age a rg:Criterion, sh:NodeShape ;\n    skos:notation "age" ;\n')
    for line in prefixes.splitlines():
        assert line.split()[1] in body
    assert f"<{ID}" not in body

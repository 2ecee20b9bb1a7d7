"""Questions of integrators against loops over the files and over the page of changes, without SPARQL."""

from __future__ import annotations

import re
from collections import Counter
from pathlib import Path

from pyoxigraph import BlankNode, NamedNode
from rdflib import OWL, RDFS, Graph, Literal, URIRef
from regelgraph.knowledge import Knowledge

from tests.questions.conftest import Ask

ROOT = Path(__file__).parents[2]
RG = "https://w3id.org/regelgraph/def/"
ID = "https://w3id.org/regelgraph/id/"
TYPE = "http://www.w3.org/1999/02/22-rdf-syntax-ns#type"


def bullets(version: str) -> list[str]:
    """The entries of a version in CHANGELOG.md, each on one line."""
    page = (ROOT / "CHANGELOG.md").read_text(encoding="utf-8")
    (section,) = re.findall(rf"^## {re.escape(version)}\n(.*?)(?=^## |\Z)", page, re.MULTILINE | re.DOTALL)
    return [
        " ".join(entry.split()) for entry in re.findall(r"^- (.*?)(?=^- |^#|\Z)", section, re.MULTILINE | re.DOTALL)
    ]


def test_each_version_brings_what_the_page_of_changes_says(ask: Ask) -> None:
    for version in ("0.1.0", "0.2.0"):
        rows = ask("new-in-version", version=version)
        assert sorted({row["change_en"] for row in rows}) == sorted(bullets(version))
    assert {row["version_id"] for row in ask("new-in-version")} == {"0.2.0"}


def test_retired_terms_are_those_of_their_file(ask: Ask) -> None:
    file = Graph().parse(ROOT / "ontology" / "deprecated.ttl")
    retired = set(file.subjects(OWL.deprecated, Literal(True)))
    replaced = {(row["term"].removeprefix(RG), row["replaced_by"].removeprefix(RG)) for row in ask("retired-terms")}
    assert {URIRef(RG + term) for term, _ in replaced} == retired
    assert replaced == {("hasClause", "ofSource"), ("hasNorm", "ofAct"), ("hasRound", "ofProgramme")}


def test_each_class_has_as_many_things_as_a_loop_counts(ask: Ask, knowledge: Knowledge) -> None:
    pairs = {(quad.subject, quad.object.value) for quad in knowledge.store if quad.predicate.value == TYPE}
    counted = Counter(kind for _, kind in pairs)
    assert {row["class"]: int(row["things"]) for row in ask("counts-by-class")} == counted


def test_each_graph_has_as_many_triples_as_a_loop_counts(ask: Ask, knowledge: Knowledge) -> None:
    counted = Counter(getattr(quad.graph_name, "value", "") for quad in knowledge.store)
    rows = ask("counts-by-graph")
    assert {row["graph"]: int(row["triples"]) for row in rows} == counted


def test_every_term_is_listed_and_used_as_often_as_a_loop_counts(ask: Ask, knowledge: Knowledge) -> None:
    terms = {quad.subject.value for quad in knowledge.store if quad.predicate.value == str(RDFS.isDefinedBy)}
    counted: Counter[tuple[str, str]] = Counter()
    for quad in knowledge.store:
        counted[quad.predicate.value, "property"] += 1
        if quad.predicate.value == TYPE:
            counted[quad.object.value, "class"] += 1
    rows = ask("terms-and-use")
    assert {row["term"] for row in rows} == terms
    given: Counter[tuple[str, str]] = Counter()
    for row in rows:
        given[row["term"], row["used_as"]] += int(row["uses"])
    shown = {key: count for key, count in given.items() if key[1] in {"property", "class"}}
    assert shown == {key: count for key, count in counted.items() if key[0] in terms}


def test_the_codes_of_a_list_are_those_written_in_its_file(ask: Ask) -> None:
    rows = ask("codes", scheme="scheme/solution-stages")
    assert {(row["code"], row["alias"]) for row in rows} == {
        ("develop", "Entwicklung"),
        ("develop", "Weiterentwicklung"),
        ("develop", "weiterentwickeln"),
        ("test", "Erprobung"),
        ("transfer", "Übertragung"),
        ("transfer", "Transfer"),
    }


def test_paths_lead_step_by_step_from_one_thing_to_the_other_along_triples(ask: Ask, knowledge: Knowledge) -> None:
    first, last = ID + "example/actor-brueckenschlag", ID + "example/network-fabelau"
    rows = ask("connections", **{"from": first, "to": last, "length": "3"})
    shortest = [row for row in rows if row["steps"] == "2"]
    told = {(row["thing_1"], row["property_1"], row["property_2"], row["way"]) for row in shortest}
    assert (ID + "example/membership-fabelau-brueckenschlag", RG + "member", RG + "inNetwork", "←→") in told
    assert len(rows) > len(shortest)
    for row in rows:
        things = [first, *(row[name] for name in ("thing_1", "thing_2") if row[name]), last]
        assert len(things) == int(row["steps"]) + 1 == len(row["way"]) + 1
        for number, way in enumerate(row["way"], 1):
            ends = (NamedNode(things[number - 1]), NamedNode(things[number]))
            here, there = ends[::-1] if way == "←" else ends
            assert [*knowledge.store.quads_for_pattern(here, NamedNode(row[f"property_{number}"]), there, None)], row


def test_a_round_is_one_step_from_each_criterion_that_it_lists(ask: Ask) -> None:
    (row,) = ask("connections", **{"from": "round/win-win-2", "to": "criterion/age", "length": "1"})
    assert (row["property_1"], row["way"]) == (RG + "criteria", "→")


def test_no_link_out_is_left_that_the_files_have_by_these_properties(ask: Ask, knowledge: Knowledge) -> None:
    targets: dict[str, set[str]] = {}
    for quad in knowledge.store:
        if quad.predicate.value == RG + "officialPage" and not isinstance(quad.object, BlankNode):
            page = quad.object.value
            targets.setdefault(page.split("/")[2], set()).add(page)
    rows = [row for row in ask("links-out") if row["property"] == RG + "officialPage"]
    assert {row["host"]: int(row["targets"]) for row in rows} == {host: len(pages) for host, pages in targets.items()}

"""Questions on networks against rows read off the page on the invented world (docs/examples.md) by hand."""

from __future__ import annotations

from collections import Counter

import pytest
from rdflib import RDF, Graph, Literal, Namespace, URIRef
from regelgraph.knowledge import Knowledge

from tests.questions.conftest import Ask

RG = Namespace("https://w3id.org/regelgraph/def/")
ID = "https://w3id.org/regelgraph/id/"


@pytest.fixture(scope="module")
def graph(knowledge: Knowledge) -> Graph:
    found = Graph()
    for quad in knowledge.store:
        if URIRef(quad.predicate.value) in {RG.actorKind, RG.inTerritory, RG.somewhereIn, RG.ags, RDF.type}:
            value = quad.object
            node = URIRef(value.value) if type(value).__name__ == "NamedNode" else Literal(value.value)
            found.add((URIRef(quad.subject.value), URIRef(quad.predicate.value), node))
    return found


@pytest.mark.parametrize(
    ("day", "lacking"),
    [
        (
            "2026-09-30",
            {
                ("ex-sagenburg", "company"),
                ("ex-maerchenfeld", "civil-society"),
                ("ex-versburg", "company"),
                ("ex-versburg", "employment-administration"),
            },
        ),
        (
            "2027-01-01",
            {
                ("ex-sagenburg", "company"),
                ("ex-maerchenfeld", "civil-society"),
                ("ex-versburg", "company"),
                ("ex-dichtingen", "company"),
            },
        ),
    ],
)
def test_networks_lack_on_a_day_what_the_page_says(ask: Ask, day: str, lacking: set[tuple[str, str]]) -> None:
    rows = ask("networks-lacking-partner", day=day)
    found = {(row["network_id"], row["criterion"].rpartition("/partner-")[2]) for row in rows}
    assert found == lacking
    assert len(rows) == len(lacking)


def test_members_of_two_networks_are_those_the_page_names(ask: Ask) -> None:
    rows = ask("shared-actors")
    assert {(row["network_a_id"], row["network_b_id"], row["actor"].removeprefix(ID)) for row in rows} == {
        ("ex-fabelau", "ex-legendenau", "example/actor-brueckenschlag"),
        ("ex-fabelau", "ex-legendenau", "example/actor-musterwerk"),
        ("ex-fabelau", "ex-legendenau", "example/actor-stadt-legendenau"),
        ("ex-dichtingen", "ex-sagenburg", "example/actor-migrantenrat"),
        ("ex-sagenburg", "ex-versburg", "example/actor-agentur-sagenburg"),
        ("ex-dichtingen", "ex-legendenau", "example/actor-kreis-dichtingen"),
    }


def test_transfers_and_their_chain_are_those_the_page_names(ask: Ask) -> None:
    rows = ask("solutions-transferred")
    found = {(row["solution_id"], row["from_id"], row["to_id"], row["since"], bool(row["carries_on"])) for row in rows}
    assert found == {
        ("ex-lotsenkarte", "99010", "99013", "2024-09-01", False),
        ("ex-lotsenkarte", "99013", "99014", "2026-10-01", True),
        ("ex-schichttandem", "99012", "99018", "2026-03-01", False),
        ("ex-abendkontor", "99013", "99015", "2027-02-01", False),
        ("ex-sprachwerkbank", "", "", "", False),
        ("ex-reimpate", "", "", "", False),
        ("ex-neustartkoffer", "", "", "", False),
    }


def test_only_what_the_page_names_is_perpetuated_and_a_company_is_not_municipal(ask: Ask) -> None:
    rows = ask("perpetuation")
    assert {(row["thing_id"], row["since"], row["municipal"]) for row in rows if row["perpetuated"] == "true"} == {
        ("ex-lotsenkarte", "2025-07-01", "true"),
        ("ex-ankommen", "2028-01-01", "true"),
        ("ex-schichttandem", "2029-01-01", "false"),
    }
    assert {row["actor"] for row in rows if row["perpetuated"] == "false"} == {""}


def test_a_statement_that_knows_of_no_project_is_shown_with_the_one_that_contradicts_it(ask: Ask) -> None:
    rows = ask("programmes-in-territory", territory="99016", day="2026-11-24")
    assert {(row["thing"].rpartition("/")[2], row["contradicted_by"].rpartition("/")[2]) for row in rows} == {
        ("project-amif-99016", ""),
        ("statement-none-99016", "project-amif-99016"),
        ("statement-none-99016", ""),
    }


def test_a_day_leaves_out_members_that_are_gone(ask: Ask) -> None:
    before = {row["actor_id"] for row in ask("members-of-network", network="ex-dichtingen", day="2026-09-30")}
    after = {row["actor_id"] for row in ask("members-of-network", network="ex-dichtingen", day="2026-10-01")}
    assert before - after == {"ex-dichtingen-druck"}
    assert after - before == set()


def test_actors_of_each_kind_and_state_are_as_many_as_a_loop_counts(ask: Ask, graph: Graph) -> None:
    counted: Counter[tuple[str, str]] = Counter()
    for actor in set(graph.subjects(RDF.type, RG.Actor)):
        places = {*graph.objects(actor, RG.inTerritory), *graph.objects(actor, RG.somewhereIn)}
        states = {str(graph.value(place, RG.ags) or "de")[:2] for place in places}
        for kind in graph.objects(actor, RG.actorKind):
            counted.update((state, str(kind)) for state in states)
    rows = ask("actors-by-kind")
    assert {(row["state_id"], row["actor_kind"]): int(row["actors"]) for row in rows} == counted


def test_no_actor_of_the_register_is_out_of_reach_by_territory(ask: Ask, graph: Graph) -> None:
    known = {str(actor) for actor in graph.subjects(RDF.type, RG.Actor)}
    found = {row["actor"] for place in ("de", "99") for row in ask("actors-in-territory", territory=place)}
    assert known - found == set()
    agencies = ask("actors-in-territory", territory="06435", kind="agentur")
    assert {row["where_en"] for row in agencies} == {"somewhere in this territory"}

"""How two programmes stand to each other comes from one query over the data, is symmetric, and is kept."""

from __future__ import annotations

import json
from pathlib import Path

import pytest
from regelgraph.errors import KnowledgeError
from regelgraph.judge.store import Tables
from regelgraph.knowledge import Knowledge, load, pair_query
from regelgraph.terms import ID

from tests.participations.stays import judge, readings

QUERY = "pair-relation.rq"


def relations() -> dict[tuple[str, str, str, str], str]:
    short = [[cell.rpartition("/")[2] for cell in row] for row in pair_query.ask(judge().knowledge, QUERY)]
    return {(a, ra, b, rb): found for a, ra, b, rb, found in short}


def test_every_two_offers_have_one_relation_and_the_same_in_both_orders() -> None:
    found = relations()
    assert all(found[b, rb, a, ra] == relation for (a, ra, b, rb), relation in found.items())
    offers = {
        concept.notation for concept in judge().rulebook.code_lists["https://w3id.org/regelgraph/def/FundedOffer"]
    }
    assert {a for a, *_ in found} == offers


def test_round_2_excludes_every_other_offer_of_esf_plus_and_amif_and_nothing_else() -> None:
    excluded = {(b, rb) for (a, ra, b, rb), found in relations().items() if ra == "win-win-2" and found == "excluded"}
    from pyoxigraph import NamedNode

    store = judge().knowledge.store
    quads = store.quads_for_pattern(
        None, NamedNode("https://w3id.org/regelgraph/def/ofFund"), NamedNode(f"{ID}fund/esf-plus"), None
    )
    paid = {quad.subject.value.rpartition("/")[2] for quad in quads}  # type: ignore[union-attr]
    assert {b for b, _ in excluded} == paid - {"win-win"} | {"amif"}
    others = {ra for (_, ra, _, _), found in relations().items() if found == "excluded" and ra.startswith("win-win")}
    assert others == {"win-win-2"}


def test_only_win_win_complements_and_only_what_advises() -> None:
    pairs = {frozenset((a, b)) for (a, _, b, _), found in relations().items() if found == "complements"}
    assert pairs == {frozenset(("win-win", "jmd")), frozenset(("win-win", "mbe"))}


def test_the_answers_are_kept_and_not_asked_again(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setenv("REGELGRAPH_CACHE", str(tmp_path))
    first = Tables(load())
    rows = first.rows(QUERY)
    first.keep()

    def refuse(_knowledge: Knowledge, _query: str) -> list[object]:
        raise AssertionError("asked again")

    monkeypatch.setattr(pair_query, "ask", refuse)
    assert Tables(load()).rows(QUERY) == rows
    (kept,) = tmp_path.glob("pairs-*.json")
    assert json.loads(kept.read_text(encoding="utf-8").partition("\n")[2])[QUERY] == [list(row) for row in rows]


@pytest.mark.parametrize(
    ("text", "told"),
    [
        ("SELECT ?a WHERE { ?a a ?b }", "expected a, roundA, b, roundB, relation"),
        ("SELECT nonsense", "cannot be answered"),
        (
            "SELECT ?a ?roundA ?b ?roundB ?relation WHERE { VALUES (?a ?b ?relation) { (1 2 3) } }",
            "exactly one relation",
        ),
    ],
)
def test_a_query_that_does_not_answer_for_all_pairs_is_named(
    text: str, told: str, monkeypatch: pytest.MonkeyPatch
) -> None:
    knowledge = judge().knowledge
    monkeypatch.setitem(knowledge.rulebook.queries, QUERY, text)  # type: ignore[arg-type]
    with pytest.raises(KnowledgeError, match=told):
        pair_query.ask(knowledge, QUERY)


@pytest.mark.parametrize(
    ("spelling", "offer"),
    [
        ("win-win", "win-win"),
        ("ESF Plus-Programm Win-Win", "win-win"),
        ("WIR", "wir"),
        ("amif", "amif"),
        ("AMIF", "amif"),
        ("amif-de", "amif"),
        ("Asyl-, Migrations- und Integrationsfonds", "amif"),
        ("§ 16h SGB II", "sgb2-16h"),
        ("MBE", "mbe"),
        ("ESF+ Berlin", "esf-land-be"),
    ],
)
def test_programmes_are_known_by_id_official_name_and_short_name(spelling: str, offer: str) -> None:
    (value,) = readings({"programme": spelling})["programme"].possible.values  # type: ignore[union-attr]
    assert str(value).rpartition("/")[2] == offer


def test_no_spelling_of_an_offer_or_round_stands_for_two() -> None:
    for column, codes in (("programme", "FundedOffer"), ("round", "FundingRound")):
        for concept in judge().rulebook.code_lists[f"https://w3id.org/regelgraph/def/{codes}"]:
            for spelling in (concept.notation, concept.label.de, concept.label.en, *concept.aliases):
                read = readings({column: spelling})[column].possible
                assert read.values == {concept.iri}, spelling  # type: ignore[union-attr]


STRANGER = """
@prefix rg: <https://w3id.org/regelgraph/def/> .
@prefix skos: <http://www.w3.org/2004/02/skos/core#> .
@prefix my: <https://example.org/> .
my:course a rg:Programme, rg:FundedOffer ; skos:notation "course" ;
    skos:prefLabel "Kurs"@de, "course"@en ; rg:ofFund <https://w3id.org/regelgraph/id/fund/esf-plus> .
"""


def test_a_programme_of_the_users_own_joins_in_by_its_turtle_alone(tmp_path: Path) -> None:
    own = tmp_path / "own.ttl"
    own.write_text(STRANGER, encoding="utf-8")
    rows = pair_query.ask(load([own]), QUERY)
    (found,) = {
        row[4].rpartition("/")[2] for row in rows if row[0].endswith("/course") and row[3].endswith("win-win-2")
    }
    assert found == "excluded"

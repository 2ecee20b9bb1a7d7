"""Answers on rounds, titles and concurrent funding, compared with what the Turtle says read by hand, without SPARQL."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

import pytest
from rdflib import Graph, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SH, SKOS

from tests.questions.conftest import Ask

ROOT = Path(__file__).parents[2]
RG, ID = Namespace("https://w3id.org/regelgraph/def/"), Namespace("https://w3id.org/regelgraph/id/")


@pytest.fixture(scope="module")
def turtle() -> Graph:
    graph = Graph()
    for folder in ("data/programmes", "shapes/persons", "shapes/networks", "data/sources"):
        for path in sorted((ROOT / folder).glob("*.ttl")):
            graph.parse(path)
    return graph.parse(ROOT / "ontology/residence.ttl")


def _ends(rows: Iterable[dict[str, str]], *columns: str) -> set[tuple[str, ...]]:
    return {tuple(row[column].rsplit("/", 1)[-1] for column in columns) for row in rows}


@pytest.mark.parametrize("round_", ["win-win-1", "win-win-2", "win-win-3"])
def test_the_rules_of_a_round_stand_in_its_order_with_every_clause_and_norm(
    ask: Ask, turtle: Graph, round_: str
) -> None:
    wanted = {
        (str(place), str(criterion), str(basis))
        for place, criterion in enumerate(
            Collection(turtle, turtle.value(ID[f"round/{round_}"], RG.criteria)),
            start=1,  # type: ignore[arg-type]
        )
        for basis in (*turtle.objects(criterion, RG.clause), *turtle.objects(criterion, RG.cites))
    }
    rows = ask("rounds-and-rules", round=round_)
    assert {(row["position"], row["criterion"], row["basis"]) for row in rows} == wanted
    assert all(row["basis_de"] and row["basis_en"] and row["confidence"] for row in rows)


def test_sex_in_round_2_rests_on_sentences_1_and_3_and_three_norms(ask: Ask) -> None:
    rows = [row for row in ask("rounds-and-rules", round="win-win-2") if row["criterion_id"] == "sex"]
    assert {row["basis_de"] for row in rows} == {
        "Programmtext Win-Win, Satz 1",
        "Programmtext Win-Win, Satz 3",
        "§ 1 AGG",
        "§ 2 SBGG",
        "§ 22 Abs. 3 PStG",
    }


def test_a_round_without_recorded_criteria_has_one_row(ask: Ask) -> None:
    assert [(row["round_id"], row["criterion"]) for row in ask("rounds-and-rules", round="wir-1")] == [("wir-1", "")]


@pytest.mark.parametrize(
    ("round_", "constraint", "where"),
    [("win-win-2", "residence-status.refugee", ""), ("win-win-3", "territory.occupied", "occupied")],
)
def test_titles_are_blocked_by_the_groups_that_the_shape_lists_and_by_each_clause(
    ask: Ask, turtle: Graph, round_: str, constraint: str, where: str
) -> None:
    shape = ID[f"constraint/{constraint}"]
    groups: set[object] = set()
    for way in Collection(turtle, turtle.value(shape, SH["or"])):  # type: ignore[arg-type]
        if turtle.value(way, SH.path) == RG.legalGroupOfTitle:
            negated = turtle.value(way, SH["not"])
            groups.update(Collection(turtle, turtle.value(negated, SH["in"])))  # type: ignore[arg-type]
    criterion = turtle.value(None, RG.constraint, shape)
    titles = {title: group for title, group in turtle.subject_objects(RG.legalGroup) if group in groups}
    wanted = {
        (str(title), str(group), str(clause))
        for title, group in titles.items()
        for clause in turtle.objects(criterion, RG.clause)
    }
    rows = ask("titles-blocked", round=round_)
    assert wanted
    assert {(row["title"], row["group"], row["clause"]) for row in rows} == wanted
    assert _ends(rows, "constraint", "where") == {(constraint, where)}
    assert ask("titles-blocked", round=round_, citizenship="eu") == []


def test_subsidiary_protection_is_blocked_in_round_2_and_a_work_permit_is_not(ask: Ask) -> None:
    citations = {row["citation"] for row in ask("titles-blocked", round="win-win-2")}
    assert {"§ 25 Abs. 2 Satz 2 AufenthG", "§ 55 Abs. 1 AsylG"} <= citations
    assert not any(citation.startswith("§ 18") for citation in citations)


@pytest.mark.parametrize("title", ["§ 60a AufenthG", "§ 25 Abs. 2 Satz 2 AufenthG", "§ 18a AufenthG"])
def test_an_offer_that_criteria_close_to_a_title_does_not_stand_among_those_that_are_no_obstacle(
    ask: Ask, turtle: Graph, title: str
) -> None:
    said: dict[str, set[str]] = {}
    for row in ask("programmes-open-to-title", title=title):
        said.setdefault(row["offer"], set()).add(row["says"])
    closed = {offer.rsplit("/", 1)[-1] for offer, words in said.items() if words & {"excluded", "review"}}
    assert closed == (set() if "18a" in title else {"win-win-2", "win-win-3"})
    assert all(len(words) == 1 for words in said.values() if words & {"text", "unstated"})
    assert set(said) == {
        str(each) for kind in (RG.FundedOffer, RG.FundingRound) for each in turtle.subjects(RDF.type, kind)
    }


def test_every_title_with_a_group_of_its_own_has_that_group_and_its_broader_concepts(ask: Ask, turtle: Graph) -> None:
    for code in ("aufenthg-25-2-s2", "aufenthg-60a", "none", "asylg-55-1"):
        title = ID[f"title/{code}"]
        rows = ask("title-chain", title=code)
        assert {row["group"] for row in rows} == {str(turtle.value(title, RG.legalGroup))}
        above = {str(each) for each in turtle.transitive_objects(title, SKOS.broader)} - {str(title)}
        assert {row["broader"] for row in rows if row["broader"]} == above


def test_round_2_alone_excludes_concurrent_funding_with_esf_plus_and_amif(ask: Ask, turtle: Graph) -> None:
    offers = set(turtle.subjects(RDF.type, RG.FundedOffer))
    wanted: set[tuple[str, str, str]] = set()
    for round_, excluded in turtle.subject_objects(RG.excludesConcurrent):
        reached: list[URIRef] = [excluded, *turtle.subjects(RG.ofFund, excluded)]  # type: ignore[list-item]
        own = turtle.value(round_, RG.ofProgramme)
        wanted |= {(str(round_), str(excluded), str(offer)) for offer in reached if offer in offers and offer != own}
    rows = ask("concurrent-funding")
    assert {(row["round"], row["excluded"], row["offer"]) for row in rows} == wanted
    assert _ends(rows, "round") == {("win-win-2",)}
    assert _ends(rows, "clause") == {("win-win-8",)}
    assert {("esf-plus", "wir"), ("amif", "amif")} <= _ends(rows, "excluded", "offer")
    assert len(rows) == len(wanted)


def test_concurrent_funding_shows_what_each_offer_says_of_itself(ask: Ask, turtle: Graph) -> None:
    texts = {"reason": RG.concurrencyReason, "overlap_reason": RG.overlapReason, "relation": RG.relationToProgramme}
    rows = ask("concurrent-funding")
    for row in rows:
        offer = URIRef(row["offer"])
        assert row["overlap"] == str(turtle.value(offer, RG.possibleOverlap) or "")
        for column, term in texts.items():
            said = {text.language: str(text) for text in turtle.objects(offer, term)}  # type: ignore[attr-defined]
            for language in ("de", "en"):
                assert row[f"{column}_{language}"] == said.get(language, "")
    (wir,) = (row for row in rows if row["offer"].endswith("/wir"))
    assert (wir["overlap_de"], wir["overlap_en"]) == ("ja", "yes")


def test_wir_and_amif_stand_two_steps_apart_with_win_win_between(ask: Ask) -> None:
    rows = [row for row in ask("concurrent-two-steps", programme="wir") if row["third"].endswith("/amif")]
    assert _ends(rows, "first", "middle", "third") == {("wir", "win-win", "amif")}
    assert {row["directly"] for row in rows} == {"false"}


def test_a_programme_whose_exclusions_are_all_its_own_has_no_second_step(ask: Ask) -> None:
    assert ask("concurrent-two-steps", programme="win-win") == []


@pytest.mark.parametrize(("earlier", "later"), [("win-win-1", "win-win-2"), ("win-win-2", "win-win-3")])
def test_changes_between_rounds_are_what_their_lists_of_criteria_differ_by(
    ask: Ask, turtle: Graph, earlier: str, later: str
) -> None:
    old, new = (
        {
            str(turtle.value(criterion, SKOS.notation)): str(criterion)
            for criterion in Collection(turtle, turtle.value(ID[f"round/{round_}"], RG.criteria))  # type: ignore[arg-type]
        }
        for round_ in (earlier, later)
    )
    wanted = set()
    for code in {*old, *new}:
        before, after = old.get(code, ""), new.get(code, "")
        change = "kept" if before == after else "replaced" if before and after else "added" if after else "dropped"
        wanted.add((change, before, after))
    rows = [row for row in ask("round-changes", **{"from": earlier, "to": later}) if row["topic"] == str(RG.criteria)]
    assert {(row["change"], row["before"], row["after"]) for row in rows} == wanted
    assert len(rows) == len(wanted)


@pytest.mark.parametrize(("earlier", "later"), [("win-win-1", "win-win-2"), ("win-win-2", "win-win-3")])
def test_clauses_dropped_or_added_are_those_of_the_round_and_its_criteria(
    ask: Ask, turtle: Graph, earlier: str, later: str
) -> None:
    old, new = (
        {
            str(clause)
            for thing in (ID[f"round/{name}"], *Collection(turtle, turtle.value(ID[f"round/{name}"], RG.criteria)))  # type: ignore[arg-type]
            for clause in turtle.objects(thing, RG.clause)
        }
        for name in (earlier, later)
    )
    wanted = {("dropped", clause, "") for clause in old - new} | {("added", "", clause) for clause in new - old}
    rows = [row for row in ask("round-changes", **{"from": earlier, "to": later}) if row["topic"] == str(RG.clause)]
    assert {(row["change"], row["before"], row["after"]) for row in rows} == wanted
    assert len(rows) == len(wanted)


def test_round_2_added_the_ban_on_concurrent_funding_and_round_3_made_it_a_rule_by_place(ask: Ask) -> None:
    def changes(earlier: str, later: str) -> set[tuple[str, ...]]:
        return _ends(ask("round-changes", **{"from": earlier, "to": later}), "topic", "change", "before", "after")

    assert ("excludesConcurrent", "added", "", "amif") in changes("win-win-1", "win-win-2")
    later = changes("win-win-2", "win-win-3")
    assert ("excludesConcurrent", "dropped", "esf-plus", "") in later
    assert ("needsTerritoryWithout", "added", "", "esf-plus") in later
    assert ("fundingRate", "changed", "", "") in later
    clauses = {before for topic, change, before, _ in later if (topic, change) == ("clause", "dropped")}
    assert clauses == {"win-win-7", "win-win-8"}
    assert not {change for topic, change, *_ in later if topic == "ages"}

"""Programmes, rounds, funds and verdicts: what each round lists, who excludes whom, where each statement comes from."""

from __future__ import annotations

import re
from collections import defaultdict

import pytest

from tests.data.conftest import ID, Data

ROUNDS = {
    "win-win-1": ["sex", "age", "employable", "hard-to-reach"],
    "win-win-2": ["sex", "age", "employable", "hard-to-reach", "residence-status", "consistent-status"],
    "win-win-3": [
        "sex",
        "age",
        "employable",
        "hard-to-reach",
        "residence-status-round-3",
        "consistent-status",
        "territory",
    ],
}
VERDICTS = {
    "PersonCase": ["eligible", "review", "undetermined", "not_eligible"],
    "ParticipationCase": ["no_conflict", "review", "undetermined", "conflict"],
    "NetworkCase": ["complete", "review", "undetermined", "incomplete"],
}


def listed(data: Data, round_: str) -> list[str]:
    """The criteria of persons that a round lists, in order, by the last part of their IRI."""
    query = f"""SELECT (COUNT(?before) AS ?place) ?criterion {{
        <{ID}round/{round_}> rg:criteria/rdf:rest* ?node . ?node rdf:first ?criterion .
        ?criterion rg:caseKind rg:PersonCase .
        <{ID}round/{round_}> rg:criteria/rdf:rest* ?before . ?before rdf:rest* ?node }} GROUP BY ?criterion"""
    ordered = sorted((int(place), criterion) for place, criterion in data.rows(query))
    return [criterion.removeprefix("criterion/") for _, criterion in ordered]


@pytest.mark.parametrize("round_", ROUNDS)
def test_a_round_lists_its_criteria_in_order(data: Data, round_: str) -> None:
    assert listed(data, round_) == ROUNDS[round_]


def test_every_criterion_that_a_round_lists_is_there(data: Data) -> None:
    query = """SELECT ?round ?criterion { ?round rg:criteria/rdf:rest*/rdf:first ?criterion
        FILTER NOT EXISTS { ?criterion a rg:Criterion } }"""
    assert data.rows(query) == []


def test_rounds_of_other_programmes_list_no_criteria_and_so_judge_nobody(data: Data) -> None:
    listing = set(data.column("SELECT ?round { ?round rg:criteria/rdf:first ?criterion }"))
    assert listing == {f"round/{name}" for name in ROUNDS}
    assert data.column("SELECT ?round { ?round rg:criteria rdf:nil }") == ["round/wir-1", "round/wir-2"]


def test_round_1_says_how_sure_it_is_and_that_no_residence_rule_is_known(data: Data) -> None:
    round_ = f"<{ID}round/win-win-1>"
    assert data.column(f"SELECT ?sure {{ {round_} rg:confidence ?sure }}") == ["confidence/corroborated"]
    notes = data.rows(f"SELECT (lang(?note) AS ?lang) ?note {{ {round_} skos:note ?note }}")
    assert [lang for lang, _ in notes] == ["de", "en"]
    assert "keine Regel nach dem Aufenthaltstitel" in notes[0][1]
    assert "No rule by residence title" in notes[1][1]


def test_round_2_excludes_other_programmes_of_the_fund_and_amif_by_a_query_and_not_by_a_list(data: Data) -> None:
    excluded = set(
        data.column(
            f"""SELECT ?offer {{ <{ID}round/win-win-2> rg:excludesConcurrent ?fund ; rg:ofProgramme ?own .
            ?offer a rg:FundedOffer ; rg:ofFund? ?fund . FILTER (?offer != ?own) }}"""
        )
    )
    assert {"programme/wir", "programme/ehap-plus", "programme/iq", "programme/esf-land-nw", "fund/amif"} <= excluded
    assert excluded.isdisjoint({"programme/win-win", "programme/jmd", "programme/ivaf", "programme/sgb2-16h"})
    assert len([offer for offer in excluded if offer.startswith("programme/esf-land-")]) == 16


def test_only_round_2_excludes_by_itself(data: Data) -> None:
    assert set(data.column("SELECT ?round { ?round rg:excludesConcurrent ?fund }")) == {"round/win-win-2"}


def test_only_offers_that_advise_and_refer_are_complements(data: Data) -> None:
    query = f"SELECT ?offer {{ ?offer rg:concurrentFunding <{ID}concurrency/complements> }}"
    assert data.column(query) == ["programme/jmd", "programme/mbe"]


def test_every_other_offer_says_how_it_stands_to_concurrent_funding_and_why(data: Data) -> None:
    query = """SELECT ?offer { ?offer a rg:FundedOffer ; rg:concurrentFunding ?rule ; rg:concurrencyReason ?de, ?en .
        ?rule a rg:ConcurrencyRule . FILTER (lang(?de) = "de" && lang(?en) = "en") }"""
    assert set(data.column(query)) == data.offers - {"programme/win-win"}


@pytest.mark.parametrize("class_", ["rg:FundedOffer", "rg:FundingRound", "rg:Statement", "rg:Aim"])
def test_each_says_its_name_in_both_languages_its_source_and_how_sure_it_is(data: Data, class_: str) -> None:
    everything = data.column(f"SELECT ?it {{ ?it a {class_} }}")
    complete = data.column(
        f"""SELECT DISTINCT ?it {{ ?it a {class_} ; skos:notation ?name ; skos:prefLabel ?de, ?en ; dct:source ?source ;
        rg:confidence ?sure . FILTER (lang(?de) = "de" && lang(?en) = "en") }}"""
    )
    assert complete == everything
    assert everything


def fold(spelling: str) -> str:
    """As tables are read: without regard to case, umlaut spelling, spaces, hyphens, dots and underscores."""
    folded = spelling.casefold()
    for umlaut, plain in (("ä", "ae"), ("ö", "oe"), ("ü", "ue")):
        folded = folded.replace(umlaut, plain)
    return re.sub(r"[\s\-‐-―._]", "", folded)


@pytest.mark.parametrize("class_", ["rg:FundedOffer", "rg:FundingRound"])
def test_no_spelling_names_two_offers_or_two_rounds(data: Data, class_: str) -> None:
    named = defaultdict(set)
    query = f"SELECT ?it ?spelling {{ ?it a {class_} ; skos:notation|rg:alias|skos:prefLabel ?spelling }}"
    for it, spelling in data.rows(query):
        named[fold(spelling)].add(it)
    assert {spelling: its for spelling, its in named.items() if len(its) > 1} == {}


def test_a_spelling_of_a_round_never_names_a_programme_without_its_round(data: Data) -> None:
    query = "SELECT ?spelling {{ ?it a {} ; skos:notation|rg:alias ?spelling }}"
    offers = {fold(spelling) for spelling in data.column(query.format("rg:FundedOffer"))}
    rounds = {fold(spelling) for spelling in data.column(query.format("rg:FundingRound"))}
    assert offers & rounds == set()


@pytest.mark.parametrize(
    ("spelling", "offer"),
    [
        ("WIR", "programme/wir"),
        ("JUST BEst", "programme/just-best"),
        ("EhAP Plus", "programme/ehap-plus"),
        ("amif", "fund/amif"),
        ("win-win", "programme/win-win"),
        ("JMD", "programme/jmd"),
    ],
)
def test_names_as_officers_write_them_are_known(data: Data, spelling: str, offer: str) -> None:
    rows = data.rows("SELECT ?it ?spelling { ?it a rg:FundedOffer ; skos:notation|rg:alias ?spelling }")
    assert {it for it, known in rows if fold(known) == fold(spelling)} == {offer}


def test_every_statement_has_a_value_and_money_is_in_euros(data: Data) -> None:
    statements = data.column("SELECT ?it { ?it a rg:Statement ; rg:about ?what ; rg:topic ?topic }")
    valued = data.column("SELECT DISTINCT ?it { ?it a rg:Statement ; rdf:value ?value }")
    assert statements == valued
    assert len(statements) == 57
    money = f"SELECT ?unit {{ ?it rg:topic <{ID}statement-topic/money> OPTIONAL {{ ?it rg:unit ?unit }} }}"
    assert set(data.column(money)) == {"EUR"}


def test_the_earliest_start_of_round_3_is_a_date(data: Data) -> None:
    query = f"SELECT ?value (datatype(?value) AS ?type) {{ <{ID}statement/ww-3-047> rdf:value ?value }}"
    assert data.rows(query) == [("2026-07-01", "http://www.w3.org/2001/XMLSchema#date")]


@pytest.mark.parametrize("kind", VERDICTS)
def test_verdicts_stand_from_safe_to_blocked(data: Data, kind: str) -> None:
    rows = data.rows(
        f"""SELECT ?order ?word {{ ?scheme a rg:VerdictScheme ; rg:caseKind rg:{kind} .
        ?verdict a rg:Verdict ; skos:inScheme ?scheme ; rg:order ?order ; skos:notation ?word }}"""
    )
    assert [word for _, word in rows] == VERDICTS[kind]


def test_the_phrases_that_reports_need_are_there(data: Data) -> None:
    keys = set(data.column("SELECT ?key { ?text a rg:Text ; skos:notation ?key }"))
    assert {"safe", "unknown-round", "unpaired", "unassigned", "outcome-differs", "value-or", "value-range"} <= keys

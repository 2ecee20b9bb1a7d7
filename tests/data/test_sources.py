"""Sources, clauses, norms, open questions and evidence: complete, quoted right, and nothing cited that is not there."""

from __future__ import annotations

from hashlib import sha256

import pytest

from tests.data.conftest import Data

# SHA-256 of the UTF-8 programme text with every run of spaces and line breaks as one space.
PROGRAMME_TEXT = "bb8f0dcdba88fefc4f0fe33a466e2edff5fa20226c1e3252c41d348db09e1e94"


def test_the_digest_of_every_sentence_matches_its_words(data: Data) -> None:
    rows = data.rows("SELECT ?clause ?sentence ?digest { ?clause rg:sentence ?sentence ; rg:sentenceDigest ?digest }")
    assert len(rows) == len(data.column("SELECT ?clause { ?clause rg:sentence ?sentence }"))
    assert [clause for clause, sentence, digest in rows if sha256(sentence.encode()).hexdigest() != digest] == []


def test_the_sentences_one_after_the_other_are_the_programme_text(data: Data) -> None:
    rows = data.rows(
        "SELECT ?position ?sentence "
        "{ ?clause rg:ofSource <https://w3id.org/regelgraph/id/source/win-win-programme> ; "
        "rg:position ?position ; rg:sentence ?sentence }"
    )
    ordered = [sentence for _, sentence in sorted((int(position), sentence) for position, sentence in rows)]
    assert len(ordered) == 12
    assert sha256(" ".join(ordered).encode()).hexdigest() == PROGRAMME_TEXT


def test_every_clause_is_mapped_to_what_stands_for_it_or_says_why_it_binds_nothing(data: Data) -> None:
    unmapped = data.column(
        "SELECT ?clause { ?clause a rg:Clause "
        "FILTER NOT EXISTS { ?criterion a rg:Criterion ; rg:clause ?clause } "
        "FILTER NOT EXISTS { ?clause rg:modelledBy ?thing . ?thing ?says ?value } "
        "FILTER NOT EXISTS { ?clause rg:bindsNothing ?why } }"
    )
    assert unmapped == []


def test_what_models_a_clause_is_described(data: Data) -> None:
    missing = (
        "SELECT ?thing { ?clause rg:modelledBy ?thing FILTER NOT EXISTS { ?thing skos:prefLabel|rg:question ?label } }"
    )
    assert data.column(missing) == []


def test_each_criterion_rests_on_a_clause_of_the_sentence_that_says_it(data: Data) -> None:
    rows = data.rows("SELECT ?name ?clause { ?criterion a rg:Criterion ; skos:notation ?name ; rg:clause ?clause }")
    rests = {(name, clause.removeprefix("clause/")) for name, clause in rows}
    assert {
        ("age", "win-win-1"),
        ("hard-to-reach", "win-win-2"),
        ("residence-status", "win-win-10"),
        ("residence-status", "win-win-round-3-target"),
        ("territory", "win-win-round-3-target"),
    } <= rests


@pytest.mark.parametrize(
    ("property_", "class_"),
    [
        ("rg:cites", "rg:Norm"),
        ("rg:norm", "rg:Norm"),
        ("rg:clause", "rg:Clause"),
        ("rg:hasReading", "rg:OpenQuestion"),
        ("rg:evidence", "rg:Evidence"),
        ("rg:ofAct", "rg:Act"),
        ("rg:ofSource", "rg:Source"),
        ("rg:confidence", "rg:Confidence"),
    ],
)
def test_everything_cited_is_there(data: Data, property_: str, class_: str) -> None:
    query = (
        f"SELECT DISTINCT ?subject ?cited {{ ?subject {property_} ?cited FILTER NOT EXISTS {{ ?cited a {class_} }} }}"
    )
    assert data.rows(query) == []


def test_every_norm_has_a_citation_an_act_a_page_and_a_paraphrase_in_both_languages(data: Data) -> None:
    complete = data.column(
        "SELECT ?norm { ?norm a rg:Norm ; rg:citation ?citation ; rg:ofAct ?act ; rg:officialPage ?page ; "
        'rg:paraphrase ?de, ?en ; dct:source ?source . FILTER (lang(?de) = "de" && lang(?en) = "en") }'
    )
    norms = data.column("SELECT ?norm { ?norm a rg:Norm }")
    assert complete == norms
    assert len(norms) >= 218


def test_no_two_norms_share_a_notation(data: Data) -> None:
    notations = data.column("SELECT ?notation { ?norm a rg:Norm ; skos:notation ?notation }")
    assert len(notations) == len(set(notations))


@pytest.mark.parametrize(
    ("norm", "heading"),
    [
        ("bgb-187", "Fristbeginn; Fristende"),
        ("pstg-divers", "Fehlende Angaben"),
        ("esfplus-14", "Soziale innovative Maßnahmen"),
        ("cpr-74", "Programmverwaltung durch die Verwaltungsbehörde"),
    ],
)
def test_a_corrected_heading_says_what_was_corrected(data: Data, norm: str, heading: str) -> None:
    subject = f"<https://w3id.org/regelgraph/id/norm/{norm}>"
    assert data.column(f"SELECT ?heading {{ {subject} rg:heading ?heading }}") == [heading]
    assert data.column(f"SELECT (lang(?text) AS ?lang) {{ {subject} rg:correction ?text }}") == ["de", "en"]


def test_acts_of_the_union_carry_their_european_identifier(data: Data) -> None:
    pages = data.column("SELECT ?page { ?act a rg:Act ; skos:exactMatch ?page }")
    assert "http://data.europa.eu/eli/reg/2021/1060/oj" in pages
    assert all(page.startswith("http://data.europa.eu/eli/") for page in pages)


def test_all_41_open_questions_have_every_part_in_both_languages(data: Data) -> None:
    parts = ("question", "readingA", "readingB", "officerDoes", "machineSays")
    for part in parts:
        query = f"SELECT ?n (lang(?text) AS ?lang) {{ ?it a rg:OpenQuestion ; skos:notation ?n ; rg:{part} ?text }}"
        rows = data.rows(query)
        assert sorted(rows) == sorted((str(n), lang) for n in range(1, 42) for lang in ("de", "en")), part


def test_every_kind_of_evidence_is_labelled_and_defined_in_both_languages(data: Data) -> None:
    kinds = data.column("SELECT ?kind { ?kind a rg:Evidence }")
    for prop in ("skos:prefLabel", "skos:definition"):
        rows = data.rows(f"SELECT ?kind (lang(?text) AS ?lang) {{ ?kind a rg:Evidence ; {prop} ?text }}")
        assert rows == sorted((kind, lang) for kind in kinds for lang in ("de", "en"))


def test_three_missed_appointments_rest_on_the_rule_of_reachability(data: Data) -> None:
    query = "SELECT ?norm { <https://w3id.org/regelgraph/id/evidence/missed-appointments> rg:cites ?norm }"
    assert "norm/sgb-ii-7b" in data.column(query)

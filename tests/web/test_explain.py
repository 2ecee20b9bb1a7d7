"""POST /explain/person: exactly the agreed tree, the same findings as the check, both languages."""

from __future__ import annotations

from typing import Any

from tests.web.conftest import Client, assert_problem

PERSON = {
    "person_id": "P1",
    "sex": "m",
    "birth_date": "1999-01-01",
    "citizenship": "syrisch",
    "residence_title": "§ 25 Abs. 2 Satz 2 AufenthG",
    "employable": True,
    "contact_status": "not-reached",
    "entry_date": "2026-03-01",
}


def explain(ask: Client, person: dict[str, Any], **parameters: str) -> Any:
    return ask("POST", "/explain/person", json={"person": person}, params=parameters)


def test_the_tree_has_exactly_the_agreed_members(ask_bare: Client) -> None:
    answer = explain(ask_bare, PERSON, round="win-win-2")
    assert answer.headers["cache-control"] == "no-store"
    tree = answer.json()
    assert list(tree) == ["knowledge", "person_id", "round", "verdict", "reasons", "missing", "invalid", "criteria"]
    assert (tree["person_id"], tree["round"]) == ("P1", "win-win-2")
    for criterion in tree["criteria"]:
        assert set(criterion) == {"id", "label", "outcome", "reads", "reason", "clauses", "norms", "because"}
        for text in (criterion["label"], criterion["reason"], *criterion["reads"].values()):
            assert set(text) == {"de", "en"}
        for clause in criterion["clauses"]:
            assert set(clause) == {"id", "source", "sentence", "paraphrase"}
        for norm in criterion["norms"]:
            assert set(norm) == {"id", "citation", "url"}
        for because in criterion["because"]:
            assert set(because) == {"fact", "value", "through"}
    status = next(each for each in tree["criteria"] if each["id"] == "residence-status")
    assert any(len(each["through"]) > 1 for each in status["because"])
    assert all(iri.startswith("https://") for each in status["because"] for iri in each["through"])


def test_the_verdict_and_every_outcome_are_those_of_the_check(ask_bare: Client) -> None:
    for change in ({}, {"sex": "w"}, {"residence_title": "§ 25 II"}, {"birth_date": "gestern"}, {"citizenship": None}):
        person = PERSON | change
        for round_ in ("win-win-1", "win-win-2", "win-win-3"):
            tree = explain(ask_bare, person, round=round_).json()
            (row,) = ask_bare.check("persons", person, params={"round": round_}).json()["results"]
            assert tree["verdict"] == row["verdict"]
            assert tree["reasons"] == {"de": row["reasons_de"], "en": row["reasons_en"]}
            assert "|".join(tree["missing"]) == row["missing"]
            assert all(each["column"] in row["invalid"] for each in tree["invalid"])
            found = [(each["id"], each["outcome"], each["reason"]) for each in tree["criteria"]]
            assert found == [(each["id"], each["outcome"], each["reason"]) for each in row["criteria"]]


def test_the_round_may_stand_in_the_person(ask_bare: Client) -> None:
    assert explain(ask_bare, PERSON | {"round": "win-win-3"}).json()["round"] == "win-win-3"
    unknown = explain(ask_bare, PERSON | {"round": "win-win-9"}).json()
    assert (unknown["verdict"], unknown["criteria"]) == ("undetermined", [])
    assert unknown["missing"] == ["round"]
    assert "win-win-3" in unknown["reasons"]["de"]
    ((column, why),) = [(each["column"], each["why"]["en"]) for each in unknown["invalid"]]
    assert (column, "win-win-9" in why) == ("round", True)


def because(tree: Any, fact: str) -> Any:
    return next(each for found in tree["criteria"] for each in found["because"] if each["fact"] == fact)


def test_cells_that_are_not_understood_are_quoted_with_their_fault(ask_bare: Client) -> None:
    person = PERSON | {"birth_date": "Quatsch", "residence_title": "xyz"}
    tree = explain(ask_bare, person, round="win-win-2").json()
    for fact, column, cell in (
        ("age_at_entry", "birth_date", "Quatsch"),
        ("legal_group", "residence_title", "xyz"),
    ):
        (fault,) = because(tree, fact)["faults"]
        assert (fault["column"], fault["cell"]) == (column, cell)
        assert fault["why"] in [each["why"] for each in tree["invalid"]]


def test_a_vague_title_leads_to_every_group_that_is_left(ask_bare: Client) -> None:
    tree = explain(ask_bare, PERSON | {"residence_title": "Aufenthaltserlaubnis"}, round="win-win-2").json()
    groups = [iri for iri in because(tree, "legal_group")["through"] if "/legal-group/" in iri]
    assert len(groups) > 1


def test_only_the_citizenship_that_decides_leads_to_the_group(ask_bare: Client) -> None:
    tree = explain(ask_bare, PERSON | {"citizenship": "syrisch;deutsch"}, round="win-win-2").json()
    through = [iri.rpartition("/id/")[2] for iri in because(tree, "citizenship_group")["through"]]
    assert through == ["country/DEU", "country-group/german"]


def test_without_a_round_or_with_two_it_is_a_problem(ask_bare: Client) -> None:
    assert assert_problem(explain(ask_bare, PERSON), 400, "parameter", "win-win-1")["parameter"] == "round"
    answer = ask_bare("POST", "/explain/person?round=win-win-1&round=win-win-2", json={"person": PERSON})
    assert_problem(answer, 400, "parameter", "round")


def test_a_body_that_is_no_person_is_a_problem(ask_bare: Client) -> None:
    for body in ({}, {"person": []}, {"person": {}}, {"person": PERSON, "more": 1}):
        assert_problem(ask_bare("POST", "/explain/person?round=win-win-1", json=body), 400, "input")
    missing = ask_bare("POST", "/explain/person?round=win-win-1", json={"person": {"sex": "m"}})
    assert_problem(missing, 400, "header", "person_id")

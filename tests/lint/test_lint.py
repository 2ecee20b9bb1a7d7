"""Each rule finds the fault that it is for, alone, and says where it is and how to mend it."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from rdflib import RDF, SH, Graph, URIRef
from regelgraph.knowledge import load
from regelgraph.lint import run
from regelgraph.lint.hygiene import queries

from tests.lint.breaks import ALSO, BREAKS
from tests.lint.conftest import ROOT, Lint
from tests.lint.test_questions import BREAKS as QUESTIONS

FILE_RULES = {"header-missing", "licence-missing"} | QUESTIONS.keys()
WITHOUT_SUBJECT = {"does-not-compile"}
TEXT = URIRef("https://w3id.org/regelgraph/def/Text")


def registry_rules() -> set[str]:
    """Last segments of the shapes that say how to mend what violates them."""
    shapes = Graph().parse(ROOT / "shapes" / "registry.ttl")
    return {str(shape).rpartition("/")[2] for shape in shapes.subjects(SH.message) if isinstance(shape, URIRef)}


def python_rules() -> set[str]:
    """Rules whose words stand in data/texts/lint.ttl."""
    texts = Graph().parse(ROOT / "data" / "texts" / "lint.ttl")
    return {str(text).rpartition("/lint-")[2] for text in texts.subjects(RDF.type, TEXT)}


def test_the_small_knowledge_has_no_fault(lint: Lint) -> None:
    assert [str(fault) for fault in lint()] == []


@pytest.mark.parametrize("rule", sorted(BREAKS))
def test_a_broken_place_triggers_its_rule_alone_and_names_file_and_mend(lint: Lint, rule: str) -> None:
    old, new = BREAKS[rule]
    faults = lint(old, new)
    assert {fault.rule for fault in faults} == {rule} | ALSO.get(rule, set()), [str(fault) for fault in faults]
    for fault in faults:
        assert "sound.ttl" in str(fault)
        assert fault.subject.startswith("https://") or rule in WITHOUT_SUBJECT
        assert len(fault.message.split()) > 5


def test_every_rule_is_broken_by_some_test() -> None:
    hygiene = {query.rule for query in queries(ROOT)}
    assert registry_rules() | hygiene | python_rules() == BREAKS.keys() | FILE_RULES


def test_messages_come_in_german_too(lint: Lint) -> None:
    for rule in ("uncited-criterion", "reason", "german-alias"):
        (german,), (english,) = (lint(*BREAKS[rule], lang=lang) for lang in ("de", "en"))
        assert german.message != english.message


def test_a_file_without_header_comment_or_licence_is_a_fault(lint: Lint) -> None:
    files = {
        "data/bare.ttl": "@prefix my: <https://example.org/> .",
        "data/unlicensed.ttl": "# Nothing at all.\n@prefix my: <https://example.org/> .",
        "shapes/persons/bare.rq": "ASK {}",
    }
    found = {(fault.rule, Path(fault.file).name) for fault in lint(files=files)}
    assert found == {
        ("header-missing", "bare.ttl"),
        ("licence-missing", "unlicensed.ttl"),
        ("header-missing", "bare.rq"),
    }


def test_a_version_and_a_graph_that_nothing_describes_are_dangling(lint: Lint) -> None:
    for prop, what in (
        ("<http://www.w3.org/2002/07/owl#versionIRI>", "def/9.9.9"),
        ("dct:source", "graph/data/gone"),
        ("dct:source", "graph/data/bare"),
    ):
        wrong = f"id:norm\\/paint-1 {prop} <https://w3id.org/regelgraph/{what}> ."
        faults = lint("", wrong, files={"data/bare.ttl": "# Licence: none.\n<https://example.org/a> a 1 ."})
        found = {(fault.rule, Path(fault.file).name) for fault in faults} - {("graph-without-description", "bare.ttl")}
        assert found == {("dangling-iri", "sound.ttl")}, what
        assert {fault.rule for fault in faults} == {"dangling-iri", "graph-without-description"}


def test_a_graph_that_says_nothing_of_itself_is_told_what_it_lacks_with_its_file(lint: Lint) -> None:
    faults = lint(files={"data/bare.ttl": "# Licence: none.\n<https://example.org/a> a <https://example.org/A> ."})
    assert {(fault.rule, Path(fault.file).name) for fault in faults} == {("graph-without-description", "bare.ttl")}
    lacking = [word for fault in faults for word in re.findall(r"missing is: ([^.]+)", fault.message)]
    assert sorted(lacking) == ["a void:Dataset", "dct:license", "dct:source", "dct:title @de", "dct:title @en"]


def test_a_licence_that_the_graph_states_needs_no_comment(lint: Lint) -> None:
    old = "    dct:license <https://creativecommons.org/publicdomain/zero/1.0/> ;\n"
    faults = lint(old, "")
    assert {fault.rule for fault in faults} == {"graph-without-description", "licence-missing"}


def test_a_query_that_reads_the_clock_is_a_fault_but_one_that_only_speaks_of_it_is_not(lint: Lint) -> None:
    files = {
        "data/clock.rq": "# Today.\nSELECT (now ( ) AS ?today) {}",
        "data/words.rq": "# Never NOW().\nSELECT * { ?s ?p 'NOW()', <https://example.org/#NOW()> }",
    }
    assert [(fault.rule, Path(fault.file).name) for fault in lint(files=files)] == [("reads-clock", "clock.rq")]


def test_a_spelling_that_a_country_word_declares_ambiguous_is_none(lint: Lint) -> None:
    faults = lint("rg:standsForCountry country:AAA, country:BBB", "rg:standsForCountry country:AAA")
    assert {(fault.rule, "kongolesisch" in fault.message) for fault in faults} == {("shared-country-spelling", True)}


def test_a_severity_other_than_violation_or_warning_is_a_fault(lint: Lint) -> None:
    faults = lint("sh:severity sh:Warning", "sh:severity sh:Info")
    assert {fault.rule for fault in faults} == {"constraint-severity"}


def test_a_blank_node_is_reported_as_what_it_hangs_from(lint: Lint) -> None:
    (fault,) = lint(*BREAKS["negated-list"])
    assert fault.subject == "https://w3id.org/regelgraph/id/constraint/paint.red"


def test_a_users_file_is_checked_and_named(lint: Lint, tmp_path: Path) -> None:
    lint()
    mine = tmp_path / "mine.ttl"
    mine.write_text(
        "# Mine. Licence: none.\n@prefix rg: <https://w3id.org/regelgraph/def/> .\n"
        "<https://example.org/c> a rg:Text ; rg:template '{a}'@de, '{b}'@en ; "
        "<http://www.w3.org/2004/02/skos/core#notation> 'c' .",
        encoding="utf-8",
    )
    (fault,) = run(load([mine], root=tmp_path / "root", compiled=False))
    assert (fault.rule, fault.file, fault.subject) == ("placeholders-differ", str(mine), "https://example.org/c")

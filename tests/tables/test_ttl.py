"""Reports as Turtle: SHACL results for what decided, a verdict for every case, the same each time."""

from __future__ import annotations

from collections import Counter
from functools import cache
from pathlib import Path

import pytest
from rdflib import RDF, SH, XSD, Graph, Literal, Namespace, URIRef

from tests.tables.lists import GROUPS, knowledge, reported, written

RG = Namespace("https://w3id.org/regelgraph/def/")
SEVERITIES = {1: SH.Warning, 2: SH.Info, 3: SH.Violation}


@cache
def graph(group: str) -> Graph:
    return Graph().parse(data=written(reported(group), "ttl"), format="turtle")


@pytest.mark.parametrize("group", GROUPS)
def test_every_row_is_a_case_with_its_verdict_and_identity(group: str) -> None:
    report = reported(group)
    found = graph(group)
    notations = {URIRef(iri): notation for notation, iri in report.iris.items()}
    cases = Counter()
    for case in found.subjects(RDF.type, RG.JudgedCase):
        (verdict,) = found.objects(case, RG.verdict)
        (identity,) = found.objects(case, RG.identity)
        rounds = "|".join(sorted(notations[each] for each in found.objects(case, RG.judgedFor)))
        numbers = tuple(sorted(int(each) for each in found.objects(case, RG.row)))
        cases[numbers, str(identity), rounds, notations[verdict]] += 1
    expected = Counter()
    for row in report.rows():
        numbers = {row["row"], *(row[name] for name in ("row_a", "row_b") if row.get(name))}
        rounds = "|".join(sorted(str(row["round"]).split("|")))
        expected[tuple(sorted(numbers)), row[report.identity], rounds, row["verdict"]] += 1
    assert cases == expected


@pytest.mark.parametrize("group", GROUPS)
def test_there_is_a_result_for_each_criterion_that_decided(group: str) -> None:
    report, found = reported(group), graph(group)
    (made,) = found.subjects(RDF.type, SH.ValidationReport)
    results = set(found.objects(made, SH.result))
    assert results == set(found.subjects(RDF.type, SH.ValidationResult))
    shapes = {iri: c.notation for iri, c in knowledge().rulebook.criteria.items()}
    severities = Counter()
    for result in results:
        (severity,) = found.objects(result, SH.resultSeverity)
        (_,) = found.objects(result, SH.focusNode)
        (_,) = found.objects(result, SH.sourceConstraintComponent)
        severities[severity] += 1
        assert sorted(m.language for m in found.objects(result, SH.resultMessage)) == ["de", "en"]
        assert all(str(shape) in shapes for shape in found.objects(result, SH.sourceShape))
    expected = Counter()
    for ending, count in report.counts():
        if ending.level:
            expected[SEVERITIES[ending.level]] += count * max(1, len(ending.decided))
    assert severities == expected
    assert (made, SH.conforms, Literal(False)) in found
    assert (made, RG.asOf, Literal("2026-11-24", datatype=XSD.date)) in found


def test_the_criteria_of_results_are_those_of_the_rows() -> None:
    found = graph("win-win-2")
    shapes = {iri: c.notation for iri, c in knowledge().rulebook.criteria.items()}
    by_row: dict[int, set[str]] = {}
    for result in found.subjects(RDF.type, SH.ValidationResult):
        (case,) = found.objects(result, SH.focusNode)
        (row,) = found.objects(case, RG.row)
        by_row.setdefault(int(row), set()).update(shapes[str(each)] for each in found.objects(result, SH.sourceShape))
    rows = {row["row"]: set(str(row["criteria"]).split("|")) for row in reported("win-win-2").rows() if row["criteria"]}
    assert by_row == rows


def test_every_term_is_declared() -> None:
    declared = Graph()
    for path in (Path(__file__).parents[2] / "ontology").glob("*.ttl"):
        declared.parse(path)
    used = {term for triple in graph("participations") for term in triple if str(term).startswith(str(RG))}
    assert [term for term in used if (term, RDF.type, None) not in declared] == []


def test_the_same_report_is_the_same_text() -> None:
    assert written(reported("networks"), "ttl") == written(reported("networks"), "ttl")


@pytest.mark.parametrize("text", ['"', "\\", "a\nb\r", "\x00\x1f", "'''", "ä\u2028", "<x>", "\\u0041"])
def test_every_text_comes_back_exactly(text: str) -> None:
    from regelgraph.tables.writers.ttl import literal

    (found,) = Graph().parse(data=f"<a:s> <a:p> {literal(text)} .", format="turtle").objects()
    assert str(found) == text

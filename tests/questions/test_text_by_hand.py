"""Questions on text, readings, norms and evidence against answers worked out without SPARQL: typed or by loops."""

from __future__ import annotations

import re
from pathlib import Path

import pytest
from pyoxigraph import Literal as StoreLiteral
from pyoxigraph import NamedNode, Quad, Store
from rdflib import Graph, Literal, Namespace, URIRef
from rdflib.collection import Collection
from rdflib.namespace import RDF, SKOS
from rdflib.term import Node
from regelgraph.engines import LocalEngine
from regelgraph.knowledge import Knowledge
from regelgraph.questions import Register

from tests.questions.conftest import Ask

ROOT = Path(__file__).parents[2]
RG = Namespace("https://w3id.org/regelgraph/def/")
ID = "https://w3id.org/regelgraph/id/"

# Read off the programme text: the beginning of each sentence in order, with a criterion that must stand for it.
TEXT = [
    ("Win-Win - Durch Kooperation", None),
    ("Das ESF Plus-Programm", "criterion/age"),
    ("Bei der Zielgruppe handelt es sich", "criterion/hard-to-reach"),
    ("Die Zielgruppe umfasst auch", "criterion/hard-to-reach"),
    ("Zur Zielerreichung sollen", "criterion/partner-company"),
    ("Sie ergänzen und flankieren", "criterion/aims"),
    ("Durch die Einbindung der Projekte", "criterion/aims"),
    ("Zweite Förderrunde:", None),
    ("Geflüchtete Drittstaatsangehörige gehören nicht", "criterion/residence-status"),
    ("Hintergrund ist es, eine Doppelförderung", "criterion/no-double-funding"),
    ("Der Begriff Geflüchteter", "criterion/residence-status"),
    ("Nicht gefördert werden Aktivitäten", "criterion/aims-round-2"),
]


@pytest.fixture(scope="module")
def turtle() -> Graph:
    graph = Graph()
    for folder in ("data", "shapes", "ontology"):
        for path in sorted((ROOT / folder).rglob("*.ttl")):
            if path.parent.name not in {"actors", "examples"} and path.name not in {"countries.ttl", "territories.ttl"}:
                graph.parse(path, format="turtle")
    return graph


def texts(graph: Graph, subject: Node, predicate: URIRef, lang: str) -> str:
    found = [
        str(each) for each in graph.objects(subject, predicate) if isinstance(each, Literal) and each.language == lang
    ]
    return found[0] if found else ""


def notation(graph: Graph, subject: Node) -> str:
    return str(graph.value(subject, SKOS.notation) or re.sub(r"^.*[/#]", "", str(subject)))


def test_the_programme_text_comes_sentence_by_sentence_and_each_has_its_criterion(ask: Ask) -> None:
    rows = ask("text-coverage")
    sentences = list(dict.fromkeys(row["sentence"] for row in rows))
    assert len(sentences) == len(TEXT)
    for sentence, (beginning, criterion) in zip(sentences, TEXT, strict=True):
        assert sentence.startswith(beginning)
        covered = {row["thing"] for row in rows if row["sentence"] == sentence and row["covered_by_en"] == "criterion"}
        assert covered == set() if criterion is None else ID + criterion in covered, beginning
    assert not [row for row in rows if row["covered_by_en"].startswith("gap")]


def test_text_coverage_names_what_the_turtle_names(ask: Ask, turtle: Graph) -> None:
    expected = set()
    for clause in turtle.subjects(RG.ofSource, URIRef(ID + "source/win-win-programme")):
        for thing in {*turtle.subjects(RG.clause, clause), *turtle.objects(clause, RG.modelledBy)}:
            expected.add((str(clause), str(thing), ""))
        for lang in ("de",):
            note = texts(turtle, clause, RG.bindsNothing, lang)
            expected |= {(str(clause), "", note)} if note else set()
    assert {(row["clause"], row["thing"], row["note_de"]) for row in ask("text-coverage")} == expected


def test_a_sentence_for_which_nothing_stands_is_a_gap(knowledge: Knowledge) -> None:
    clause, store = NamedNode(ID + "clause/bare"), Store()
    store.extend(knowledge.store)
    graph = NamedNode("https://example.org/bare")
    for name, value in (
        ("ofSource", NamedNode(ID + "source/win-win-programme")),
        ("position", StoreLiteral(99)),
        ("sentence", StoreLiteral("Ein Satz.", language="de")),
    ):
        store.add(Quad(clause, NamedNode(str(RG) + name), value, graph))
    register = Register(knowledge)
    answer = LocalEngine(store).query(register.sparql(register["text-coverage"], {}))
    last = dict(zip(answer.columns, (answer.rows or ())[-1], strict=True))
    assert getattr(last["clause"], "value", "") == clause.value
    assert getattr(last["covered_by_de"], "value", "") == "Lücke: nichts"
    assert last["thing"] is None


def bearing(graph: Graph, question: Node) -> set[str]:
    return {str(each) for each in {*graph.objects(question, RG.bearsOn), *graph.subjects(RG.hasReading, question)}}


def test_each_of_the_41_questions_comes_with_everything_it_bears_on(ask: Ask, turtle: Graph) -> None:
    rows = ask("open-readings")
    assert [*dict.fromkeys(row["number"] for row in rows)] == [str(number) for number in range(1, 42)]
    for question in turtle.subjects(RDF.type, RG.OpenQuestion):
        own = [row for row in rows if row["question"] == str(question)]
        assert {row["thing"] for row in own} == (bearing(turtle, question) or {""}), question
        for column, term in (
            ("reading_a_de", RG.readingA),
            ("reading_b_de", RG.readingB),
            ("machine_de", RG.machineSays),
        ):
            assert {row[column] for row in own} == {texts(turtle, question, term, "de")}


def test_every_open_question_bears_on_something_that_is_in_the_knowledge(turtle: Graph) -> None:
    subjects = {str(subject) for subject in turtle.subjects()}
    for question in turtle.subjects(RDF.type, RG.OpenQuestion):
        assert bearing(turtle, question), question
        assert bearing(turtle, question) <= subjects, question


@pytest.mark.parametrize(
    ("given", "numbers"),
    [
        ({"criterion": "sex"}, "29"),
        ({"criterion": "age"}, "28"),
        ({"criterion": "hard-to-reach"}, "31 32"),
        ({"criterion": "consistent-status"}, "24 26"),
        ({"round": "wir-1"}, ""),
        ({"round": "win-win-1"}, "28 29 30 31 32 33 36 37 38 41"),
        ({"criterion": "sex", "round": "wir-1"}, ""),
    ],
)
def test_open_questions_of_one_criterion_or_round(ask: Ask, given: dict[str, str], numbers: str) -> None:
    assert " ".join(dict.fromkeys(row["number"] for row in ask("open-readings", **given))) == numbers


@pytest.mark.parametrize(
    "citation", ["§ 25 AufenthG", "§ 60a AufenthG", "§ 2 UkraineAufenthFGV", "§ 8 SGB II", "§ 16h SGB II"]
)
def test_a_norm_is_found_wherever_the_turtle_points_to_it(ask: Ask, turtle: Graph, citation: str) -> None:
    norm = next(each for each in turtle.subjects(RG.citation, Literal(citation)) if (each, RDF.type, RG.Norm) in turtle)
    rows = ask("norm-cited", norm=citation)
    assert {(row["thing"], row["cited_as"]) for row in rows} == {
        (str(thing), str(by)) for thing, by in turtle.subject_predicates(norm)
    }
    assert len(rows) == len({(row["thing"], row["cited_as"]) for row in rows})
    assert rows == ask("norm-cited", norm=notation(turtle, norm))


STEPS = (
    "ofFact",
    "fromFact",
    "toFact",
    "onFact",
    "orGivenBy",
    "beforeFact",
    "byFact",
    "continuableBy",
    "continuedForFact",
)


def facts_behind(graph: Graph, fact: Node) -> set[Node]:
    found, waiting = {fact}, [fact]
    while waiting:
        now = waiting.pop()
        for step in STEPS:
            for base in graph.objects(now, RG[step]):
                if base not in found:
                    found.add(base)
                    waiting.append(base)
    return {each for each in found if (each, RDF.type, RG.Fact) in graph}


@pytest.mark.parametrize("round_", ["win-win-1", "win-win-2", "win-win-3"])
def test_evidence_of_a_round_is_that_of_the_facts_behind_its_criteria(ask: Ask, turtle: Graph, round_: str) -> None:
    listed = turtle.value(URIRef(f"{ID}round/{round_}"), RG.criteria)
    assert listed is not None
    expected = set()
    for place, criterion in enumerate(Collection(turtle, listed), start=1):
        for read in turtle.objects(criterion, RG.reads):
            for fact in facts_behind(turtle, read):
                kinds: list[Node | None] = [*turtle.objects(fact, RG.evidence)]
                for evidence in kinds or [None]:
                    norms = [str(norm) for norm in turtle.objects(evidence, RG.cites)] if evidence else []
                    for norm in norms or [""]:
                        expected.add((str(place), str(criterion), str(fact), str(evidence or ""), norm))
    rows = ask("evidence-needed", round=round_)
    assert {tuple(row[name] for name in ("place", "criterion", "fact", "evidence", "norm")) for row in rows} == expected
    assert len(rows) == len(expected)


def test_evidence_that_an_officer_expects_in_a_file_of_round_2(ask: Ask) -> None:
    rows = ask("evidence-needed", round="win-win-2")
    by_hand = {
        ("sex", "sex", "identity-document"),
        ("age", "birth_date", "identity-document"),
        ("age", "entry_date", "entry-sheet"),
        ("employable", "employable", "employability-statement"),
        ("hard-to-reach", "contact_status", "outreach-note"),
        ("residence-status", "residence_title", "residence-document"),
        ("residence-status", "title_valid_until", "residence-document"),
    }
    found = {(row["criterion_id"], row["column"], row["evidence"].rpartition("/")[2]) for row in rows}
    assert by_hand <= found
    assert ("partner-company", "kind", "") in found
    assert not [row for row in rows if row["criterion_id"] == "territory"]

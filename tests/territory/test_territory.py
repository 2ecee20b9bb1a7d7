"""The status of a municipality on a day, from projects and statements in Turtle or as tables."""

from __future__ import annotations

import csv
import subprocess
import sys
from collections.abc import Sequence
from datetime import date, timedelta
from functools import cache
from pathlib import Path

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from pyoxigraph import Literal, NamedNode, Store
from regelgraph.errors import KnowledgeError
from regelgraph.judge import Finding, Judge
from regelgraph.judge.queried import Answers, Known
from regelgraph.knowledge import load
from regelgraph.rulebook import DerivedFact
from regelgraph.terms import RG
from regelgraph.values import ANYTHING, Options, Possible, Reading, Span, Spans, State

from tests.cases.reports import report_of
from tests.territory.places import Project, Statement, status

KIND = "https://w3id.org/regelgraph/def/PersonCase"
FIRST = date(2026, 1, 1)
PLACES = ("99001", "99001000", "99001001", "99001002", "99002000", "99002", "99", "98001001")


@cache
def builtin() -> Judge:
    return Judge(load())


def fact() -> DerivedFact:
    return builtin().rulebook.derived[KIND]["territory_status"]


def readings(ags: str, *spans: Span) -> dict[str, Reading]:
    day: Possible = Spans(spans) if spans else ANYTHING
    return {
        "municipality": Reading(Options(frozenset({ags})), State.KNOWN),
        "entry_date": Reading(day, State.KNOWN if len(spans) == 1 and spans[0].low == spans[0].high else State.VAGUE),
    }


def found(finding: Finding) -> set[str] | None:
    if not isinstance(finding.possible, Options):
        return None
    return {str(value).rsplit("/", 1)[-1] for value in finding.possible.values}


def turtle(projects: Sequence[Project], statements: Sequence[Statement]) -> str:
    lines = [
        "@prefix rg: <https://w3id.org/regelgraph/def/> . @prefix fund: <https://w3id.org/regelgraph/id/fund/> .",
        "@prefix programme: <https://w3id.org/regelgraph/id/programme/> . @prefix my: <urn:my:> .",
        "@prefix xsd: <http://www.w3.org/2001/XMLSchema#> . @prefix dct: <http://purl.org/dc/terms/> .",
    ]
    for i, p in enumerate(projects):
        paid = "rg:ofFund fund:amif" if p.programme == "amif" else f"rg:ofProgramme programme:{p.programme}"
        since = f'; rg:runsFrom "{p.since}"^^xsd:date' if p.since else ""
        until = f'; rg:runsUntil "{p.until}"^^xsd:date' if p.until else ""
        lines.append(f'my:p{i} a rg:Project ; {paid} ; rg:inTerritory [ rg:ags "{p.ags}" ] {since} {until} .')
    for i, s in enumerate(statements):
        about = ", ".join(f"fund:{name}" for name in s.funds)
        lines.append(
            f'my:s{i} a rg:CoverageStatement ; rg:inTerritory [ rg:ags "{s.ags}" ] ; rg:aboutProgrammes {about} ; '
            f'rg:from "{s.since}"^^xsd:date ; rg:until "{s.until}"^^xsd:date ; rg:statesNone {str(s.none).lower()} ; '
            'dct:source "invented" .'
        )
    return "\n".join(lines)


def judge_with(tmp_path: Path, projects: Sequence[Project], statements: Sequence[Statement]) -> Judge:
    file = tmp_path / "own.ttl"
    file.write_text(turtle(projects, statements), encoding="utf-8")
    return Judge(load([file]))


DAYS = st.integers(0, 8).map(lambda n: FIRST + timedelta(days=n))
PERIODS = st.tuples(DAYS, DAYS).map(lambda days: (min(days), max(days)))
PROJECTS = st.builds(
    lambda programme, ags, period, cut: Project(
        programme, ags, None if cut == "from" else period[0], None if cut == "until" else period[1]
    ),
    st.sampled_from(["wir", "amif", "jmd", "win-win", "biwaq"]),
    st.sampled_from(PLACES),
    PERIODS,
    st.sampled_from(["", "", "", "from", "until"]),
)
STATEMENTS = st.builds(
    lambda ags, funds, period, none: Statement(ags, funds, period[0], period[1], none),
    st.sampled_from(PLACES),
    st.sampled_from([("amif",), ("esf-plus",), ("amif", "esf-plus"), ("amif", "esf-plus"), ("federal",)]),
    PERIODS,
    st.sampled_from([True, True, False]),
)


@settings(max_examples=60, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture])
@given(st.lists(PROJECTS, max_size=3), st.lists(STATEMENTS, max_size=3), st.sampled_from(PLACES), PERIODS)
def test_the_status_is_that_of_a_calculation_day_by_day(
    projects: list[Project], statements: list[Statement], ags: str, period: tuple[date, date]
) -> None:
    store, borders = _small(projects, statements)
    answers = Answers(builtin().rulebook, lambda: store)
    answers._rulebook = _Borders(builtin().rulebook, borders)  # type: ignore[assignment]
    days = [FIRST + timedelta(days=n) for n in range(-1, 11)]
    expected = {day: status(ags, day, projects, statements) for day in days}
    for day in days:
        one = found(answers.finding(builtin().words, fact(), readings(ags, Span(day, day))))
        assert one == ({expected[day]} if expected[day] else None), day
    for spans, inside in (((Span(*period),), [d for d in days if period[0] <= d <= period[1]]), ((), days)):
        union = {expected[day] for day in inside}
        several = found(answers.finding(builtin().words, fact(), readings(ags, *spans)))
        assert several == (None if None in union else union)


class _Borders:
    """The rulebook with the borders of another graph."""

    def __init__(self, rulebook: object, borders: dict[str, tuple[date, ...]]) -> None:
        self._rulebook = rulebook
        self.borders = borders

    def __getattr__(self, name: str) -> object:
        return getattr(self._rulebook, name)


@cache
def _programmes() -> bytes:
    kept = ("ofFund", "ofProgramme", "needsTerritoryWithout")
    quads = [q for q in builtin().knowledge.store if q.predicate.value.rsplit("/", 1)[-1] in kept]
    return "\n".join(f"{q.subject} {q.predicate} {q.object} ." for q in quads).encode()


def _small(projects: Sequence[Project], statements: Sequence[Statement]) -> tuple[Store, dict[str, tuple[date, ...]]]:
    from pyoxigraph import RdfFormat
    from regelgraph.knowledge.compile_queries import compile_borders
    from regelgraph.knowledge.view import View

    store = Store()
    store.load(_programmes(), RdfFormat.TURTLE)
    store.load(turtle(projects, statements).encode(), RdfFormat.TURTLE)
    store.load(
        f"<{fact().iri}> <https://w3id.org/regelgraph/def/restsOn> <https://w3id.org/regelgraph/def/Project>, "
        "<https://w3id.org/regelgraph/def/CoverageStatement> .".encode(),
        RdfFormat.TURTLE,
    )
    return store, compile_borders(View(store), {KIND: {"territory_status": fact()}})


def test_without_projects_and_statements_nothing_is_asked_and_nothing_is_known() -> None:
    def never() -> Store:
        raise AssertionError("the graph was asked")

    finding = Answers(builtin().rulebook, never).finding(builtin().words, fact(), readings("99001", Span(FIRST, FIRST)))
    assert finding.possible == ANYTHING


def test_each_place_is_asked_once_for_a_stretch_of_days() -> None:
    judge = Judge(load(examples=True))
    answers = judge._deriver.answers
    for n in range(100):
        day = date(2026, 8, 1) + timedelta(days=n)
        assert found(judge.finding(KIND, "territory_status", readings("99001001", Span(day, day)))) == {"occupied"}
    assert answers.ask.cache_info().currsize == 1


def test_what_a_status_rests_on_stands_in_the_proof() -> None:
    finding = Judge(load(examples=True)).finding(
        KIND, "territory_status", readings("99001002", Span(date(2026, 10, 1), date(2026, 10, 1)))
    )
    assert [iri.rsplit("/", 1)[-1] for iri in finding.through] == ["project-wir-99001001", "doubtful"]


def table(path: Path, *rows: Sequence[str], delimiter: str = ";", encoding: str = "utf-8") -> Path:
    with path.open("w", encoding=encoding, newline="") as file:
        csv.writer(file, delimiter=delimiter).writerows(rows)
    return path


PROJECT_HEADERS = ("Projekt", "Programm", "Gemeinde", "von", "bis", "Quelle")
STATEMENT_HEADERS = ("municipality", "programmes", "from", "until", "none", "source")


def test_tables_of_projects_and_statements_say_what_turtle_says(tmp_path: Path) -> None:
    projects = table(
        tmp_path / "projekte.csv",
        PROJECT_HEADERS,
        ("Beispiel für alle", "WIR", "99001001; 98001", "01.07.2026", "31.12.2027", "Liste"),
        ("", "amif", "99002", "2026-07-01", "", ""),
        encoding="cp1252",
    )
    statements = table(
        tmp_path / "statements.csv",
        STATEMENT_HEADERS,
        ("99003", "ESF-Plus; AMIF", "2026-07-01", "2027-06-30", "yes", "letter of the district"),
        delimiter=",",
    )
    same = judge_with(
        tmp_path,
        [
            Project("wir", "99001001", date(2026, 7, 1), date(2027, 12, 31)),
            Project("wir", "98001", date(2026, 7, 1), date(2027, 12, 31)),
            Project("amif", "99002", date(2026, 7, 1), None),
        ],
        [Statement("99003", ("amif", "esf-plus"), date(2026, 7, 1), date(2027, 6, 30), none=True)],
    )
    tables = Judge(load([projects, statements]))
    for ags in ("99001001", "99001002", "98001", "98001007", "99002", "99003001", "99009"):
        for day in (date(2026, 6, 30), date(2026, 7, 1), date(2027, 7, 1)):
            one, other = (
                found(j.finding(KIND, "territory_status", readings(ags, Span(day, day)))) for j in (tables, same)
            )
            assert one == other, (ags, day)
    august = Span(date(2026, 8, 1), date(2026, 8, 1))
    assert found(tables.finding(KIND, "territory_status", readings("99001001", august))) == {"occupied"}


@pytest.mark.parametrize(
    ("headers", "row", "said"),
    [
        (PROJECT_HEADERS, ("x", "wirr", "99001", "2026-07-01", "2026-07-02", ""), "row 1, column Programm: 'wirr'"),
        (PROJECT_HEADERS, ("x", "wir", "9900", "2026-07-01", "2026-07-02", ""), None),
        (PROJECT_HEADERS, ("x", "wir", "990", "2026-07-01", "2026-07-02", ""), "row 1, column Gemeinde: '990'"),
        (PROJECT_HEADERS, ("x", "wir", "99001", "2026-02-30", "", ""), "row 1, column von: '2026-02-30'"),
        (
            PROJECT_HEADERS,
            ("x", "wir", "99001", "2026-07-02", "01.07.2026", ""),
            "row 1, column bis: '01.07.2026' is before",
        ),
        (PROJECT_HEADERS, ("x", "", "99001", "2026-07-01", "", ""), "row 1, column Programm: is blank"),
        (STATEMENT_HEADERS, ("99001", "amif", "2026-07-01", "", "yes", "x"), "row 1, column until: is blank"),
        (STATEMENT_HEADERS, ("99001", "amif", "2026-07-01", "2026-07-01", "yes", ""), "row 1, column source: is blank"),
        (
            STATEMENT_HEADERS,
            ("99001", "amif", "2026-07-01", "2026-07-01", "perhaps", "x"),
            "row 1, column none: 'perhaps'",
        ),
        (("person_id", "sex"), ("a", "b"), "its headers are person_id, sex; expected the columns"),
        ((*PROJECT_HEADERS, "Anmerkung"), ("x", "wir", "99001", "", "", "", "y"), "unknown column 'Anmerkung'"),
    ],
)
def test_a_table_that_is_not_understood_names_row_and_column(
    tmp_path: Path, headers: Sequence[str], row: Sequence[str], said: str | None
) -> None:
    file = table(tmp_path / "list.csv", headers, row)
    if said is None:
        load([file])
        return
    with pytest.raises(KnowledgeError) as error:
        load([file])
    assert said in str(error.value)
    assert str(file) in str(error.value)


def test_german_headers_of_statements_are_not_taken_for_those_of_projects(tmp_path: Path) -> None:
    headers = ("Gemeinde", "Programme", "von", "bis", "keines", "Quelle")
    file = table(tmp_path / "aussagen.csv", headers, ("99003", "ESF-Plus; AMIF", "01.07.2026", "30.06.2027", "ja", "x"))
    day = date(2026, 7, 1)
    finding = Judge(load([file])).finding(KIND, "territory_status", readings("99003001", Span(day, day)))
    assert found(finding) == {"free"}


def test_a_list_is_judged_with_an_office_s_own_tables(tmp_path: Path) -> None:
    projects = table(tmp_path / "p.csv", PROJECT_HEADERS, ("x", "WIR", "99001001", "01.07.2026", "31.12.2027", ""))
    persons = table(
        tmp_path / "persons.csv",
        (
            "person_id",
            "sex",
            "birth_date",
            "citizenship",
            "residence_title",
            "employable",
            "contact_status",
            "entry_date",
            "municipality",
        ),
        *(
            (f"p{n}", "m", "2000-01-01", "SYR", "§ 25 Abs. 2", "ja", "nicht erreicht", f"2026-{n:02}-01", "99001001")
            for n in range(5, 10)
        ),
        delimiter=",",
    )
    rows = report_of(persons, options=["--round", "win-win-3", "--knowledge", str(projects)])
    assert [row["verdict"] for row in rows] == ["undetermined"] * 2 + ["not_eligible"] * 3


def test_a_warm_run_without_projects_and_statements_does_without_the_graph(tmp_path: Path) -> None:
    persons = table(
        tmp_path / "persons.csv",
        ("person_id", "residence_title", "municipality"),
        ("a", "Duldung", "99001001"),
        delimiter=",",
    )
    report_of(persons, options=["--round", "win-win-3"])
    program = (
        "import sys; from regelgraph.cli.run import run\n"
        f"assert run(['check', 'persons', {str(persons)!r}, '--round', 'win-win-3', '--format', 'csv']) == 0\n"
        "print(sorted({'pyoxigraph', 'rdflib', 'pyshacl'} & set(sys.modules)), file=sys.stderr)"
    )
    ended = subprocess.run([sys.executable, "-c", program], capture_output=True, text=True, check=False)
    assert ended.returncode == 0, ended.stderr
    assert ended.stderr.strip().endswith("[]"), ended.stderr


def test_a_second_judge_asks_no_query_for_a_place_of_the_graph_and_nothing_of_another_is_kept() -> None:
    ags = builtin().knowledge.store.quads_for_pattern(None, NamedNode(f"{RG}ags"), None)
    own, foreign = next(quad.object.value for quad in ags if isinstance(quad.object, Literal)), "no place at all"
    kept: Known = {}
    first, second = (Answers(builtin().rulebook, lambda: builtin().knowledge.store, kept) for _ in range(2))
    asked = [first.ask(fact(), value, FIRST) for value in (own, foreign)]
    assert {value for _, value, _ in kept} == {own}
    assert second.ask(fact(), own, FIRST) == asked[0]

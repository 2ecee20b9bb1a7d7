"""`questions`, `ask`, `query` and `export` as a user runs them."""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import time
from pathlib import Path

import pytest
from openpyxl import load_workbook
from pyoxigraph import RdfFormat, Store

from tests.cli.conftest import Run

COMMAND = (sys.executable, "-m", "regelgraph")
BLOCKED = ("ask", "titles-blocked", "--param", "round=win-win-2")
IDS = sorted(path.stem for path in (Path(__file__).parents[2] / "queries").glob("*.rq"))


def test_questions_are_listed_with_their_parameters(run: Run) -> None:
    listed = run("questions", "--format", "csv", "--lang", "en").rows
    assert [row["question"] for row in listed] == IDS
    assert {row["question"]: row["parameters"] for row in listed}["round-changes"] == "from to"
    described = json.loads(run("questions", "--format", "json").out)["questions"]
    assert [each["id"] for each in described] == IDS
    assert run("questions").out.count("\n") > len(IDS)


def test_a_question_is_answered_in_every_format(run: Run, tmp_path: Path) -> None:
    csv = run(*BLOCKED, "--format", "csv").rows
    as_json = json.loads(run(*BLOCKED, "--format", "json").out)
    lines = run(*BLOCKED, "--format", "jsonl").objects
    assert len(csv) > 300
    assert as_json == lines
    assert [{k: v or "" for k, v in row.items()} for row in lines] == csv
    book = tmp_path / "a.xlsx"
    assert run(*BLOCKED, "--output", str(book)).code == 0
    sheet = list(load_workbook(book).worksheets[0].values)
    assert [list(row) for row in sheet[1:]] == [[cell or None for cell in row.values()] for row in csv]
    results = json.loads(run(*BLOCKED, "--format", "srj").out)
    assert results["head"]["vars"] == list(csv[0])
    assert len(results["results"]["bindings"]) == len(csv)


def test_rows_as_turtle_are_a_result_set(run: Run) -> None:
    store = Store()
    store.load(run(*BLOCKED, "--format", "ttl").raw, RdfFormat.TURTLE)
    counted = store.query(
        "PREFIX rs: <http://www.w3.org/2001/sw/DataAccess/tests/result-set#> "
        "SELECT (COUNT(DISTINCT ?s) AS ?n) "
        "{ ?r a rs:ResultSet ; rs:solution ?s . ?s rs:binding [ rs:variable 'title' ] }"
    )
    assert next(iter(counted))["n"].value == str(len(run(*BLOCKED, "--format", "csv").rows))  # type: ignore[union-attr,index]


def test_a_table_for_people_speaks_one_language_and_names_things(run: Run) -> None:
    lacking = ("ask", "networks-lacking-partner", "--param", "day=2026-11-27", "--examples", "--format", "table")
    german, english = (run(*lacking, "--lang", lang).out for lang in ("de", "en"))
    assert "Verbund Sagenburg (erfunden)" in german
    assert "network of Sagenburg (invented)" in english
    assert "erfunden" not in english
    assert "https://" not in german


def test_triples_are_turtle_unless_said_otherwise(run: Run) -> None:
    described = ("ask", "describe-thing", "--param", "thing=round/win-win-2")
    store = Store()
    store.load(run(*described).raw, RdfFormat.TURTLE)
    assert len(store) == len(run(*described, "--format", "csv").rows) > 10


@pytest.mark.parametrize(
    ("given", "message"),
    [
        (("ask", "titles-bloked"), "there is no question 'titles-bloked'; did you mean titles-blocked"),
        (("ask", "titles-blocked"), "parameter 'round' is missing"),
        (("ask", "titles-blocked", "--param", "round"), "expected name=value"),
        ((*BLOCKED, "--param", "round=win-win-1"), "--param round is given twice"),
        (("ask", "titles-blocked", "--param", "runde=win-win-2"), "has no parameter 'runde'; there are: round"),
        (
            ("ask", "titles-blocked", "--param", "round=win-win-9"),
            "nothing is called 'win-win-9'; expected such as win-win-",
        ),
        (("ask", "connections", "--param", "from=a", "--param", "to=b"), "parameter 'from': nothing is called 'a'"),
        ((*BLOCKED, "--output", "a.docx"), "--output a.docx: expected one of .csv"),
        ((*BLOCKED, "--endpoint", "nowhere"), "expected the http or https address"),
    ],
)
def test_wrong_usage_is_one_clear_line(run: Run, given: tuple[str, ...], message: str) -> None:
    ran = run(*given)
    assert (ran.code, ran.raw) == (2, b"")
    assert message in ran.err
    assert ran.err.count("\n") == 1


@pytest.mark.parametrize(
    "value",
    [
        "win-win-2> } DROP ALL #",
        'x" } ; { ?s ?p ?o',
        "win-win-2\\u003e",
        "\ud800",
        "https://example.org/a b",
        "x" * 5000,
    ],
)
def test_a_parameter_never_becomes_part_of_the_query(run: Run, value: str) -> None:
    ran = run("ask", "titles-blocked", "--param", f"round={value}")
    assert (ran.code, ran.raw) == (2, b"")
    assert "parameter 'round'" in ran.err


def test_a_text_with_quotes_and_line_ends_is_only_a_text(run: Run) -> None:
    for value in ('"', "\\", 'a" } UNION { ?s ?p ?o } #', "a\nb\r\tc", "'''", "𝔘ñ"):
        assert run("ask", "find-things", "--param", f"text={value}", "--format", "csv").code == 0


def test_a_query_of_ones_own_is_answered(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "mine.rq"
    file.write_text("PREFIX rg: <https://w3id.org/regelgraph/def/> SELECT (COUNT(?r) AS ?n) { ?r a rg:FundingRound }")
    assert run("query", str(file)).rows == [{"n": str(len(_rounds(run)))}]
    file.write_text("ASK { ?s ?p ?o }")
    assert json.loads(run("query", str(file), "--format", "json").out) == [{"answer": True}]


def _rounds(run: Run) -> set[str]:
    rows = run("ask", "find-things", "--param", "text=runde", "--format", "csv").rows
    return {row["thing"] for row in rows if "/id/round/" in row["thing"]}


@pytest.mark.parametrize(
    ("sparql", "message"),
    [
        ("SELECT", "not SPARQL 1.1"),
        ("DROP ALL", "expected SELECT"),
        ("INSERT DATA { <x:a> <x:b> <x:c> }", "expected SELECT"),
        ("DELETE { ?s ?p ?o } WHERE { SELECT * { ?s ?p ?o } }", "not SPARQL 1.1"),
        ("LOAD <http://127.0.0.1/a>", "expected SELECT"),
        ("SELECT * { SERVICE <http://127.0.0.1:1/> { ?s ?p ?o } }", "asks another server"),
        ("SELECT * { SERVICE SILENT <http://127.0.0.1:1/> { ?s ?p ?o } }", "asks another server"),
        ("", "not SPARQL 1.1"),
    ],
)
def test_what_is_no_query_over_the_knowledge_is_refused(run: Run, tmp_path: Path, sparql: str, message: str) -> None:
    file = tmp_path / "bad.rq"
    file.write_text(sparql)
    ran = run("query", str(file))
    assert (ran.code, ran.raw) == (2, b"")
    assert message in ran.err


def test_a_query_that_chooses_its_graphs_gets_those_and_nothing_else(run: Run, tmp_path: Path) -> None:
    file, graph = tmp_path / "from.rq", "https://w3id.org/regelgraph/graph/data/evidence"
    counts = []
    for chosen in ("", f"FROM <{graph}>", "FROM <https://w3id.org/regelgraph/graph/none>", "FROM <file:///etc/passwd>"):
        file.write_text(f"SELECT (COUNT(*) AS ?n) {chosen} WHERE {{ ?s ?p ?o }}")
        counts.append(int(run("query", str(file)).rows[0]["n"]))
    assert counts[0] > counts[1] > 0
    assert counts[2:] == [0, 0]


@pytest.mark.parametrize(
    "bomb",
    [
        "SELECT (" + "(" * 40_000 + "1" + ")" * 40_000 + " AS ?x) {}",
        "SELECT * " + "{" * 40_000 + "}" * 40_000,
        "SELECT (" + "!" * 90_000 + "1 AS ?x) {}",
        "SELECT * {" + "OPTIONAL{" * 9_000 + "}" * 9_000 + "}",
        "SELECT * {?a " + "(" * 40_000 + "<a:b>" + ")" * 40_000 + " ?c}",
        "SELECT * {{}" + "UNION{}" * 14_000 + "}",
    ],
    ids=["parentheses", "groups", "negations", "optionals", "paths", "unions"],
)
def test_deep_nesting_never_ends_the_process_without_a_word(tmp_path: Path, bomb: str) -> None:
    file = tmp_path / "bomb.rq"
    file.write_text(bomb)
    done = subprocess.run([*COMMAND, "query", str(file)], capture_output=True, timeout=120)
    assert done.returncode in {0, 2}, done


def test_a_query_too_long_to_be_parsed_safely_is_refused(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "long.rq"
    file.write_text("SELECT * {" + "?s ?p ?o ." * 10_000 + "}")
    ran = run("query", str(file))
    assert ran.code == 2
    assert "100000 are the most" in ran.err


def busy_beside_the_first(pid: int) -> float:
    """Seconds of processor time of all threads of a process but the first."""
    threads = [folder for folder in Path(f"/proc/{pid}/task").iterdir() if folder.name != str(pid)]
    spent = [(folder / "stat").read_text().rpartition(")")[2].split()[11:13] for folder in threads]
    return sum(int(part) for each in spent for part in each) / os.sysconf("SC_CLK_TCK")


def test_ctrl_c_ends_an_endless_query(tmp_path: Path) -> None:
    file = tmp_path / "endless.rq"
    file.write_text("SELECT (COUNT(*) AS ?n) { ?a ?b ?c . ?d ?e ?f . ?g ?h ?i }")
    process = subprocess.Popen([*COMMAND, "query", str(file)], stdout=subprocess.PIPE, stderr=subprocess.PIPE)
    end = time.monotonic() + 60
    try:
        while busy_beside_the_first(process.pid) < 0.3:  # then the query is being answered
            assert process.poll() is None, process.communicate()
            assert time.monotonic() < end, "it is not answered in a thread of its own"
            time.sleep(0.02)
        process.send_signal(signal.SIGINT)
        out, err = process.communicate(timeout=20)
    finally:
        process.kill()
    assert (process.returncode, out, err) == (130, b"", b"")


def test_the_word_service_in_a_text_or_name_is_no_service(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "fine.rq"
    file.write_text(
        "PREFIX service: <http://e.x/> # SERVICE\n"
        'SELECT ("SERVICE <x>" AS ?service) { OPTIONAL { service:SERVICE ?p ?service2 } }'
    )
    assert run("query", str(file)).rows == [{"service": "SERVICE <x>"}]


def test_cells_that_a_spreadsheet_would_reckon_are_neutralised(run: Run, tmp_path: Path) -> None:
    file = tmp_path / "formula.rq"
    file.write_text('SELECT ("=1+1" AS ?a) {}')
    assert run("query", str(file), "--format", "csv").rows == [{"a": "'=1+1"}]
    assert json.loads(run("query", str(file), "--format", "json").out) == [{"a": "=1+1"}]


def test_a_question_of_ones_own_is_listed_and_answered(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "mine.rq"
    mine.write_text(
        '#+ id = "mine"\n#+ title.de = "a"\n#+ title.en = "b"\n#+ help.de = "c"\n#+ help.en = "d"\n'
        '#+ [[columns]]\n#+ name = "x"\n#+ label.de = "e"\n#+ label.en = "f"\nSELECT (1 AS ?x) {}\n'
    )
    assert "mine" in [row["question"] for row in run("questions", "--format", "csv", "--knowledge", str(mine)).rows]
    assert run("ask", "mine", "--knowledge", str(mine)).rows == [{"x": "1"}]


def test_a_question_with_a_broken_header_names_file_and_fault(run: Run, tmp_path: Path) -> None:
    mine = tmp_path / "broken.rq"
    mine.write_text('#+ id = "broken\nSELECT (1 AS ?x) {}')
    ran = run("questions", "--knowledge", str(mine))
    assert ran.code == 2
    assert "broken.rq" in ran.err


def test_an_export_is_whole_and_is_replaced_only_by_another(run: Run, tmp_path: Path) -> None:
    folder = tmp_path / "out"
    assert run("export", str(folder), "--data-only", "--examples").code == 0
    manifest = json.loads((folder / "manifest.json").read_text())
    there = sorted(path.relative_to(folder).as_posix() for path in folder.rglob("*") if path.is_file())
    assert there == sorted([*manifest["files"], "manifest.json"])
    quads, triples = Store(), Store()
    quads.load(path=folder / "dump.nq", format=RdfFormat.N_QUADS)
    triples.load(path=folder / "dump.ttl", format=RdfFormat.TURTLE)
    assert len(quads) == sum(manifest["graphs"].values())
    assert len(triples) == manifest["triples"]
    assert any("/data/examples/" in graph for graph in manifest["graphs"])
    first = (folder / "dump.nq").read_bytes()
    assert run("export", str(folder), "--data-only").code == 0
    assert len((folder / "dump.nq").read_bytes()) < len(first)
    assert sorted(path.name for path in tmp_path.iterdir()) == ["out"]
    (folder / "mine.txt").write_text("keep")
    assert "mine.txt" in run("export", str(folder), "--data-only").err
    assert (folder / "mine.txt").read_text() == "keep"


def test_an_export_never_replaces_anything_else(run: Run, tmp_path: Path) -> None:
    (tmp_path / "mine").mkdir()
    (tmp_path / "mine" / "letter.txt").write_text("dear")
    ran = run("export", str(tmp_path / "mine"))
    assert ran.code == 2
    assert "holds other files" in ran.err
    assert (tmp_path / "mine" / "letter.txt").read_text() == "dear"
    assert run("export", str(tmp_path / "mine" / "letter.txt")).code == 2


def test_an_export_says_what_cannot_be(run: Run, tmp_path: Path) -> None:
    for more, said in (
        (("--base", "ftp://example.org"), "no http or https address"),
        (("--base", "https://example.org", "--data-only"), "--data-only writes none"),
        (("--service", "here"), "no http or https address"),
    ):
        ran = run("export", str(tmp_path / "out"), *more)
        assert ran.code == 2
        assert said in ran.err
    assert list(tmp_path.iterdir()) == []

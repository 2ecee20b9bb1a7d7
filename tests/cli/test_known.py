"""Whatever people read says which knowledge it was made from; files keep their columns."""

from __future__ import annotations

from pathlib import Path

import pytest
from regelgraph import __version__
from regelgraph.knowledge import load

from tests.cli.conftest import Run

QUERY = "SELECT ?s { ?s ?p ?o } LIMIT 1"
GRAPH = "CONSTRUCT { ?s ?p ?o } { ?s ?p ?o } LIMIT 1"


@pytest.fixture(scope="module")
def fingerprint() -> str:
    return load().fingerprint


@pytest.mark.parametrize("lang", ["de", "en"])
def test_tables_end_with_version_and_fingerprint(run: Run, tmp_path: Path, fingerprint: str, lang: str) -> None:
    query = tmp_path / "own.rq"
    query.write_text(QUERY, encoding="utf-8")
    label = {"de": "Wissensstand", "en": "knowledge"}[lang]
    for asked in (
        ("ask", "retired-terms", "--format", "table"),
        ("query", query, "--format", "table"),
        ("tables", "age"),
    ):
        last = run(*asked, "--lang", lang).out.splitlines()[-1]
        assert last == f"{label}: {__version__} {fingerprint[:8]}"


def test_turtle_begins_with_them_in_full_and_other_files_are_as_they_were(
    run: Run, tmp_path: Path, fingerprint: str
) -> None:
    query = tmp_path / "own.rq"
    query.write_text(GRAPH, encoding="utf-8")
    assert run("query", query, "--lang", "en").out.startswith(f"# knowledge: {__version__} {fingerprint}\n@prefix")
    for format_ in ("csv", "json", "jsonl"):
        assert fingerprint[:8] not in run("query", query, "--format", format_).out


def test_knowledge_that_does_not_compile_is_still_asked(run: Run, tmp_path: Path) -> None:
    broken = tmp_path / "broken.ttl"
    broken.write_text(
        "<https://w3id.org/regelgraph/id/fact/mine> a <https://w3id.org/regelgraph/def/Fact> .", encoding="utf-8"
    )
    query = tmp_path / "own.rq"
    query.write_text(QUERY, encoding="utf-8")
    ran = run("query", query, "--format", "table", "--knowledge", broken)
    assert (ran.code, ran.err) == (0, "")
    assert "Wissensstand" not in ran.out

"""The client is light, typed for those who use it, and says what it needs where that is not there."""

from __future__ import annotations

import subprocess
import sys
from pathlib import Path

PROGRAM = """
from collections.abc import Mapping
from regelgraph.client import AsyncClient, Client, PairResult, ProblemError, Report, Text

def main() -> None:
    with Client("http://127.0.0.1:8000", token="t") as service:
        verdicts: list[str] = [each.verdict for each in service.check_persons([{"person_id": "A"}], rounds="r")]
        ids: list[str] = [each.person_id for each in service.check_persons("list.csv")]
        pairs: Report[PairResult] = service.check_participations(b"")
        first: int | None = pairs.results[0].row_b
        reason: Text = pairs.results[0].criteria[0].reason
        cells: list[Mapping[str, str | int | float | bool | None]] = list(service.rows("q", day="2026-01-01"))
        if service.sparql("ASK {}").boolean is None:
            print(verdicts, ids, first, reason.get("de"), cells)
        try:
            service.explain({"person_id": "A"}, round_id="r").criteria[0].reads["sex"].en.upper()
        except ProblemError as problem:
            print(problem.status + 1, problem.parameter)

async def other() -> str:
    async with AsyncClient() as service:
        async for row in service.rows("q"):
            print(row)
        return (await service.questions())[0].title.en
"""


def run(code: str) -> subprocess.CompletedProcess[str]:
    return subprocess.run([sys.executable, "-c", code], check=False, capture_output=True, text=True, timeout=60)


def test_importing_it_imports_nothing_else_of_the_package() -> None:
    code = "import sys, regelgraph.client; print([m for m in sys.modules if m.startswith('regelgraph.')])"
    ended = run(code)
    others = [name for name in eval(ended.stdout) if not name.startswith("regelgraph.client")]  # noqa: S307 - our own list
    assert others == []
    assert (
        run("import sys, regelgraph.client; assert not {'fastapi', 'pyarrow', 'rdflib'} & set(sys.modules)").returncode
        == 0
    )


def test_without_httpx_it_names_the_extra() -> None:
    ended = run("import sys; sys.modules['httpx'] = None; import regelgraph.client")
    assert ended.returncode != 0
    assert "pip install 'regelgraph[client]'" in ended.stderr


def test_a_program_that_uses_it_is_clean_to_a_strict_type_checker(tmp_path: Path) -> None:
    program = tmp_path / "program.py"
    program.write_text(PROGRAM)
    wrong = tmp_path / "wrong.py"
    wrong.write_text("from regelgraph.client import Client\nClient().check_persons([{'a': 1}]).results[0].network_id\n")
    command = [sys.executable, "-m", "mypy", "--strict", "--no-incremental", "--cache-dir", str(tmp_path), str(program)]
    found = subprocess.run([*command, str(wrong)], check=False, capture_output=True, text=True, timeout=300)
    lines = [line for line in found.stdout.splitlines() if ": error:" in line]
    assert len(lines) == 1, found.stdout
    assert "wrong.py:2" in lines[0]
    assert '"network_id"' in lines[0]

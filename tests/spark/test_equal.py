"""A check on Spark says what the same check says here, row for row and byte for byte, and fails as it does."""

from __future__ import annotations

import io
from collections.abc import Callable, Sequence
from contextlib import redirect_stderr
from functools import cache
from pathlib import Path
from typing import Any

import pyarrow as pa
import pytest
from pyarrow import parquet
from regelgraph.cli.run import run

from tests.spark.scenarios import FAILING, MASTERS, SCENARIOS, SUMMARIES, Scenario, on

Ran = Callable[[str], dict[str, Any]]
masters = pytest.mark.parametrize("master", MASTERS)


def each_of(scenarios: Sequence[Scenario]) -> pytest.MarkDecorator:
    """Each of these with each master of which it is asked."""
    found = [(each, master) for master in MASTERS for each in on(master) if each in scenarios]
    return pytest.mark.parametrize(
        ("scenario", "master"), found, ids=[f"{each.name}-{master}" for each, master in found]
    )


@pytest.fixture(scope="session")
def here(lists: Path, tmp_path_factory: pytest.TempPathFactory) -> Callable[[Scenario], tuple[int, str, Path]]:
    """Exit code, what was said, and the report of a scenario by the local engine."""

    @cache
    def of(scenario: Scenario) -> tuple[int, str, Path]:
        output = tmp_path_factory.mktemp("here") / "report"
        with redirect_stderr(io.StringIO()) as said:
            code = run(scenario.locally(lists, output))
        return code, said.getvalue(), output

    return of


def reports(
    scenario: Scenario, master: str, ran: Ran, here: Callable[[Scenario], tuple[int, str, Path]]
) -> tuple[Path, Path]:
    """What the scenario wrote on Spark and here, where it went well."""
    code, _, whole = here(scenario)
    done = ran(master)[scenario.name]
    assert (code, done["code"]) == (0, 0), done["said"]
    return Path(done["output"]), whole


def parts(folder: Path, format_: str) -> list[Path]:
    """The part files of a report in order."""
    return sorted(folder.glob(f"part-*.{format_}"))


@each_of(SCENARIOS)
def test_parts_one_behind_the_other_are_the_report_of_the_local_engine(
    scenario: Scenario, master: str, ran: Ran, here: Callable[[Scenario], tuple[int, str, Path]]
) -> None:
    output, whole = reports(scenario, master, ran, here)
    found = parts(output, scenario.format_)
    assert len(found) > 1
    assert {path.name for path in output.iterdir()} == {"_SUCCESS", *(path.name for path in found)}
    if scenario.format_ == "parquet":
        rows = pa.concat_tables([plain(parquet.read_table(path)) for path in found])
        assert rows.equals(plain(parquet.read_table(whole)))
    else:
        assert together(found, heads=scenario.format_ == "csv") == whole.read_bytes()


def plain(table: pa.Table) -> pa.Table:
    """The table with texts as they stand."""
    columns = [c.cast(pa.string()) if pa.types.is_dictionary(c.type) else c for c in table.columns]
    return pa.table(columns, names=table.column_names).combine_chunks()


def together(found: list[Path], *, heads: bool) -> bytes:
    """Parts one behind the other; of several with a line of headers that of the first."""
    texts = [path.read_bytes() for path in found]
    return texts[0] + b"".join(text.split(b"\n", 1)[1] if heads else text for text in texts[1:])


@each_of(SUMMARIES)
def test_a_summary_counts_what_the_local_engine_counts(
    scenario: Scenario, master: str, ran: Ran, here: Callable[[Scenario], tuple[int, str, Path]]
) -> None:
    output, whole = reports(scenario, master, ran, here)
    assert output.read_bytes() == whole.read_bytes()


@each_of(FAILING)
def test_what_cannot_be_judged_fails_with_the_same_sentence_and_leaves_nothing(
    scenario: Scenario, master: str, ran: Ran, lists: Path, tmp_path: Path
) -> None:
    files = sorted((lists / scenario.folder).iterdir())
    with redirect_stderr(io.StringIO()) as said:
        code = run(scenario.arguments(files, tmp_path / "report"))
    done = ran(master)[scenario.name]
    assert (code, done["code"]) == (2, 2)
    assert done["said"] == said.getvalue()
    assert not Path(done["output"]).exists()


@masters
def test_nothing_but_reports_is_left_where_reports_were_written(master: str, ran: Ran) -> None:
    done = [Path(each["output"]) for each in ran(master).values()]
    left = {path.name for path in done[0].parent.iterdir()} - {path.name for path in done}
    assert left == {"ran.json", "tried", "made"}


@masters
def test_what_of_the_list_is_not_judged_by_is_said(master: str, ran: Ran) -> None:
    said = ran(master)["persons in two rounds"]["said"].splitlines()
    assert [line.rpartition("/")[2] for line in said] == [
        "g.parquet: holds no rows and is left out",
        "b.csv: columns left out of the judgement: Bemerkung",
    ]

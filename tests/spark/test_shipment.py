"""What is shipped suffices: an executor compiles nothing, has no shape judged, and needs no file but the list."""

from __future__ import annotations

import pickle
import subprocess
import sys
from dataclasses import replace
from datetime import date
from functools import cache
from pathlib import Path
from random import Random

import pytest
from regelgraph.checks import PERSONS
from regelgraph.errors import InputError
from regelgraph.knowledge import load
from regelgraph.networks import NETWORKS
from regelgraph.participations import STAYS
from regelgraph.spark.failing import SparkError, error_of
from regelgraph.spark.job import Asked, Job
from regelgraph.spark.pieces import look
from regelgraph.spark.shipment import Shipment, note, ship

from tests.cases.cases import judge
from tests.spark import lists

EXECUTOR = """
import pickle, sys
shipment, job, piece = pickle.load(sys.stdin.buffer)
from regelgraph.spark.job import desk
from regelgraph.spark.grouped import deal_rows, judge_bucket
from regelgraph.spark.rowwise import judge_piece
at = desk("key", job, lambda: shipment)
if job.asked.case_kind.endswith("PersonCase"):
    counted = judge_piece(at, piece, 0, None, "csv")
    print(sum(count for _, _, count in counted.endings))
else:
    print(sum(judge_bucket(at, [rows]).lines.num_rows for _, rows in deal_rows(at, piece, 3)))
print(sorted({"rdflib", "pyshacl", "owlrl", "pyspark"} & set(sys.modules)))
"""


@cache
def shipment() -> Shipment:
    knowledge = load(compiled=False)
    noting = note(knowledge)
    return ship(knowledge, noting)


@pytest.mark.parametrize("case_kind", [PERSONS, STAYS, NETWORKS])
def test_an_executor_needs_no_checkout_no_cache_and_no_shacl(case_kind: str, tmp_path: Path) -> None:
    draw, columns = {
        PERSONS: (lists.person, ("person_id", *lists.CELLS)),
        STAYS: (lists.stay, lists.STAYS),
        NETWORKS: (lists.partner, lists.PARTNERS),
    }[case_kind]
    rng = Random(8)
    path = tmp_path / "list.csv"
    path.write_text(lists.as_csv([draw(rng, number) for number in range(300)], columns), encoding="utf-8")
    looked = look(judge().rulebook, case_kind, str(path))
    job = Job(Asked(case_kind, ("win-win-2",), date(2026, 11, 24)), (looked.headers,))
    elsewhere = replace(shipment(), sources=replace(shipment().sources, root=Path("/nowhere")))
    code = f"import sys; sys.path[:] = {sys.path!r}\n{EXECUTOR}"
    done = subprocess.run(
        [sys.executable, "-c", code],
        input=pickle.dumps((elsewhere, job, looked.pieces[0])),
        env={"HOME": "/nowhere", "REGELGRAPH_CACHE": "off"},
        check=False,
        capture_output=True,
    )
    assert done.returncode == 0, done.stderr.decode()
    rows, modules = done.stdout.decode().split("\n")[:2]
    assert int(rows) >= 300 if case_kind == PERSONS else int(rows) > 0
    assert modules == "[]"


@pytest.mark.parametrize(
    ("other", "said"),
    [
        ({"version": "0.0.1"}, "the driver 0.0.1"),
        ({"code": "0" * 64}, "code 00000000"),
        ({"fingerprint": "1" * 64}, "1" * 8),
    ],
)
def test_an_executor_with_other_code_or_rules_refuses(other: dict[str, str], said: str) -> None:
    with pytest.raises(SparkError, match=said):
        replace(shipment(), **other).knowledge()


def test_an_executor_without_the_package_is_told_of_in_words() -> None:
    trace = (
        "Job aborted\nTraceback (most recent call last):\nModuleNotFoundError: No module named 'regelgraph'\n\tat org"
    )
    assert "docs/spark.md" in str(error_of(trace))


def test_what_an_executor_says_of_a_list_is_the_same_error_on_the_driver() -> None:
    trace = (
        "An error occurred while calling z:org.apache.spark.api.python.PythonRDD.collectAndServe.\n"
        ": org.apache.spark.SparkException: Job aborted due to stage failure: Task 1 in stage 0.0 failed 4 times, most "
        "recent failure: Lost task 1.3 in stage 0.0 (TID 5) (127.0.0.1 executor 1): "
        "org.apache.spark.api.python.PythonException: Traceback (most recent call last):\n"
        '  File "/x/regelgraph/tables/files/kinds.py", line 9, in kind_of\n'
        "regelgraph.errors.InputError: /lists/b.parquet is no Parquet file: it ends too early\n\n"
        "\tat org.apache.spark.api.python.BasePythonRunner.handlePythonException(PythonRunner.scala:581)\n"
    )
    error = error_of(trace)
    assert type(error) is InputError
    assert str(error) == "/lists/b.parquet is no Parquet file: it ends too early"

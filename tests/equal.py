"""Judges large lists with every kind of defect in columns, row by row, and on Spark, and ends if they differ.

`python -m tests.equal [--rows N] [--kind persons|participations|networks …] [--no-spark]`. The suite does the same with
fewer rows; this takes minutes.
"""

from __future__ import annotations

import argparse
import filecmp
import subprocess
import sys
import tempfile
import time
from collections import defaultdict
from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace
from itertools import combinations
from pathlib import Path

from regelgraph.checks import Check, open_check
from regelgraph.explanations import _explain_row
from regelgraph.networks import open_networks
from regelgraph.tables.files.source import cells_of

from tests.networks.one_by_one import lines_and_marks
from tests.networks.test_columns import in_columns
from tests.participations.stays import AS_OF, checked, judge, judged
from tests.spark import lists

BLOCK = 9_973
"""Rows of a block: odd, so that blocks and files end at different rows."""


def in_blocks(check: Check) -> None:
    """Have the list judged block by block."""
    check.sources = [
        replace(source, blocks=[source.cells.slice(start, BLOCK) for start in range(0, source.rows, BLOCK)])
        for source in check.sources
    ]


def same(found: Iterable[object], expected: Iterable[object]) -> int:
    """How many there are. Ends at the first that differs."""
    count = 0
    for one, other in zip(found, expected, strict=True):
        if one != other:
            sys.exit(f"differs:\n{one}\n{other}")
        count += 1
    return count


def persons(files: Sequence[Path]) -> int:
    """Every row of persons and what judging it by itself says."""
    check = open_check(judge().knowledge, files, ["win-win-2", "win-win-3"], as_of=AS_OF)
    rows = cells_of(check.sources, check.columns.places).to_pylist()
    in_blocks(check)
    names = ("row", "person_id", "round", "verdict", "criteria", "missing")
    shown = ([*(row[n] for n in names), row["criteria"] and row["reasons_de"]] for row in check.stream().rows())
    return same(shown, (of_tree(tree) for row in rows for tree in _explain_row(check, row)))


def of_tree(tree: dict[str, object]) -> list[object]:
    """The cells of a report row that a proof tree gives."""
    criteria: list[dict[str, object]] = tree["criteria"]  # type: ignore[assignment]
    decided = [each for each in criteria if each["outcome"] == tree["verdict"] != "eligible"]
    ids, missing = "|".join(dict.fromkeys(str(each["id"]) for each in decided)), tree["missing"]
    reasons = " ".join(each["reason"]["de"] for each in decided)  # type: ignore[index]
    return [tree["row"], tree["person_id"], tree["round"], tree["verdict"], ids, "|".join(missing), ids and reasons]  # type: ignore[arg-type]


def participations(rows: Sequence[dict[str, str]]) -> int:
    """Every pair of stays and what judging it by itself says."""
    report = {(row["row_a"], row["row_b"]): row for row in checked(rows, every=True)}
    people: dict[str, list[int]] = defaultdict(list)
    for number, row in enumerate(rows, 1):
        people[row["person_id"].strip()].append(number)
    count = 0
    for name, numbers in people.items():
        if name in ("", "k. A."):
            continue
        for a, b in combinations(numbers, 2):
            row, (alone, _) = report.pop((a, b)), judged(rows[a - 1], rows[b - 1])
            found = [row[name] for name in ("verdict", "criteria", "missing", "reasons_de", "reasons_en")]
            expected = [
                alone.word, "|".join(alone.criteria), "|".join(alone.missing), alone.reasons.de, alone.reasons.en,
            ]  # fmt: skip
            count += same([found], [expected])
    if any(row["row_b"] is not None for row in report.values()):
        sys.exit("a pair of two people")
    return count


def networks(files: Sequence[Path]) -> int:
    """Every network, and what is said about each partner, and what judging it by itself says."""
    check = open_networks(judge().knowledge, files, ["win-win-2"], as_of=AS_OF)
    expected = lines_and_marks(check)
    in_blocks(check)
    found = in_columns(check.stream())
    same(found[0], expected[0])
    return same(found[1], expected[1])


def on_spark(kind: str, folder: Path) -> int:
    """The bytes of the report on Spark and of the one here."""
    command = [sys.executable, "-m", "regelgraph", "check", kind, "--as-of", "2026-11-24", "--round", "win-win-2"]
    here, there, whole = folder.parent / f"{kind}.jsonl", folder.parent / f"{kind}-spark", folder.parent / "whole"
    subprocess.run([*command, "--output", here, *lists.files_in(folder)], check=True, stderr=subprocess.DEVNULL)
    asked = ["--engine", "spark", "--format", "jsonl", "--output", there, folder]
    subprocess.run([*command, *asked], check=True, stderr=subprocess.DEVNULL)
    with whole.open("wb") as file:
        for part in sorted(there.glob("part-*")):
            file.write(part.read_bytes())
    if not filecmp.cmp(here, whole, shallow=False):
        sys.exit(f"{kind}: the report on Spark differs")
    return here.read_bytes().count(b"\n")


def main() -> None:
    """Compare, and print how many rows were equal."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, default=100_000)
    parser.add_argument("--kind", nargs="+", default=["persons", "participations", "networks"])
    parser.add_argument("--no-spark", action="store_true")
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name, "lists")
        lists.write_all(folder, given.rows)
        rng = lists.Random(7)
        stays = [lists.stay(rng, number) for number in range(given.rows)]
        ways: dict[str, Callable[[], int]] = {
            "persons": lambda: persons(lists.files_in(folder / "persons")),
            "participations": lambda: participations(stays),
            "networks": lambda: networks(lists.files_in(folder / "networks")),
        }
        for kind in given.kind:
            start = time.monotonic()
            print(f"{kind}: {ways[kind]():,} equal row by row", end="", flush=True)
            if not given.no_spark:
                print(f", {on_spark(kind, folder / kind):,} on Spark", end="")
            print(f", {time.monotonic() - start:.0f} s", flush=True)


if __name__ == "__main__":
    main()

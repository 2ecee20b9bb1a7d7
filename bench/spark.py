"""Checks on Spark beside the same checks here: whole processes in turn, reports compared byte for byte.

`python bench/spark.py [--rows N …] [--files N] [--repeats N] [--master URL]` invents lists of persons and of stays in
several files, runs both engines, prints medians and ratios, and ends if the parts of a report, one behind the other,
are not the report of the local engine. Persons come as for `bulk.py`; `--defects` takes lists with every kind of defect
from the tests instead.
"""

from __future__ import annotations

import argparse
import os
import statistics
import subprocess
import sys
import tempfile
import time
from pathlib import Path

ROOT = Path(__file__).parents[1]
KINDS = {"persons": ("--round", "win-win-2"), "participations": ("--round", "win-win-2")}


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--rows", type=int, nargs="+", default=[100_000])
    parser.add_argument("--files", type=int, default=4)
    parser.add_argument("--repeats", type=int, default=1)
    parser.add_argument("--master", default="local[*]")
    parser.add_argument("--defects", action="store_true")
    given = parser.parse_args()
    print(f"| on {given.master} | rows | here s | Spark s | Spark/here | starting Spark s |")
    print("| --- | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        os.environ["REGELGRAPH_CACHE"] = str(folder / "kept")
        for rows in given.rows:
            for kind in KINDS:
                lists = folder / f"{kind}-{rows}"
                files = defective(lists, kind, rows) if given.defects else even(lists, kind, rows, given.files)
                measure(lists, files, kind, rows, given)


def even(folder: Path, kind: str, rows: int, files: int) -> list[Path]:
    """A list as other measurements have it, in files of equal size."""
    folder.mkdir()
    maker = "generate.py" if kind == "persons" else "generate_stays.py"
    whole = folder.parent / "whole.csv"
    subprocess.run([sys.executable, str(ROOT / "bench" / maker), str(rows), str(whole)], check=True)
    head, *lines = whole.read_bytes().splitlines(keepends=True)
    size = -(-len(lines) // files)
    found = [folder / f"part-{place:03}.csv" for place in range(files)]
    for place, path in enumerate(found):
        path.write_bytes(head + b"".join(lines[place * size : (place + 1) * size]))
    whole.unlink()
    return found


def defective(folder: Path, kind: str, rows: int) -> list[Path]:
    """A list with every kind of defect, in files of several forms."""
    sys.path.insert(0, str(ROOT))
    from tests.spark import lists

    draw, columns = {
        "persons": (lists.person, ("person_id", *lists.CELLS)),
        "participations": (lists.stay, lists.STAYS),
    }[kind]
    lists.write(folder, draw, columns, rows, seed=rows)
    return lists.files_in(folder)


def measure(folder: Path, files: list[Path], kind: str, rows: int, given: argparse.Namespace) -> None:
    """Run both engines in turn, compare their reports, print a line."""
    here, there = folder.parent / "here.csv", folder.parent / "there"
    spent: dict[str, list[float]] = {"here": [], "spark": [], "empty": []}
    options = KINDS[kind]
    command = [sys.executable, "-m", "regelgraph", "check", kind]
    spark = ["--engine", "spark", "--master", given.master]
    first = files[0].read_bytes().splitlines(keepends=True)
    one = folder.parent / "one.csv"
    one.write_bytes(b"".join(first[:2]))
    run([*command, str(one), *options, "--output", str(here)])
    for _ in range(given.repeats):
        spent["here"].append(run([*command, *map(str, files), *options, "--output", str(here)]))
        spent["spark"].append(run([*command, str(folder), *options, "--output", str(there), *spark]))
        spent["empty"].append(run([*command, str(one), *options, "--output", str(there) + "-one", *spark]))
    texts = [path.read_bytes() for path in sorted(there.glob("part-*.csv"))]
    if texts[0] + b"".join(text.split(b"\n", 1)[1] for text in texts[1:]) != here.read_bytes():
        sys.exit(f"the reports on {kind} differ")
    local, other, empty = (statistics.median(spent[name]) for name in ("here", "spark", "empty"))
    print(f"| {kind} | {rows:,} | {local:.1f} | {other:.1f} | {other / local:.1f} | {empty:.1f} |", flush=True)


def run(command: list[str]) -> float:
    """Seconds that a process takes; ends if it fails."""
    start = time.perf_counter()
    done = subprocess.run(command, check=False, stderr=subprocess.PIPE, text=True)
    if done.returncode:
        sys.exit(f"failed: {' '.join(command)}\n{done.stderr}")
    return time.perf_counter() - start


if __name__ == "__main__":
    main()

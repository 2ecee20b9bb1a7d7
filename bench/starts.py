"""Measures how long a start takes, from an empty Python to a check of one row.

`python bench/starts.py [--repeats N]` prints a Markdown table of medians of whole processes.
"""

from __future__ import annotations

import argparse
import sys
import tempfile
from pathlib import Path

from generate import write
from processes import Runs, check, keeping

COLD_REPEATS = 3


def measure(folder: Path, repeats: int) -> list[tuple[str, Runs]]:
    """Run all ways in turn, as often as asked; those with nothing kept three times at most."""
    one, report, kept = folder / "one.csv", folder / "report.csv", keeping(folder / "kept")
    write(1, one)
    ways = [
        ("an empty Python", [sys.executable, "-c", "pass"]),
        ("`import regelgraph`", [sys.executable, "-c", "import regelgraph"]),
        ("`regelgraph --help`", [sys.executable, "-c", "from regelgraph.cli import main; main()", "--help"]),
        ("check of one row, tables kept", check(one, report)),
    ]
    runs = [(what, Runs()) for what, _ in ways]
    cold = ("check of one row, nothing kept", Runs())
    Runs().run(check(one, report), kept)
    for number in range(repeats):
        for (_, command), (_, each) in zip(ways, runs, strict=True):
            each.run(command, kept)
        if number < COLD_REPEATS:
            cold[1].run(check(one, report), keeping(folder / f"cold-{number}"))
    return [*runs, cold]


def main() -> None:
    """Measure and print."""
    parser = argparse.ArgumentParser(description=__doc__, formatter_class=argparse.RawDescriptionHelpFormatter)
    parser.add_argument("--repeats", type=int, default=5)
    given = parser.parse_args()
    with tempfile.TemporaryDirectory() as name:
        runs = measure(Path(name), given.repeats)
    empty = runs[0][1].median
    print("| start | seconds | over an empty Python |\n| --- | ---: | ---: |")
    for what, each in runs:
        print(f"| {what} | {each.median:.3f} | {each.median - empty:.3f} |")


if __name__ == "__main__":
    main()

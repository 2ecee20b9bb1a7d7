"""Measures `regelgraph check persons` into a styled XLSX workbook: whole processes, alternating.

`python bench/workbook.py [--rows N …] [--repeats N]` prints a Markdown table of medians: the list checked into a
workbook, annotated into one, and into CSV; beside them XlsxWriter writing the rows of that CSV row by row, which is
the writing alone. It ends with an error if the two reports differ in any cell. Look at the ratios.
"""

from __future__ import annotations

import subprocess
import sys
import tempfile
from pathlib import Path

from processes import MIB, Runs, asked, check, keeping, script

SAME = """
import sys
from python_calamine import CalamineWorkbook
first, second = (CalamineWorkbook.from_path(path).get_sheet_by_index(0).to_python() for path in sys.argv[1:])
sys.exit(first != second)
"""


def measure(folder: Path, listed: Path, repeats: int) -> dict[str, Runs]:
    """Run all ways in turn, as often as asked."""
    text, book, annotated, by_rows = (folder / name for name in ("r.csv", "r.xlsx", "annotated.xlsx", "by-rows.xlsx"))
    ways = {
        "csv": check(listed, text),
        "xlsx": check(listed, book),
        "annotated": [*check(listed, annotated), "--annotate"],
        "by rows": script("workbook_by_rows.py", text, by_rows),
    }
    kept = keeping(folder / "kept")
    Runs().run(ways["csv"], kept)
    runs = {way: Runs() for way in ways}
    for _ in range(repeats):
        for way, command in ways.items():
            runs[way].run(command, kept)
    if subprocess.run([sys.executable, "-c", SAME, str(book), str(by_rows)], check=False).returncode:
        sys.exit(f"{book.name} and {by_rows.name} differ")
    return runs


def main() -> None:
    """Measure and print."""
    given = asked(__doc__, [100_000], 3)
    print("| persons, round win-win-2 | rows | CSV s | XLSX s | annotated s | by rows s | XLSX/by rows | XLSX MiB |")
    print("| --- | ---: | ---: | ---: | ---: | ---: | ---: | ---: |")
    with tempfile.TemporaryDirectory() as name:
        folder = Path(name)
        for rows in given.rows:
            listed = folder / f"list-{rows}.csv"
            subprocess.run(script("generate.py", rows, listed), check=True)
            runs = measure(folder, listed, given.repeats)
            text, book, annotated, by_rows = (runs[way] for way in ("csv", "xlsx", "annotated", "by rows"))
            print(
                f"| CSV to XLSX | {rows:,} | {text.median:.2f} | {book.median:.2f} | {annotated.median:.2f} "
                f"| {by_rows.median:.2f} | {book.median / by_rows.median:.2f} | {max(book.peaks) / MIB:,.0f} |",
                flush=True,
            )


if __name__ == "__main__":
    main()

"""How long judging alone takes, from the facts of all rows to the ending of each: `python bench/judging.py LIST`.

Prints seconds; a process of its own. What an engine's validation takes is to be compared with this, not with reading
and writing.
"""

from __future__ import annotations

import sys
import time
from datetime import date
from pathlib import Path
from typing import Any

from regelgraph.checks import open_check
from regelgraph.knowledge import load
from regelgraph.tables.rows.judged import Judging

ROUND, AS_OF = "win-win-2", date(2026, 11, 24)


def main() -> None:
    """Judge the list and print what judging took of it."""
    took: list[float] = []
    judge = Judging.judge

    def timed(self: Judging, *arguments: Any) -> Any:
        start = time.perf_counter()
        found = judge(self, *arguments)
        took.append(time.perf_counter() - start)
        return found

    Judging.judge = timed  # type: ignore[method-assign]
    report = open_check(load(), [Path(sys.argv[1])], [ROUND], as_of=AS_OF).stream()
    for _ in report.taken():
        pass
    print(sum(took))


if __name__ == "__main__":
    main()

"""One Spark for many checks: `python -m tests.spark.runs MASTER LISTS OUT` runs what is asked of it.

Starting Spark takes far longer than judging a few thousand rows, so that all checks of a master share one; the test of
a whole process starts its own. What each check said and how it ended is written to OUT/ran.json.
"""

from __future__ import annotations

import io
import json
import sys
from collections.abc import Iterator
from contextlib import contextmanager, redirect_stderr
from pathlib import Path
from typing import Any

from regelgraph.cli.run import run
from regelgraph.spark import session
from regelgraph.spark.failing import translated

from tests.spark.scenarios import on


def main() -> None:
    """Run all scenarios on one Spark."""
    master, lists, out = sys.argv[1], Path(sys.argv[2]), Path(sys.argv[3])
    ran: dict[str, Any] = {}
    with session.spark(master, "tests") as context:

        @contextmanager
        def shared(asked: str | None, name: str) -> Iterator[Any]:
            assert asked == master
            context.setJobDescription(name)
            with translated():
                yield context

        session.spark = shared  # type: ignore[assignment]
        for place, scenario in enumerate(on(master)):
            with redirect_stderr(io.StringIO()) as said:
                code = run(scenario.on_spark(lists, out / str(place), master))
            ran[scenario.name] = {"code": code, "said": said.getvalue(), "output": str(out / str(place))}
    (out / "ran.json").write_text(json.dumps(ran), encoding="utf-8")


if __name__ == "__main__":
    main()

"""What a long check shows on a terminal meanwhile: rows done, rows a second, time left. Elsewhere it shows nothing."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

from regelgraph.cli.options import on_terminal

if TYPE_CHECKING:
    from rich.progress import Task

Watch = Callable[[int], None]
"""Takes the number of rows that are done so far."""


@contextmanager
def shown(total: Callable[[], int], rows: str, *, to_file: bool) -> Iterator[Watch]:
    """Show on stderr, if that is a terminal and the report does not go to one, how far a check has come.

    `total` gives about how many rows there are; `rows` is the word for them. Nothing of it stays.
    """
    if sys.stderr is None or not sys.stderr.isatty() or (on_terminal() and not to_file):
        yield lambda _: None
        return
    from rich.console import Console
    from rich.progress import BarColumn, Progress, SpinnerColumn, TaskProgressColumn, TextColumn, TimeRemainingColumn

    progress = Progress(
        SpinnerColumn(),
        BarColumn(),
        TaskProgressColumn(),
        TextColumn("{task.fields[said]}"),
        TimeRemainingColumn(elapsed_when_finished=True),
        console=Console(stderr=True),
        transient=True,
    )
    with progress:
        task = progress.add_task("", total=total(), said="…")

        def watch(done: int) -> None:
            progress.update(task, completed=done, said=_said(done, rows, progress.tasks[0]))

        yield watch


def _said(done: int, rows: str, task: Task) -> str:
    elapsed = task.elapsed or 0
    rate = f", {done / elapsed:,.0f} {rows}/s" if elapsed else ""
    return f"{done:,} {rows}{rate}"

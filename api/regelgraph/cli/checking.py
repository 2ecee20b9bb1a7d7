"""What the commands that judge a table have in common: their options, the report and where it goes."""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from regelgraph.cli.options import SHEET_HELP, Common, Day
from regelgraph.cli.wanted import Wanted, format_for, level_of, write_report
from regelgraph.errors import UsageError

if TYPE_CHECKING:
    from regelgraph.asked import Asked

F = TypeVar("F", bound=Callable[..., Any])
FORMATS = ("csv", "jsonl", "parquet", "ttl", "xlsx", "table")
ENGINES = ("local", "spark")
_FORMAT_HELP = "Default: by the suffix of --output, else a table on a terminal and CSV elsewhere."
_OPTIONS = (
    click.argument(
        "files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE..."
    ),
    click.option("--sheet", metavar="NAME", help=SHEET_HELP),
    click.option("--as-of", "as_of", type=Day(), metavar="DATE", help="The day that stands for today. Default: today."),
    click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write here instead of to stdout."),
    click.option("--format", "format_", type=click.Choice(FORMATS), help=_FORMAT_HELP),
    click.option("--annotate", is_flag=True, help="The list as it came, with the findings behind its own columns."),
    click.option("--summary", is_flag=True, help="Counts by verdict and criterion instead of rows."),
    click.option("--min-cell", type=click.IntRange(1), metavar="N", help="With --summary: hide counts below N."),
    click.option(
        "--engine", type=click.Choice(ENGINES), default="local", help="Where the list is judged. Default: here."
    ),
    click.option("--master", metavar="URL", help="With --engine spark: Spark's master. Default: local[*]."),
    click.option("--fail-on", metavar="VERDICT", help="End with 1 if any row has this verdict or a worse one."),
)


def checking(command: F) -> F:
    """Adds the options of commands that judge a table; they come as one argument `wanted`."""

    @functools.wraps(command)
    def with_options(*arguments: Any, **options: Any) -> Any:
        own = {name: options.pop(name) for name in Wanted.__dataclass_fields__}
        return command(*arguments, wanted=Wanted(**own), **options)

    for option in reversed(_OPTIONS):
        with_options = option(with_options)
    return with_options  # type: ignore[return-value]


@contextmanager
def _uncollected() -> Iterator[None]:
    """What a check makes lives until its report is written: looking for garbage costs more than it frees."""
    collecting = gc.isenabled()
    gc.disable()
    try:
        yield
    finally:
        if collecting:
            gc.enable()


@_uncollected()
def run_check(wanted: Wanted, shared: Common, asked: Asked) -> int:
    """Judge the files of `wanted`, here or on Spark, write the report; the exit code.

    Raises UsageError for options that do not go together, before anything is read.
    """
    from regelgraph.cli.output import refuse_to_overwrite, write
    from regelgraph.cli.progress import shown
    from regelgraph.tables.columns import warnings

    if wanted.min_cell and not wanted.summary:
        raise UsageError("--min-cell goes with --summary")
    if wanted.engine != "local":
        from regelgraph.cli.on_spark import run_on_spark

        return run_on_spark(wanted, shared, asked)
    if wanted.master is not None:
        raise UsageError("--master goes with --engine spark")
    refuse_to_overwrite(wanted.output, wanted.files)
    if wanted.annotate and (wanted.summary or wanted.format_ == "table"):
        raise UsageError(
            "--annotate gives the whole list in a format for files; leave out --summary and --format table"
        )
    chosen = format_for(wanted)
    check = asked.open(shared.load(), wanted.files, wanted.sheet)
    limit = level_of(check, wanted.fail_on) if wanted.fail_on is not None else None
    for name, warning in warnings(check.sources, check.columns):
        click.echo(f"Warning: {name}: {warning}", err=True)
    rows = check.judge.rulebook.texts["label-rows"].get(check.lang)
    with shown(lambda: check.total, rows, to_file=wanted.output is not None) as watch:
        report = check.stream()
        report.watch = watch
        write(wanted.output, lambda out: write_report(check, report, chosen, out, wanted))
    return 1 if limit is not None and report.worst >= limit else 0

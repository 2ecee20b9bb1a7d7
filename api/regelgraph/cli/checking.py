"""What the commands that judge a table have in common: their options, the report and where it goes."""

from __future__ import annotations

import functools
import gc
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from regelgraph.cli.options import SHEET_HELP, Common, Day, on_terminal
from regelgraph.errors import UsageError

if TYPE_CHECKING:
    from regelgraph.checks import Check
    from regelgraph.spark.job import Asked
    from regelgraph.tables.reports.report import Report

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


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is read, as of which day, and what becomes of the report."""

    files: tuple[Path, ...]
    sheet: str | None
    as_of: date | None
    output: Path | None
    format_: str | None
    annotate: bool
    summary: bool
    min_cell: int | None
    fail_on: str | None
    engine: str
    master: str | None


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
def run_check(wanted: Wanted, shared: Common, make: Callable[[], Check], ask: Callable[[], Asked]) -> int:
    """Judge the table that `make` opens, or on Spark the list that `ask` asks for, write the report; the exit code.

    Raises UsageError for options that do not go together, before anything is read.
    """
    from regelgraph.cli.output import refuse_to_overwrite, write
    from regelgraph.cli.progress import shown
    from regelgraph.tables.columns import warnings

    if wanted.min_cell and not wanted.summary:
        raise UsageError("--min-cell goes with --summary")
    if wanted.engine != "local":
        return _on_spark(wanted, shared, ask())
    if wanted.master is not None:
        raise UsageError("--master goes with --engine spark")
    refuse_to_overwrite(wanted.output, wanted.files)
    if wanted.annotate and (wanted.summary or wanted.format_ == "table"):
        raise UsageError(
            "--annotate gives the whole list in a format for files; leave out --summary and --format table"
        )
    chosen = _format(wanted)
    check = make()
    limit = _level(check, wanted.fail_on) if wanted.fail_on is not None else None
    for name, warning in warnings(check.sources, check.columns):
        click.echo(f"Warning: {name}: {warning}", err=True)
    rows = check.judge.rulebook.texts["label-rows"].get(check.lang)
    with shown(check.total, rows, to_file=wanted.output is not None) as watch:
        report = check.stream()
        report.watch = watch
        write(wanted.output, lambda out: _write(check, report, chosen, out, wanted))
    return 1 if limit is not None and report.worst >= limit else 0


def _on_spark(wanted: Wanted, shared: Common, asked: Asked) -> int:
    from regelgraph.cli.on_spark import run_on_spark
    from regelgraph.cli.output import refuse_to_overwrite, write

    if wanted.summary:
        refuse_to_overwrite(wanted.output, wanted.files)
    chosen = _format(wanted) if wanted.summary else ""

    def summarise(check: Check, totals: Report) -> None:
        write(wanted.output, lambda out: _write(check, totals, chosen, out, wanted))

    return run_on_spark(wanted, shared, asked, _level, summarise)


def _format(wanted: Wanted) -> str:
    """The format of the report: as said, by the suffix, or for whoever reads stdout."""
    from regelgraph.tables.writers import format_of

    if wanted.format_:
        return wanted.format_
    if wanted.output is not None:
        return format_of(wanted.output)
    return "table" if on_terminal() and not wanted.annotate else "csv"


def _level(check: Check, word: str) -> int:
    """The place of a verdict among those of the case kind. Raises UsageError naming them."""
    wanted = word.replace("-", "_").lower()
    if wanted not in check.words:
        raise UsageError(f"--fail-on {word}: no such verdict; expected one of {', '.join(check.words)}")
    return check.words.index(wanted)


def _write(check: Check, report: Report, format_: str, out: IO[bytes], wanted: Wanted) -> None:
    from regelgraph.tables.reports import summary as counting
    from regelgraph.tables.reports import terminal
    from regelgraph.tables.writers import records, writer

    say = terminal.texts(check.judge.rulebook.texts, check.lang)
    if format_ == "table":
        text = TextIOWrapper(out, encoding="utf-8", write_through=True)
        if wanted.summary:
            terminal.write_counts(report, counting.summarise(report, wanted.min_cell), text, say)
        else:
            terminal.write_rows(report, text, check.verdicts, say, check.lang)
        text.detach()
    elif wanted.summary:
        counts = [each.cells for each in counting.summarise(report, wanted.min_cell)]
        records.write(format_, counting.COLUMNS, counts, out)
    elif wanted.annotate:
        from regelgraph.tables.reports.annotated import Annotated
        from regelgraph.tables.writers import annotated

        annotated.write(format_, Annotated(report, check.sources, check.lang), check.judge.rulebook, check.lang, out)
    else:
        writer(format_)(report, out)

"""`regelgraph check`: judge the cases of a table, write the report."""

from __future__ import annotations

from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING

import click

from regelgraph.cli.options import Common, Day, common, on_terminal, today
from regelgraph.errors import UsageError

if TYPE_CHECKING:
    from regelgraph.checks import Check
    from regelgraph.tables.report import Report

FORMATS = ("csv", "jsonl", "table")
_FORMAT_HELP = "Default: by the suffix of --output, else a table on a terminal and CSV elsewhere."


@click.group("check")
@common
def command(_common: Common) -> None:
    """Judge the cases of a table by the rules of a round."""


@command.command("persons")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE...")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round to judge by. May be repeated.")
@click.option("--as-of", "as_of", type=Day(), metavar="DATE", help="The day that stands for today. Default: today.")
@click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write here instead of to stdout.")
@click.option("--format", "format_", type=click.Choice(FORMATS), help=_FORMAT_HELP)
@click.option("--summary", is_flag=True, help="Counts by verdict and criterion instead of rows.")
@click.option("--min-cell", type=click.IntRange(1), metavar="N", help="With --summary: hide counts below N.")
@click.option("--fail-on", metavar="VERDICT", help="End with 1 if any row has this verdict or a worse one.")
@common
def persons(
    shared: Common,
    files: tuple[Path, ...],
    rounds: tuple[str, ...],
    as_of: date | None,
    output: Path | None,
    format_: str | None,
    summary: bool,
    min_cell: int | None,
    fail_on: str | None,
) -> int:
    """Judge lists of persons: one row is one person's entry into one project.

    Rows are numbered from 1 on through all files. `-` is standard input.
    """
    from regelgraph.checks import open_check
    from regelgraph.cli.output import refuse_to_overwrite, write

    if min_cell and not summary:
        raise UsageError("--min-cell goes with --summary")
    chosen = _format(output, format_)
    refuse_to_overwrite(output, files)
    check = open_check(shared.load(), files, rounds, as_of=as_of or today(), lang=shared.lang)
    limit = _level(check, fail_on) if fail_on else None
    for source, extras in zip(check.sources, check.columns.extras, strict=True):
        if extras:
            click.echo(f"Warning: {source.name}: columns left out of the judgement: {', '.join(extras)}", err=True)
    report = check.report()
    write(output, lambda out: _write(check, report, chosen, out, summary=summary, min_cell=min_cell))
    return 1 if limit is not None and report.worst >= limit else 0


def _format(output: Path | None, given: str | None) -> str:
    """The format of the report: as said, by the suffix, or for whoever reads stdout."""
    from regelgraph.tables.writers import format_of

    if given:
        return given
    if output is not None:
        return format_of(output)
    return "table" if on_terminal() else "csv"


def _level(check: Check, word: str) -> int:
    """The place of a verdict among those of the case kind. Raises UsageError naming them."""
    wanted = word.replace("-", "_").lower()
    if wanted not in check.words:
        raise UsageError(f"--fail-on {word}: no such verdict; expected one of {', '.join(check.words)}")
    return check.words.index(wanted)


def _write(check: Check, report: Report, format_: str, out: IO[bytes], *, summary: bool, min_cell: int | None) -> None:
    from regelgraph.tables import summary as counting
    from regelgraph.tables import terminal
    from regelgraph.tables.writers import records, writer

    say = terminal.texts(check.judge.rulebook.texts, check.lang)
    if format_ == "table":
        text = TextIOWrapper(out, encoding="utf-8", write_through=True)
        if summary:
            terminal.write_counts(report, counting.summarise(report, min_cell), text, say)
        else:
            terminal.write_rows(report, text, check.verdicts, say, check.lang)
        text.detach()
    elif summary:
        counts = [each.cells for each in counting.summarise(report, min_cell)]
        records.write(format_, counting.COLUMNS, counts, out)
    else:
        writer(format_)(report, out)

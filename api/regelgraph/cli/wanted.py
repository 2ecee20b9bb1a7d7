"""What is wanted of a check: what is read, and in which form its report is written."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from io import TextIOWrapper
from pathlib import Path
from typing import IO, TYPE_CHECKING

from regelgraph.cli.options import on_terminal
from regelgraph.errors import UsageError

if TYPE_CHECKING:
    from regelgraph.checks import Check
    from regelgraph.tables.reports.report import Report


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


def format_for(wanted: Wanted) -> str:
    """The format of the report: as said, by the suffix, or for whoever reads stdout."""
    from regelgraph.tables.writers import format_of

    if wanted.format_:
        return wanted.format_
    if wanted.output is not None:
        return format_of(wanted.output)
    return "table" if on_terminal() and not wanted.annotate else "csv"


def level_of(check: Check, word: str) -> int:
    """The place of a verdict among those of the case kind. Raises UsageError naming them."""
    wanted = word.replace("-", "_").lower()
    if wanted not in check.words:
        raise UsageError(f"--fail-on {word}: no such verdict; expected one of {', '.join(check.words)}")
    return check.words.index(wanted)


def write_report(check: Check, report: Report, format_: str, out: IO[bytes], wanted: Wanted) -> None:
    """Write rows, counts or the annotated list in a format to a binary stream."""
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

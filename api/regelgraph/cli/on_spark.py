"""A check on Spark, as the command line asks for it: what goes together, the folder of the report, the exit code."""

from __future__ import annotations

from contextlib import ExitStack
from typing import TYPE_CHECKING

import click

from regelgraph.cli.options import Common
from regelgraph.cli.wanted import Wanted, format_for, level_of, write_report
from regelgraph.errors import UsageError

if TYPE_CHECKING:
    from regelgraph.asked import Asked

_FORMAT = "csv"
"""The format of the parts where neither an option nor the name of the folder says one."""


def run_on_spark(wanted: Wanted, shared: Common, asked: Asked) -> int:
    """Judge the files of `wanted` on Spark, write the folder of the report or the summary; the exit code.

    Raises UsageError, before Spark starts, for what does not go together.
    """
    from regelgraph.cli.output import refuse_to_overwrite, write
    from regelgraph.spark.folder import filled, refuse_to_replace
    from regelgraph.spark.job import without_list
    from regelgraph.spark.listing import files_of
    from regelgraph.spark.run import find, judge
    from regelgraph.spark.session import spark
    from regelgraph.spark.shipment import note, ship
    from regelgraph.spark.tasks import Sent

    format_ = _format(wanted)
    if wanted.summary:
        refuse_to_overwrite(wanted.output, wanted.files)
    files = files_of(wanted.files)
    if not wanted.summary and wanted.output is not None:
        refuse_to_replace(wanted.output, wanted.files, files)
    knowledge = shared.load(compiled=False)
    noting = note(knowledge)
    check = without_list(asked, knowledge)
    limit = level_of(check, wanted.fail_on) if wanted.fail_on is not None else None
    shipment = ship(knowledge, noting)
    with ExitStack() as stack:
        # The folder first: what writes into it has ended when it is removed.
        folder = stack.enter_context(filled(wanted.output)) if wanted.output and not wanted.summary else None
        context = stack.enter_context(spark(wanted.master, f"regelgraph check {asked.case_kind.rpartition('/')[2]}"))
        sent = Sent(context, shipment)
        found = find(context, sent, asked, files, knowledge)
        for name, warning in found.warnings:
            click.echo(f"Warning: {name}: {warning}", err=True)
        totals = judge(context, sent, found, folder, format_)
    if wanted.summary:
        write(wanted.output, lambda out: write_report(check, totals, format_, out, wanted))
    return 1 if limit is not None and totals.worst >= limit else 0


def _format(wanted: Wanted) -> str:
    """The format of the parts, or of the summary. Raises UsageError for what Spark does not write."""
    from regelgraph.spark.folder import FORMATS
    from regelgraph.tables.writers import SUFFIXES

    known = ", ".join(FORMATS)
    if wanted.annotate or wanted.sheet is not None:
        raise UsageError("--annotate and --sheet go with --engine local only")
    if wanted.summary:
        return format_for(wanted)
    if wanted.output is None:
        raise UsageError("--engine spark writes a folder: give --output FOLDER, or --summary")
    chosen = wanted.format_ or SUFFIXES.get(wanted.output.suffix.lower(), _FORMAT)
    if chosen not in FORMATS:
        raise UsageError(f"--engine spark writes {known}, not {chosen}; check a part of the list with --engine local")
    return chosen

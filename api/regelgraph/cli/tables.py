"""`regelgraph tables`: the decision table of a criterion."""

from __future__ import annotations

import sys

import click

from regelgraph.cli.options import Common, common
from regelgraph.errors import UsageError


@click.command("tables")
@click.argument("criterion", metavar="CRITERION")
@click.option("--format", "format_", type=click.Choice(("table", "csv", "jsonl")), default="table", show_default=True)
@common
def command(shared: Common, criterion: str, format_: str) -> None:
    """Show which classes of facts lead to which outcome of CRITERION (an id such as `age`), as pySHACL judged them."""
    from regelgraph.judge import Judge
    from regelgraph.tables import terminal
    from regelgraph.tables.decisions import merged
    from regelgraph.tables.writers import records

    knowledge = shared.load()
    known = {each.notation: each for each in knowledge.rulebook.criteria.values()}
    if criterion not in known:
        raise UsageError(f"unknown criterion {criterion!r}; there are: {', '.join(known)}")
    judge = Judge(knowledge)
    table = judge.table(known[criterion].iri)
    judge.keep()
    columns, rows = merged(table, judge, shared.lang)
    if format_ == "table":
        terminal.write_plain(columns, rows, sys.stdout)
    else:
        records.write(format_, columns, rows, sys.stdout.buffer)
    if not table.finite:
        click.echo("This criterion has no finite table: shown are the cases judged so far", err=True)

"""`regelgraph questions`: what can be asked."""

from __future__ import annotations

import json
import sys

import click

from regelgraph.cli.options import Common, common


@click.command("questions")
@click.option(
    "--format", "format_", type=click.Choice(("table", "csv", "json", "jsonl")), default="table", show_default=True
)
@common
def command(shared: Common, format_: str) -> None:
    """List the questions that `regelgraph ask` answers, with their parameters."""
    from regelgraph.questions import Register
    from regelgraph.tables.reports import terminal
    from regelgraph.tables.writers import records

    register = Register(shared.load(compiled=False))
    if format_ == "json":
        described = [question.described() for question in register]
        click.echo(json.dumps({"questions": described}, ensure_ascii=False, indent=2))
        return
    columns = ("question", "title", "parameters", "audience")
    rows = [
        (
            question.id,
            question.title.get(shared.lang),
            " ".join(each.name if each.required else f"[{each.name}]" for each in question.parameters),
            question.audience,
        )
        for question in register
    ]
    if format_ == "table":
        terminal.write_plain(columns, rows, sys.stdout)
    else:
        records.write(format_, columns, rows, sys.stdout.buffer)

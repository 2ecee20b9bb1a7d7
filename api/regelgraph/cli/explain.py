"""`regelgraph explain`: the whole reasoning for one case."""

from __future__ import annotations

import json
from datetime import date
from pathlib import Path

import click

from regelgraph.cli.options import Common, Day, common, today


@click.group("explain")
@common
def command(_common: Common) -> None:
    """Show the whole reasoning for one case, down to the cited clause."""


@command.command("persons")
@click.argument("files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE...")
@click.option("--id", "identity", required=True, metavar="ID", help="The person_id; all rows that have it.")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round to judge by. May be repeated.")
@click.option("--as-of", "as_of", type=Day(), metavar="DATE", help="The day that stands for today. Default: today.")
@click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True)
@common
def persons(
    shared: Common,
    files: tuple[Path, ...],
    identity: str,
    rounds: tuple[str, ...],
    as_of: date | None,
    format_: str,
) -> None:
    """Explain how each row with the id is judged: facts, criteria, clauses, norms, open questions, evidence."""
    from regelgraph.checks import open_check
    from regelgraph.explanations import explain

    check = open_check(shared.load(), files, rounds, as_of=as_of or today(), lang=shared.lang)
    trees = explain(check, identity)
    if format_ == "json":
        click.echo(json.dumps(trees, ensure_ascii=False, indent=2))
        return
    from regelgraph.tables.explained import as_text

    click.echo("\n".join(as_text(tree, check.judge.rulebook, check.lang) for tree in trees), nl=False)

"""`regelgraph tables`: the decision table of a criterion."""

from __future__ import annotations

import sys
from typing import TYPE_CHECKING

import click

from regelgraph.cli.known import line_of
from regelgraph.cli.options import Common, common
from regelgraph.errors import UsageError

if TYPE_CHECKING:
    from regelgraph.rulebook import Criterion, Rulebook


@click.command("tables")
@click.argument("criterion", metavar="CRITERION")
@click.option("--format", "format_", type=click.Choice(("table", "csv", "jsonl")), default="table", show_default=True)
@common
def command(shared: Common, criterion: str, format_: str) -> None:
    """Show which classes of facts lead to which outcome of CRITERION (an id such as `age`), as pySHACL judged them."""
    from regelgraph.judge import Judge
    from regelgraph.tables.reports import terminal
    from regelgraph.tables.reports.decisions import merged
    from regelgraph.tables.writers import records

    judge = Judge(shared.load())
    found = _named(judge.rulebook, criterion)
    if not found:
        known = ", ".join(dict.fromkeys(each.notation for each in judge.rulebook.criteria.values()))
        raise UsageError(f"unknown criterion {criterion!r}; there are: {known}")
    if format_ != "table":
        found = [each for each in found if _slug(each) == criterion] or found
    if len(found) > 1 and format_ != "table":
        raise UsageError(f"{criterion} is several criteria; name one of {', '.join(_slug(each) for each in found)}")
    for each in found:
        table = judge.table(each.iri)
        columns, rows = merged(table, judge, shared.lang)
        if format_ == "table":
            click.echo(f"{each.label.get(shared.lang)} [{_slug(each)}]: {each.definition.get(shared.lang)}")
            terminal.write_plain(columns, rows, sys.stdout)
        else:
            records.write(format_, columns, rows, sys.stdout.buffer)
        if not table.finite:
            click.echo(f"{_slug(each)} has no finite table: shown are the cases judged so far", err=True)
    if format_ == "table":
        click.echo(line_of(judge.knowledge, shared.lang))
    judge.keep()


def _slug(criterion: Criterion) -> str:
    """What stands last in the IRI: tells criteria apart that share an id because rounds word them differently."""
    return criterion.iri.rsplit("/", 1)[-1]


def _named(rulebook: Rulebook, name: str) -> list[Criterion]:
    """The criteria whose IRI or its last part is `name`, else those with that id."""
    criteria = list(rulebook.criteria.values())
    shared = [each for each in criteria if each.notation == name]
    if len(shared) > 1:
        return shared
    return [each for each in criteria if name in (each.iri, _slug(each))] or shared

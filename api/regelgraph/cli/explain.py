"""`regelgraph explain`: the whole reasoning for one case."""

from __future__ import annotations

import json
from collections.abc import Callable
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from regelgraph.cli.options import SHEET_HELP, Common, Day, common, today

if TYPE_CHECKING:
    from regelgraph.checks import Check


F = TypeVar("F", bound=Callable[..., Any])
_OPTIONS = (
    click.argument(
        "files", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE..."
    ),
    click.option("--id", "identity", required=True, metavar="ID", help="The person_id or network_id; all its rows."),
    click.option("--sheet", metavar="NAME", help=SHEET_HELP),
    click.option("--as-of", "as_of", type=Day(), metavar="DATE", help="The day that stands for today. Default: today."),
    click.option("--format", "format_", type=click.Choice(("text", "json")), default="text", show_default=True),
)


def explaining(function: F) -> F:
    """Adds the options of commands that explain."""
    for option in reversed(_OPTIONS):
        function = option(function)
    return function


@click.group("explain")
@common
def command(_common: Common) -> None:
    """Show the whole reasoning for one case, down to the cited clause."""


@command.command("persons")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round to judge by. May be repeated.")
@explaining
@common
def persons(
    shared: Common,
    files: tuple[Path, ...],
    identity: str,
    rounds: tuple[str, ...],
    sheet: str | None,
    as_of: date | None,
    format_: str,
) -> None:
    """Explain how each row with the id is judged: facts, criteria, clauses, norms, open questions, evidence."""
    from regelgraph.checks import open_check
    from regelgraph.explanations import explain

    check = open_check(shared.load(), files, rounds, as_of=as_of or today(), lang=shared.lang, sheet=sheet)
    _show(check, explain(check, identity), format_)


@command.command("participations")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round of stays that name none. May be repeated.")
@explaining
@common
def participations(
    shared: Common,
    files: tuple[Path, ...],
    identity: str,
    rounds: tuple[str, ...],
    sheet: str | None,
    as_of: date | None,
    format_: str,
) -> None:
    """Explain how each two stays of a person are compared: days in common, programmes, criteria, clauses, norms."""
    from regelgraph.pair_explanations import explain_pairs
    from regelgraph.participations import open_pairs

    check = open_pairs(shared.load(), files, rounds, as_of=as_of or today(), lang=shared.lang, sheet=sheet)
    _show(check, explain_pairs(check, identity), format_)


@command.command("networks")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round of rows that name none. May be repeated.")
@explaining
@common
def networks(
    shared: Common,
    files: tuple[Path, ...],
    identity: str,
    rounds: tuple[str, ...],
    sheet: str | None,
    as_of: date | None,
    format_: str,
) -> None:
    """Explain how a network is judged for each of its rounds: partners, aims, criteria, clauses, open questions."""
    from regelgraph.network_explanations import explain_networks
    from regelgraph.networks import open_networks

    check = open_networks(shared.load(), files, rounds, as_of=as_of or today(), lang=shared.lang, sheet=sheet)
    _show(check, explain_networks(check, identity), format_)


def _show(check: Check, trees: list[dict[str, Any]], format_: str) -> None:
    if format_ == "json":
        click.echo(json.dumps(trees, ensure_ascii=False, indent=2))
        return
    from regelgraph.tables.reports.explained import as_text

    named = [
        {"person_id": tree.get(check.columns.identity.fact.name, ""), **tree, "row": _rows(tree)} for tree in trees
    ]
    click.echo("\n".join(as_text(tree, check.judge.rulebook, check.lang) for tree in named), nl=False)


def _rows(tree: dict[str, Any]) -> str:
    """The row of a tree, or both rows of a pair."""
    return " / ".join(str(tree[name]) for name in ("row_a", "row_b") if name in tree) or str(tree["row"])

"""`regelgraph check`: judge the cases of a table, write the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from regelgraph.cli.checking import checking, run_check
from regelgraph.cli.options import Common, common, today
from regelgraph.cli.wanted import Wanted
from regelgraph.terms import NETWORKS, PERSONS, STAYS

if TYPE_CHECKING:
    from regelgraph.asked import Asked


@click.group("check")
@common
def command(_common: Common) -> None:
    """Judge the cases of a table by the rules of a round."""


@command.command("persons")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round to judge by. May be repeated.")
@checking
@common
def persons(shared: Common, rounds: tuple[str, ...], wanted: Wanted) -> int:
    """Judge lists of persons: one row is one person's entry into one project.

    Rows are numbered from 1 on through all files. `-` is standard input.
    """
    return run_check(wanted, shared, _asked(PERSONS, rounds, wanted, shared))


@command.command("participations")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round of stays that name none. May be repeated.")
@click.option("--all-pairs", "every", is_flag=True, help="Report pairs without conflict, too.")
@checking
@common
def participations(shared: Common, rounds: tuple[str, ...], every: bool, wanted: Wanted) -> int:
    """Compare stays of one person in several programmes: one row is one person's time in one programme.

    Each two stays of a person are one case. Rows are numbered from 1 on through all files. `-` is standard input.
    """
    return run_check(wanted, shared, _asked(STAYS, rounds, wanted, shared, every=every))


@command.command("networks")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round of rows that name none. May be repeated.")
@checking
@common
def networks(shared: Common, rounds: tuple[str, ...], wanted: Wanted) -> int:
    """Judge cooperation networks: one row is one partner, all rows with the same id are one network.

    Rows are numbered from 1 on through all files. `-` is standard input.
    """
    return run_check(wanted, shared, _asked(NETWORKS, rounds, wanted, shared))


def _asked(case_kind: str, rounds: tuple[str, ...], wanted: Wanted, shared: Common, *, every: bool = False) -> Asked:
    """What is asked for; imported only now, for it brings much with it."""
    from regelgraph.asked import Asked

    return Asked(case_kind, rounds, wanted.as_of or today(), shared.lang, every)

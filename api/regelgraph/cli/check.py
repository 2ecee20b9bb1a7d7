"""`regelgraph check`: judge the cases of a table, write the report."""

from __future__ import annotations

from typing import TYPE_CHECKING

import click

from regelgraph.cli.checking import checking, run_check
from regelgraph.cli.options import Common, common, today
from regelgraph.cli.wanted import Wanted

if TYPE_CHECKING:
    from regelgraph.spark.job import Asked


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
    from regelgraph.checks import PERSONS, open_check

    return run_check(
        wanted,
        shared,
        lambda: open_check(
            shared.load(),
            wanted.files,
            rounds,
            as_of=wanted.as_of or today(),
            lang=shared.lang,
            sheet=wanted.sheet,
        ),
        lambda: _asked(PERSONS, rounds, wanted, shared),
    )


@command.command("participations")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round of stays that name none. May be repeated.")
@click.option("--all-pairs", "every", is_flag=True, help="Report pairs without conflict, too.")
@checking
@common
def participations(shared: Common, rounds: tuple[str, ...], every: bool, wanted: Wanted) -> int:
    """Compare stays of one person in several programmes: one row is one person's time in one programme.

    Each two stays of a person are one case. Rows are numbered from 1 on through all files. `-` is standard input.
    """
    from regelgraph.participations import STAYS, open_pairs

    return run_check(
        wanted,
        shared,
        lambda: open_pairs(
            shared.load(),
            wanted.files,
            rounds,
            as_of=wanted.as_of or today(),
            lang=shared.lang,
            every=every,
            sheet=wanted.sheet,
        ),
        lambda: _asked(STAYS, rounds, wanted, shared, every=every),
    )


@command.command("networks")
@click.option("--round", "rounds", multiple=True, metavar="ID", help="Round of rows that name none. May be repeated.")
@checking
@common
def networks(shared: Common, rounds: tuple[str, ...], wanted: Wanted) -> int:
    """Judge cooperation networks: one row is one partner, all rows with the same id are one network.

    Rows are numbered from 1 on through all files. `-` is standard input.
    """
    from regelgraph.networks import NETWORKS, open_networks

    return run_check(
        wanted,
        shared,
        lambda: open_networks(
            shared.load(),
            wanted.files,
            rounds,
            as_of=wanted.as_of or today(),
            lang=shared.lang,
            sheet=wanted.sheet,
        ),
        lambda: _asked(NETWORKS, rounds, wanted, shared),
    )


def _asked(case_kind: str, rounds: tuple[str, ...], wanted: Wanted, shared: Common, *, every: bool = False) -> Asked:
    """What is asked for, for Spark."""
    from regelgraph.spark.job import Asked

    return Asked(case_kind, rounds, wanted.as_of or today(), shared.lang, every)

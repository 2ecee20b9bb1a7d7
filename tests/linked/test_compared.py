"""What an auditor relies on: no title and no country is left out of a comparison."""

from __future__ import annotations

from regelgraph.comparing import compare
from regelgraph.comparing.verdicts import outcomes
from regelgraph.knowledge import load


def test_every_title_and_country_is_compared_in_every_round_that_reads_them() -> None:
    known = load()
    found = outcomes(known)
    rounds = {each.notation for each in known.rulebook.rounds.values()} & {where.split()[0] for _, where in found}
    assert len(rounds) > 1
    for round_ in rounds:
        compared = {value for value, where in found if where.startswith(round_ + " ")}
        assert compared >= known.rulebook.countries.keys()
        if any(where.startswith(f"{round_} residence-status") for _, where in found):
            assert compared >= known.rulebook.titles.keys()


def test_a_knowledge_means_the_same_as_itself() -> None:
    assert compare(load(), load(), "de") == []

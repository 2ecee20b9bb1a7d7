"""What an auditor relies on: no title and no country is left out of a comparison, and no change is told twice."""

from __future__ import annotations

from dataclasses import replace
from typing import Final

from regelgraph.comparing import compare
from regelgraph.comparing.outcomes import Outcomes
from regelgraph.comparing.readings import differences as readings
from regelgraph.comparing.rounds import asked
from regelgraph.comparing.verdicts import differences
from regelgraph.knowledge import Knowledge, load

ID: Final = "https://w3id.org/regelgraph/id/"


def test_every_title_and_country_is_compared_in_every_round_that_reads_them() -> None:
    known = load()
    outcomes = Outcomes(known)
    rounds = 0
    for round_ in known.rulebook.rounds.values():
        criteria = asked(round_, known.rulebook)
        compared = {value for criterion in criteria for value, _ in outcomes.of(criterion)}
        if not compared:
            continue
        rounds += 1
        assert compared >= known.rulebook.countries.keys()
        if any(criterion.notation.startswith("residence-status") for criterion in criteria):
            assert compared >= known.rulebook.titles.keys()
    assert rounds > 1


def test_a_knowledge_means_the_same_as_itself() -> None:
    assert compare(load(), load(), "de") == []


def changed(**sections: object) -> Knowledge:
    """The built-in knowledge with other sections of its rulebook."""
    known = load()
    known.rulebook = replace(known.rulebook, **sections)  # type: ignore[arg-type]
    return known


def test_a_criterion_struck_from_a_round_frees_the_titles_that_it_held_back_there() -> None:
    rounds = load().rulebook.rounds
    round_, struck = ID + "round/win-win-2", ID + "criterion/residence-status"
    kept = tuple(each for each in rounds[round_].criteria if each != struck)
    found = differences(load(), changed(rounds={**rounds, round_: replace(rounds[round_], criteria=kept)}))
    assert {each.where.split(";")[0] for each in found} == {"win-win-2 residence-status (removed)"}
    assert {each.after for each in found} == {"eligible"}
    freed = {each.thing for each in found if each.thing.startswith("id/title/")}
    assert {"id/title/aufenthg-25-5", "id/title/none"} <= freed
    assert len(freed) > 100


def test_a_spelling_less_of_a_title_is_told_once() -> None:
    book = load().rulebook
    title = book.titles[ID + "title/aufenthg-25-5"]
    fewer = tuple(each for each in title.aliases if each != "25 V")
    codes = {
        scheme: tuple(replace(each, aliases=fewer) if each.iri == title.iri else each for each in listed)
        for scheme, listed in book.code_lists.items()
    }
    new = replace(book, titles={**book.titles, title.iri: replace(title, aliases=fewer)}, code_lists=codes)
    assert new.code_lists != book.code_lists
    (row,) = readings(book, new)
    assert (row.thing, row.where) == ("id/title/aufenthg-25-5", "aliases")

"""Which values of a column cannot be told apart by a derived fact, so that it is derived once for all of them.

A membership or a continuation only asks on which side of its dates a day lies; a day between the same two borders leads
to the same finding. `key_of` gives equal keys to readings that may stand for each other.
"""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Callable, Hashable
from datetime import date, timedelta

from regelgraph.judge.queried import exact
from regelgraph.rulebook import DerivedFact, Rulebook
from regelgraph.terms import ENDED_BEFORE, LOOKUP, QUERIED
from regelgraph.values import Options, Reading, Spans, State

Key = Callable[[Reading], Hashable]


def exact_day(reading: Reading) -> date | None:
    """The day of a reading that is exactly one."""
    exact = reading.possible.exact if isinstance(reading.possible, Spans) else None
    return exact if isinstance(exact, date) else None


def key_of(rulebook: Rulebook, fact: DerivedFact, column: str) -> Key:
    """A function from readings of `column`, an input of `fact`, to keys; any other reading is its own key."""
    if fact.derivation == LOOKUP and column == fact.on:
        return _stretches(_membership_borders(rulebook))
    if fact.derivation == QUERIED:
        return _queried_key(rulebook, fact, column)
    if fact.derivation == ENDED_BEFORE:
        return _ended_key(rulebook, fact, column)
    return _itself


def raises_no_doubt(rulebook: Rulebook, fact: DerivedFact, reading: Reading) -> bool:
    """Whether a last day of validity is blank, or unreadable where that only could raise doubt: nothing has ended."""
    declared = rulebook.facts[fact.case_kind][fact.of or ""]
    return reading.state is State.BLANK or (reading.state is State.UNREADABLE and declared.only_raises_doubt)


def _itself(reading: Reading) -> Hashable:
    return reading


def _stretches(borders: list[date]) -> Key:
    def key(reading: Reading) -> Hashable:
        day = exact_day(reading)
        return reading if day is None else bisect_right(borders, day)

    return key


def _membership_borders(rulebook: Rulebook) -> list[date]:
    memberships = [each for country in rulebook.countries.values() for each in country.memberships]
    starts = {each.since for each in memberships if each.since}
    ends = {_day_after(each.until) for each in memberships if each.until}
    return sorted(starts | ends)


def _day_after(day: date) -> date:
    return day + timedelta(days=1) if day < date.max else day


def _queried_key(rulebook: Rulebook, fact: DerivedFact, column: str) -> Key:
    """Days between two borders are alike, and all values where the graph has nothing to ask."""
    borders = rulebook.borders.get(fact.iri)
    if column == fact.on:
        return _stretches(list(borders or ()))
    return _itself if borders is not None else lambda reading: exact(reading.possible)


def _ended_key(rulebook: Rulebook, fact: DerivedFact, column: str) -> Key:
    links = [link for title in rulebook.titles.values() for link in title.continuations]
    if column == fact.of:
        return _stretches(sorted({link.if_valid_on for link in links}))
    if column == fact.before:
        return _stretches(sorted({_day_after(link.until) for link in links}))
    if column == fact.continuable_by:
        chains = {title.iri: title.continuations for title in rulebook.titles.values()}
        return lambda reading: _parts(reading, lambda value: chains.get(value, ()))
    if column == fact.continued_for:
        holders = sorted({link.for_countries for link in links if link.for_countries}, key=sorted)
        return lambda reading: _parts(
            reading, lambda value: tuple(bool(set(value.split()) & countries) for countries in holders)
        )
    return _itself


def _parts(reading: Reading, answer: Callable[[str], Hashable]) -> Hashable:
    """What a rule asks of each option, and whether there is exactly one option."""
    if not isinstance(reading.possible, Options):
        return type(reading.possible).__name__
    values = reading.possible.values
    return (len(values) == 1, frozenset(answer(str(value)) for value in values))

"""Looked-up facts: legal group of a title, group of a citizenship on a day, any property of a code (rg:lookup)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from itertools import product
from typing import Final

from regelgraph.judge.finding import Conditional, Finding
from regelgraph.judge.words import Words
from regelgraph.rulebook import Country, DerivedFact, Rulebook
from regelgraph.rulebook.kept import Kept
from regelgraph.terms import RG
from regelgraph.values import ANYTHING, UNKNOWN_PART, Anything, Options, Possible, Reading, Spans, State

_LEGAL_GROUP = RG + "legalGroup"
_COUNTRY_GROUP = RG + "countryGroup"


def look_up(rulebook: Rulebook, words: Words, fact: DerivedFact, readings: Mapping[str, Reading]) -> Finding:
    """What the value of `fact.of` has in the graph, on the day `fact.on` where the answer changes over time.

    Several values held at once count by `fact.precedence`. A value without an answer could have any.
    """
    of = readings[fact.of or ""]
    day = readings[fact.on].possible if fact.on else ANYTHING
    every = frozenset(concept.iri for concept in rulebook.code_lists.get(fact.code_list or "", ()))
    if isinstance(of.possible, Options):
        found = frozenset().union(*(_held(rulebook, fact, value, day, every) for value in of.possible.values))
    else:
        found = every
    possible: Possible = Options(found) if found else ANYTHING
    settled = len(found) == 1
    state = State.KNOWN if settled else of.state if isinstance(of.possible, Anything) else State.VAGUE
    show = words.possible(possible, fact.code_list, state)
    conditional = _conditional(rulebook, fact, of)
    open_columns: tuple[str, ...] = ()
    if not settled or conditional:
        open_columns = _open_columns(rulebook, fact, of, found, every)
    return Finding(possible, state, show, open_columns, (), conditional, *_path(rulebook, fact, of, day, found, every))


def _open_columns(
    rulebook: Rulebook, fact: DerivedFact, of: Reading, found: frozenset[str], every: frozenset[str]
) -> tuple[str, ...]:
    name = fact.of or ""
    if not (isinstance(of.possible, Options) and len(of.possible.values) == 1):
        return (name,)
    (value,) = of.possible.values
    over_time = _held(rulebook, fact, value, ANYTHING, every) if fact.on else frozenset()
    changes = (
        fact.on is not None and len(over_time) > 1 and found == over_time and UNKNOWN_PART not in str(value).split()
    )
    is_title = str(value) in rulebook.titles
    return (fact.on,) if changes and fact.on and not is_title else (name,)


def _conditional(rulebook: Rulebook, fact: DerivedFact, of: Reading) -> Conditional | None:
    meaning = rulebook.facts[fact.case_kind][fact.of or ""].blank_means
    if meaning is None or of.state is not State.BLANK:
        return None
    value = _held(rulebook, fact, meaning.value, ANYTHING, frozenset())
    return Conditional(meaning.where_fact, frozenset(meaning.where_values), Options(value))


def _held(
    rulebook: Rulebook, fact: DerivedFact, value: str | bool, day: Possible, every: frozenset[str]
) -> frozenset[str]:
    parts = [_answers(rulebook, fact, part, day, every) or every for part in str(value).split()]
    if len(parts) == 1 or not fact.precedence:
        return frozenset().union(*parts)
    rank = {group: place for place, group in enumerate(fact.precedence)}
    return frozenset(min(groups, key=lambda group: rank.get(group, len(rank))) for groups in product(*parts))


def _answers(rulebook: Rulebook, fact: DerivedFact, part: str, day: Possible, every: frozenset[str]) -> frozenset[str]:
    if part == UNKNOWN_PART:
        return every
    if fact.through == _LEGAL_GROUP and part in rulebook.titles:
        return groups_below(_TITLES.of(rulebook), part)
    if fact.through == _COUNTRY_GROUP and part in rulebook.countries:
        return frozenset(_groups_on(rulebook.countries[part], day))
    return frozenset(rulebook.lookups.get(fact.through or "", {}).get(part, ()))


def _groups_on(country: Country, day: Possible) -> Iterable[str]:
    for membership in country.memberships:
        if not isinstance(day, Spans):
            yield membership.group
            continue
        for span in day.spans:
            starts_late = span.high is not None and membership.since is not None and span.high < membership.since  # type: ignore[operator]
            ended_before = span.low is not None and membership.until is not None and span.low > membership.until  # type: ignore[operator]
            if not starts_late and not ended_before:
                yield membership.group
                break


class _Titles:
    """The titles with the edges turned round, so that a concept finds those below it."""

    def __init__(self, rulebook: Rulebook) -> None:
        titles = rulebook.titles.values()
        self.own = {title.iri: title.legal_group for title in titles}
        self.below: dict[str, list[str]] = {}
        for title in titles:
            for broader in title.broader:
                self.below.setdefault(broader, []).append(title.iri)


_TITLES: Final = Kept(_Titles)


def groups_below(titles: _Titles, iri: str) -> frozenset[str]:
    """The legal groups that a title stands for: its own, else those of all titles below it, however far down."""
    own = titles.own.get(iri)
    return frozenset({own}) if own else frozenset(_groups_of_all_below(titles, iri))


def _groups_of_all_below(titles: _Titles, iri: str) -> Iterator[str]:
    for narrower in titles.below.get(iri, ()):
        group = titles.own.get(narrower)
        if group:
            yield group
        yield from _groups_of_all_below(titles, narrower)


def _path(
    rulebook: Rulebook, fact: DerivedFact, of: Reading, day: Possible, found: frozenset[str], every: frozenset[str]
) -> tuple[tuple[str, ...], tuple[str, ...]]:
    """What leads to the answer, then the answers that are left, unless any is; and the norms of a title."""
    if not isinstance(of.possible, Options) or len(of.possible.values) != 1:
        return (), ()
    (value,) = of.possible.values
    parts = [part for part in str(value).split() if part != UNKNOWN_PART]
    if len(parts) > 1 and fact.precedence:
        parts = [part for part in parts if _answers(rulebook, fact, part, day, every) & found]
    title = rulebook.titles.get(str(value))
    groups = sorted(found) if len(found) == 1 or found != every else []
    return (*parts, *groups), title.norms if title else ()

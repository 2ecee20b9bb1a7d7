"""Whether a title ended before entry, unless a provision continues it (rg:endedBefore, rg:Continuation)."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date

from regelgraph.judge.finding import Finding
from regelgraph.judge.words import Words
from regelgraph.rulebook import Continuation, DerivedFact, Rulebook
from regelgraph.values import ANYTHING, Options, Reading, Span, Spans, State


def ended_before(rulebook: Rulebook, words: Words, fact: DerivedFact, readings: Mapping[str, Reading]) -> Finding:
    """True where the last day of `fact.of` lies before the day of `fact.before` and nothing continues it.

    A blank last day, or an unreadable one of a column that only raises doubt, raises none: False.
    """
    last, entry = readings[fact.of or ""], readings[fact.before or ""]
    declared = rulebook.facts[fact.case_kind][fact.of or ""]
    if last.state is State.BLANK or (last.state is State.UNREADABLE and declared.only_raises_doubt):
        return _finding(words, frozenset({False}), set())
    plain = _can_be(_spans(last), _spans(entry))
    open_columns = {name for name in (fact.of, fact.before) if name and not _known(readings[name])}
    if True not in plain:
        return _finding(words, plain, open_columns if len(plain) > 1 else set())
    answers = set(plain)
    chains = _chains(rulebook, fact, readings)
    if any(chain for chain, _ in chains):
        answers = set()
        for chain, certain in chains:
            continued = tuple(Span(_continue(s.low, chain), _continue(s.high, chain)) for s in _spans(last))
            answers |= _can_be(continued, _spans(entry))
            answers |= set() if certain else plain
        if len(answers) > 1 and answers != plain:
            open_columns |= {n for n in (fact.continuable_by, fact.continued_for) if n and not _known(readings[n])}
    return _finding(words, frozenset(answers), open_columns if len(answers) > 1 else set())


def _chains(
    rulebook: Rulebook, fact: DerivedFact, readings: Mapping[str, Reading]
) -> list[tuple[tuple[Continuation, ...], bool]]:
    """Per possible title: the continuations that may apply, and whether they apply for certain."""
    held = readings[fact.continuable_by].possible if fact.continuable_by else ANYTHING
    if not isinstance(held, Options):
        return []
    who = readings[fact.continued_for].possible if fact.continued_for else ANYTHING
    options = [set(str(value).split()) for value in who.values] if isinstance(who, Options) else []
    chains: list[tuple[tuple[Continuation, ...], bool]] = []
    for value in held.values:
        title = rulebook.titles.get(str(value))
        chain = title.continuations if title else ()
        certain = all(not c.for_countries or (options and all(o & c.for_countries for o in options)) for c in chain)
        chains.append((chain, bool(certain)))
    return chains


def _continue(last: object, chain: tuple[Continuation, ...]) -> date | None:
    """The day until which a card counts that is printed as valid until `last`; each link needs the day before it."""
    if not isinstance(last, date):
        return None
    for link in sorted(chain, key=lambda c: c.if_valid_on):
        if last >= link.if_valid_on:
            last = max(last, link.until)
    return last


def _can_be(last: tuple[Span, ...], entry: tuple[Span, ...]) -> frozenset[bool]:
    answers: set[bool] = set()
    for a in last:
        for b in entry:
            if a.low is None or b.high is None or a.low < b.high:  # type: ignore[operator]
                answers.add(True)
            if a.high is None or b.low is None or a.high >= b.low:  # type: ignore[operator]
                answers.add(False)
    return frozenset(answers)


def _spans(reading: Reading) -> tuple[Span, ...]:
    return reading.possible.spans if isinstance(reading.possible, Spans) else (Span(None, None),)


def _known(reading: Reading) -> bool:
    possible = reading.possible
    if isinstance(possible, Spans):
        return possible.exact is not None
    return isinstance(possible, Options) and len(possible.values) == 1


def _finding(words: Words, answers: frozenset[bool], open_columns: set[str]) -> Finding:
    possible = Options(frozenset(answers))
    state = State.KNOWN if len(answers) == 1 else State.VAGUE
    return Finding(possible, state, words.possible(possible, None, state), tuple(sorted(open_columns)))

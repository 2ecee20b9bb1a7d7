"""Facts that a query answers from the graph: each distinct value and stretch of days is asked once (rg:queried).

What a query says may change only on the days that stand at what it rests on. So one day of each stretch between them
answers for all of it, and a day that is not known, or only in part, for the union of the stretches it may lie in.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from datetime import date, timedelta
from functools import lru_cache
from typing import TYPE_CHECKING

from regelgraph.judge.finding import Finding
from regelgraph.judge.words import Words
from regelgraph.rulebook import DerivedFact, Rulebook
from regelgraph.terms import XSD
from regelgraph.values import ANYTHING, Options, Possible, Reading, Span, Spans, State

if TYPE_CHECKING:
    from pyoxigraph import Literal, Store

    from regelgraph.knowledge import Knowledge

Answer = tuple[str | None, str | None]
"""The IRI of the code and of what it rests on; None where nothing is known."""
_NOTHING: Answer = (None, None)

ALWAYS = Span(None, None)
REMEMBERED = 100_000
"""Answers for one list."""
KEPT = 20_000
"""Answers for all lists."""


Known = dict[tuple[str, str, date | None], Answer]
"""What the graph says, by fact, value and day."""


def known(_knowledge: Knowledge) -> Known:
    """What was asked so far of values that stand in a knowledge; those of a list alone are not kept behind it."""
    return {}


class Answers:
    """Asks the queries of derived facts. The store is made only if there is something to ask."""

    def __init__(self, rulebook: Rulebook, store: Callable[[], Store], known: Known | None = None) -> None:
        self._rulebook = rulebook
        self._store = store
        self._known = {} if known is None else known
        self.ask = lru_cache(REMEMBERED)(self._once)

    def _once(self, fact: DerivedFact, value: str, day: date | None) -> Answer:
        key = (fact.iri, value, day)
        found = self._known.get(key)
        if found is None:
            found = self._ask(fact, value, day)
            if len(self._known) < KEPT and self._stands(value):
                self._known[key] = found
        return found

    def _stands(self, value: str) -> bool:
        """Whether the graph has the value itself."""
        return next(self._store().quads_for_pattern(None, None, _literal(value, "string"), None), None) is not None

    def _ask(self, fact: DerivedFact, value: str, day: date | None) -> Answer:
        bound = {fact.of or "": _literal(value, "string")}
        if fact.on and day:
            bound[fact.on] = _literal(day.isoformat(), "date")
        text = self._rulebook.queries[fact.query or ""]
        variables = re.compile(rf"[?$]({'|'.join(bound)})\b")
        text = variables.sub(lambda found: str(bound[found[1]]), text)
        for row in self._store().query(text, use_default_graph_as_union=True):  # type: ignore[union-attr]
            status, because = row["status"], row["because"]
            return (status.value if status else None), (because.value if because else None)
        return _NOTHING

    def finding(self, words: Words, fact: DerivedFact, readings: Mapping[str, Reading]) -> Finding:
        """The codes that `fact` may have; anything if the value is not known or the graph says nothing of it."""
        of = readings[fact.of or ""].possible
        day = readings[fact.on].possible if fact.on else ANYTHING
        borders = self._rulebook.borders.get(fact.iri)
        found: set[Answer] = {_NOTHING}
        if borders is not None and isinstance(of, Options):
            days = days_of(day, borders) if fact.on else [None]
            found = {self.ask(fact, str(value), each) for value in of.values for each in days}
        codes = {code for code, _ in found if code}
        known = all(code for code, _ in found)
        possible: Possible = Options(frozenset(codes)) if known else ANYTHING
        if known and len(codes) == 1:
            through = (*sorted({because for _, because in found if because}), *codes)
            return Finding(possible, State.KNOWN, words.possible(possible, None, State.KNOWN), through=through)
        state = State.VAGUE if known else State.BLANK
        columns = tuple(name for name in (fact.of, fact.on) if name and not exact(readings[name].possible))
        return Finding(possible, state, words.possible(possible, fact.code_list, state), columns)


def days_of(day: Possible, borders: tuple[date, ...]) -> list[date]:
    """One day of each stretch between the borders in which `day` may lie."""
    first = borders[0] - timedelta(days=1) if borders and borders[0] > date.min else date.min
    starts = [first, *borders]
    spans = day.spans if isinstance(day, Spans) else (ALWAYS,)
    ends: list[date | None] = [*(border - timedelta(days=1) for border in borders), None]
    return [
        start
        for start, end in zip(starts, ends, strict=True)
        if any(_meets(span, start if start is not first else None, end) for span in spans)
    ]


def exact(possible: Possible) -> bool:
    """Whether there is one value."""
    if isinstance(possible, Spans):
        return possible.exact is not None
    return isinstance(possible, Options) and len(possible.values) == 1


def _meets(span: Span, start: date | None, end: date | None) -> bool:
    begins_late = span.low is not None and end is not None and span.low > end  # type: ignore[operator]
    ended_before = span.high is not None and start is not None and span.high < start  # type: ignore[operator]
    return not begins_late and not ended_before


def _literal(value: str, datatype: str) -> Literal:
    from pyoxigraph import Literal, NamedNode

    return Literal(value, datatype=NamedNode(XSD + datatype))

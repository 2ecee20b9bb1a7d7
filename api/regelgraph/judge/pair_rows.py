"""Facts that a query answers for a pair: how two programmes, each in one of its rounds, stand to each other.

The query is asked once and gives a row for every two values (rg:queriedForPair). A programme or round that is not known
stands for all rows that it may be. A round narrows its own programme down; one of another programme says nothing.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from functools import lru_cache
from itertools import product

from regelgraph.judge.finding import Finding
from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.judge.words import Words
from regelgraph.rulebook import DerivedFact
from regelgraph.values import Options, Possible, Problem, Reading, State

Value = tuple[str, str]
"""A programme and its round, "" where it has none."""
Row = tuple[str, str, str, str, str]
"""Programme and round of the first, of the second, and the answer; all IRIs, "" for no round."""


class PairRows:
    """The answers of one query by pairs of values."""

    def __init__(self, rows: Iterable[Row]) -> None:
        self._answers: dict[tuple[Value, Value], str] = {((a, ra), (b, rb)): found for a, ra, b, rb, found in rows}
        self._values: dict[str, list[Value]] = {}
        for value in dict.fromkeys(first for first, _ in self._answers):
            self._values.setdefault(value[0], []).append(value)
        self._union = lru_cache(10_000)(self._reckon)

    def foreign(self, of: Reading, on: Reading) -> bool:
        """Whether a round is named that no possible programme has."""
        if not isinstance(on.possible, Options):
            return False
        rounds = {round_ for offer in self._offers(of.possible) for _, round_ in self._values.get(offer, ())}
        return not rounds & on.possible.values

    def finding(self, words: Words, fact: DerivedFact, readings: Mapping[str, Reading]) -> Finding:
        """What `fact.of` and `fact.on` of two stays lead to."""
        of, on = fact.of or "", fact.on or ""
        sides = [(readings[of_stay(of, side)], readings[of_stay(on, side)]) for side in SIDES]
        values = [self.values(*side) for side in sides]
        found, matter = self._union(*values)
        problems = tuple(
            (of_stay(on, side), Problem("round-of-other-programme"))
            for side, (programme, round_) in zip(SIDES, sides, strict=True)
            if self.foreign(programme, round_)
        )
        state = State.KNOWN if len(found) == 1 else State.VAGUE
        possible: Possible = Options(found)
        show = words.possible(possible, fact.code_list, state)
        columns = tuple(name for name, place in ((of, 0), (on, 1)) if place in matter)
        through: tuple[str, ...] = ()
        if all(len(each) == 1 for each in values):
            through = (*(value[1] or value[0] for each in values for value in each), *found)
        return Finding(possible, state, show, columns, problems, through=through)

    def values(self, of: Reading, on: Reading) -> frozenset[Value]:
        """The programmes and rounds that a stay may be in."""
        named = on.possible.values if isinstance(on.possible, Options) else frozenset()
        found: set[Value] = set()
        for offer in self._offers(of.possible):
            own = self._values.get(offer, [])
            found.update([value for value in own if value[1] in named] or own)
        return frozenset(found)

    def _offers(self, possible: Possible) -> Iterable[str]:
        return map(str, possible.values) if isinstance(possible, Options) else self._values

    def _reckon(self, first: frozenset[Value], second: frozenset[Value]) -> tuple[frozenset[str], frozenset[int]]:
        """All answers, and which parts of the values could change it: 0 the programme, 1 the round."""
        found = {(a, b): self._answers[a, b] for a, b in product(first, second)}
        matter: set[int] = set()
        for here, there, turned in ((first, second, False), (second, first, True)):
            for other in there:
                answers = {value: found[(other, value) if turned else (value, other)] for value in here}
                if len(set(answers.values())) > 1:
                    by_offer: dict[str, set[str]] = {}
                    for (offer, _), answer in answers.items():
                        by_offer.setdefault(offer, set()).add(answer)
                    matter |= {0} if len(by_offer) > 1 else set()
                    matter |= {1} if any(len(different) > 1 for different in by_offer.values()) else set()
        return frozenset(found.values()), frozenset(matter)

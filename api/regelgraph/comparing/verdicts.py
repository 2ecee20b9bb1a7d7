"""Outcomes by value and round: what a case comes to of which one coded cell is known, in every case of the others."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING, Final

from regelgraph.comparing.difference import Difference, short
from regelgraph.comparing.outcomes import Outcomes
from regelgraph.comparing.pairs import pairs
from regelgraph.comparing.rounds import asked

if TYPE_CHECKING:
    from collections.abc import Iterator

    from regelgraph.comparing.outcomes import Cases, Cell, Told
    from regelgraph.judge.space import ClassKey
    from regelgraph.knowledge import Knowledge
    from regelgraph.rulebook import Criterion

_Change = tuple[tuple[frozenset["ClassKey"], ...], tuple[str, str]]
"""Classes of these facts, and the outcomes before and now."""
_Compared = dict["Cell", tuple[tuple[str, ...], "Cases", "Cases"]]
"""By cell: the facts that do not hang on its column, and the outcomes before and now."""
_REMOVED: Final = " (removed)"
_ADDED: Final = " (added)"
"""Behind a criterion that the round lacks now, or lacked before."""


def differences(old: Knowledge, new: Knowledge) -> list[Difference]:
    """Every value of every column that other facts are derived from, where a criterion of a round comes out otherwise.

    Outcomes are the words of verdicts; several, where days that the value says nothing of decide, too. Compared are
    the values and the classes of other facts that both knowledges know, in rounds that both have. A criterion that one
    of them does not ask in the round counts there as the safest outcome, which worsens no verdict; by such a one, the
    values of columns that it reads itself are compared, too, as no row of a decision table differs.
    """
    codes = {each.iri: each.notation for listed in new.rulebook.code_lists.values() for each in listed}
    found: dict[tuple[str, str], list[Difference]] = {}
    for where, compared in _by_round(old, new):
        columns = Counter(value for value, _ in compared)
        for (value, column), told in compared.items():
            place = f"{where}; column: {column}" if columns[value] > 1 else where
            found.setdefault((value, place), []).extend(_rows(value, place, *told, codes))
    return [each for place in sorted(found) for each in found[place]]


def _by_round(old: Knowledge, new: Knowledge) -> Iterator[tuple[str, _Compared]]:
    """Round and criterion, and what is compared by it."""
    one, other = Outcomes(old), Outcomes(new)
    for before, after in pairs(old.rulebook.rounds.values(), new.rulebook.rounds.values()):
        if not (before and after):
            continue
        for lost, gained in pairs(asked(before, old.rulebook), asked(after, new.rulebook)):
            if lost and gained:
                yield f"{after.notation} {gained.notation}", _of_both(one.of(lost), other.of(gained))
            elif gained:
                alone = _alone(gained, other, one)
                compared = {cell: (facts, lacking, cases) for cell, (facts, cases, lacking) in alone.items()}
                yield f"{after.notation} {gained.notation}{_ADDED}", compared
            elif lost:
                yield f"{after.notation} {lost.notation}{_REMOVED}", _alone(lost, one, other)


def _of_both(before: dict[Cell, Told], after: dict[Cell, Told]) -> _Compared:
    return {cell: (*before[cell], after[cell][1]) for cell in before if cell in after}


def _alone(criterion: Criterion, asking: Outcomes, lacking: Outcomes) -> _Compared:
    """Outcomes where the criterion is asked, then where it is not."""
    known = lacking.values()
    return {
        cell: (facts, cases, lacking.without(criterion, cases))
        for cell, (facts, cases) in asking.of(criterion, itself=True).items()
        if cell[0] in known
    }


def _rows(
    value: str, where: str, facts: tuple[str, ...], before: Cases, after: Cases, codes: dict[str, str]
) -> Iterator[Difference]:
    every = [frozenset(case[at] for case in before) for at in range(len(facts))]
    changed: list[_Change] = [
        (tuple(frozenset({key}) for key in case), (before[case], after[case]))
        for case in before
        if case in after and before[case] != after[case]
    ]
    for classes, told in _merged(changed, len(facts)):
        within = [
            f"; {fact}: {', '.join(sorted(codes.get(str(key), short(str(key))) for key in keys))}"
            for fact, keys, all_ in zip(facts, classes, every, strict=True)
            if keys != all_
        ]
        yield Difference("verdict", short(value), where + "".join(within), *told)


def _merged(changes: list[_Change], places: int) -> list[_Change]:
    """The same changes with those joined that differ in the classes of one fact only."""
    for place in range(places):
        joined: dict[object, _Change] = {}
        for classes, told in changes:
            key = (classes[:place], classes[place + 1 :], told)
            together = classes[place] | (joined[key][0][place] if key in joined else frozenset())
            joined[key] = ((*classes[:place], together, *classes[place + 1 :]), told)
        changes = list(joined.values())
    return changes

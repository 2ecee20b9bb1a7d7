"""Counts of a report by round, verdict and criterion, with small cells hidden on request."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from regelgraph.tables.reports.report import Report

COLUMNS = ("round", "by", "value", "count")
VERDICT = "verdict"
CRITERION = "criterion"
NO_ROUND = ""
BETWEEN = " + "
UNKNOWN = "?"
HIDDEN = "*"
"""Stands for a count that is not small itself, but from which a hidden one could be reckoned."""


@dataclass(frozen=True, slots=True)
class Count:
    """How many rows of a round have a verdict, or were decided by a criterion. `count` is text where it is hidden.

    Of pairs also how many have the verdict `by` and the programmes `value`.
    """

    round: str
    by: str
    value: str
    count: int | str

    @property
    def cells(self) -> tuple[str, str, str, int | str]:
        """The cells in the order of COLUMNS."""
        return (self.round, self.by, self.value, self.count)


def summarise(report: Report, min_cell: int | None = None) -> list[Count]:
    """Counts for each round in order: every verdict from safe to blocked, also with 0, then the deciding criteria.

    With `min_cell` a count from 1 to below it is shown as `<min_cell`; if it is the only one hidden among the verdicts
    of a round, the next smallest is hidden as well, since the total of rows is often known.
    """
    rounds: dict[str, tuple[Counter[str], Counter[str]]] = {}
    if report.counted_by:
        report = report.whole()
        rounds[NO_ROUND] = (Counter({report.words[0]: report.unlisted}), Counter())
    for ending, count in report.counts():
        round_ = NO_ROUND if report.counted_by else ending.round
        verdicts, criteria = rounds.setdefault(round_, (Counter(), Counter()))
        verdicts[ending.verdict] += count
        criteria.update(dict.fromkeys(ending.criteria, count))
    found: list[Count] = []
    for round_, (verdicts, criteria) in rounds.items():
        numbers = [verdicts[word] for word in report.words]
        for word, shown in zip(report.words, _hidden(numbers, min_cell), strict=True):
            found.append(Count(round_, VERDICT, word, shown))
        for criterion, number in criteria.items():
            found.append(Count(round_, CRITERION, criterion, _small(number, min_cell)))
    return found + list(_together(report, min_cell))


def _together(report: Report, min_cell: int | None) -> Iterator[Count]:
    """Counts by verdict and the values of the columns `counted_by` of a report, in any order; from blocked to safe."""
    counted: dict[str, Counter[str]] = {word: Counter() for word in reversed(report.words)}
    for ending, count, *values in report.counts_by(report.counted_by) if report.counted_by else ():
        counted[ending.verdict][BETWEEN.join(sorted(str(value) or UNKNOWN for value in values))] += count
    for word, numbers in counted.items():
        ordered = sorted(numbers.items(), key=lambda item: (-item[1], item[0]))
        for (together, _), shown in zip(ordered, _hidden([n for _, n in ordered], min_cell), strict=True):
            yield Count(NO_ROUND, word, together, shown)


def _small(number: int, min_cell: int | None) -> int | str:
    return f"<{min_cell}" if min_cell and 0 < number < min_cell else number


def _hidden(numbers: Sequence[int], min_cell: int | None) -> list[int | str]:
    shown = [_small(number, min_cell) for number in numbers]
    if sum(isinstance(each, str) for each in shown) == 1:
        left = [number for number in shown if isinstance(number, int) and number]
        if left:
            shown[shown.index(min(left))] = HIDDEN
    return shown

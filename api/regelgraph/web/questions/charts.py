"""The rows of an answer as bars: a label and a number each, the longest first."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from typing import Final

from regelgraph.linked.order import natural
from regelgraph.questions.model import Chart
from regelgraph.web.linked.cells import Rows
from regelgraph.web.linked.values import Value

MOST: Final = 40
"""So many bars can be read; of more, the shortest are left to the table."""


Bar = tuple[Value, Decimal, str]
"""One bar: its label, the number that it stands for, and its tone, if it has one."""


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars under two headings; `left_out` counts those that are too many."""

    label: str
    number: str
    rows: tuple[Bar, ...]
    left_out: int = 0


def bars(counted: Iterable[tuple[Value, Decimal]], label: str, number: str) -> Bars:
    """Bars from labels and numbers of at least 0, the greatest number first."""
    ordered = sorted(counted, key=lambda each: (-each[1], natural(each[0].text)))
    made = tuple((name, value, "") for name, value in ordered[:MOST])
    return Bars(label, number, made, len(ordered) - len(made))


def chart_of(chart: Chart, heads: dict[str, str], rows: Rows) -> Bars | None:
    """The bars that a question declares; None where the answer has no such columns, or no numbers in them."""
    measured = chart.number or chart.count
    if not {chart.label, measured} <= heads.keys():
        return None
    sums: defaultdict[Value, Decimal] = defaultdict(Decimal)
    seen: set[tuple[Value, Value]] = set()
    for row in rows:
        label, value = row[chart.label], row[measured]
        if not label.text or not value.text:
            continue
        if chart.count:
            sums[label] += (label, value) not in seen
            seen.add((label, value))
        elif (number := _number(value.text)) is not None:
            sums[label] += number
    return bars(sums.items(), heads[chart.label], heads[measured]) if sums else None


def _number(text: str) -> Decimal | None:
    """A number of at least 0, as a bar can show it."""
    try:
        found = Decimal(text)
    except InvalidOperation:
        return None
    return found if found.is_finite() and found >= 0 else None

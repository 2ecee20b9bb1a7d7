"""Brings a report whose texts have holes to one whose texts are whole, for those who look at rows one by one."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import replace

from regelgraph.rulebook import Text
from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.reports.endings import CriterionEnding, Decided, Ending
from regelgraph.tables.reports.holes import fill, holes_in
from regelgraph.tables.reports.report import Report


def settled(report: Report) -> Report:
    """The report without holes; each distinct text is made once. A report that has none is as it was."""
    whole = report.whole() if report.holes else report
    if not report.holes or whole.lines is None:
        return report
    import pyarrow as pa

    lines = whole.lines
    endings, invalids = _Endings(report), _Invalids(report)
    filling = {hole: lines.column(column).to_pylist() for hole, column in report.holes.items()}
    for name, texts in (("e", endings), ("i", invalids)):
        rows = zip(lines.column(name).to_pylist(), *filling.values(), strict=True)
        numbers = [texts.number(number, dict(zip(filling, numbers, strict=True))) for number, *numbers in rows]
        lines = lines.set_column(lines.column_names.index(name), name, pa.array(numbers, pa.int32()))
    for name, is_number in report.further.items():
        if not is_number:
            lines = lines.set_column(lines.column_names.index(name), name, lines.column(name).cast(pa.string()))
    return replace(whole, lines=lines, endings=endings.found.values, invalids=invalids.found.values, holes={})


class _Endings:
    """Numbers endings with their holes filled."""

    def __init__(self, report: Report) -> None:
        self.found: Interner[Ending] = Interner()
        self._given = report.endings
        self._used: dict[int, tuple[str, ...]] = {}
        self._known: dict[tuple[object, ...], int] = {}

    def number(self, number: int, filling: Mapping[str, object]) -> int:
        """The number of the ending of a row."""
        used = self._used.get(number)
        if used is None:
            used = self._used[number] = holes_in([*_texts(self._given[number])])
        key = (number, *(filling[hole] for hole in used))
        known = self._known.get(key)
        if known is None:
            known = self._known[key] = self.found.id(_filled(self._given[number], filling))
        return known


class _Invalids:
    """Numbers invalid texts with their holes filled."""

    def __init__(self, report: Report) -> None:
        self.found: Interner[str] = Interner()
        self._given = report.invalids

    def number(self, number: int, filling: Mapping[str, object]) -> int:
        """The number of the text of a row, -1 for none."""
        return number if number == steps.NONE else self.found.id(fill(self._given[number], filling))


def _texts(ending: Ending) -> list[str]:
    every = [each.reason for each in ending.every if each.reason]
    return [words for text in (ending.reasons, *every) for words in (text.de, text.en)]


def _filled(ending: Ending, filling: Mapping[str, object]) -> Ending:
    def of(text: Text) -> Text:
        return Text(fill(text.de, filling), fill(text.en, filling))

    def of_criterion(each: CriterionEnding) -> CriterionEnding:
        return replace(each, reason=of(each.reason) if each.reason else None)

    decided = tuple(Decided(each.criterion, of(each.reason)) for each in ending.decided)
    return replace(ending, reasons=of(ending.reasons), decided=decided, every=tuple(map(of_criterion, ending.every)))

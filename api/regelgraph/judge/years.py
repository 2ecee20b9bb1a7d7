"""Whole years between two days that may be known in part (BGB sections 187(2), 188(2))."""

from __future__ import annotations

from datetime import date

from regelgraph.values import Anything, Possible, Span, Spans


def whole_years(start: date, end: date) -> int:
    """Completed years from `start` to `end`: who is born on 29 February turns older on 1 March of a common year."""
    return end.year - start.year - ((end.month, end.day) < (start.month, start.day))


def years_between(start: Possible, end: Possible) -> Possible:
    """All whole years that can lie between a day of `start` and a day of `end`; negative if `start` is later."""
    if not isinstance(start, Spans) or not isinstance(end, Spans):
        return Anything()
    spans = sorted({_years(a, b) for a in start.spans for b in end.spans}, key=_order)
    return Spans(tuple(merge(spans)))


def _years(start: Span, end: Span) -> Span:
    low = _count(start.high, end.low)
    high = _count(start.low, end.high)
    return Span(low, high)


def _count(start: object, end: object) -> int | None:
    return whole_years(start, end) if isinstance(start, date) and isinstance(end, date) else None


def _order(span: Span) -> tuple[bool, int]:
    return (span.low is not None, int(span.low) if isinstance(span.low, int) else 0)


def merge(spans: list[Span]) -> list[Span]:
    """Join overlapping or adjacent spans of whole numbers, given in ascending order of their lower ends."""
    merged: list[Span] = []
    for span in spans:
        if merged and _touches(merged[-1], span):
            last = merged.pop()
            open_end = last.high is None or span.high is None
            merged.append(Span(last.low, None if open_end else max(last.high, span.high)))  # type: ignore[type-var]
        else:
            merged.append(span)
    return merged


def _touches(left: Span, right: Span) -> bool:
    return left.high is None or right.low is None or right.low <= left.high + 1  # type: ignore[operator]


def intersect(left: Spans, right: Spans) -> Spans | None:
    """The values in both, or None if there are none."""
    common = []
    for a in left.spans:
        for b in right.spans:
            low = a.low if b.low is None else b.low if a.low is None else max(a.low, b.low)
            high = a.high if b.high is None else b.high if a.high is None else min(a.high, b.high)
            if low is None or high is None or low <= high:  # type: ignore[operator]
                common.append(Span(low, high))
    return Spans(tuple(common)) if common else None


def union(left: Spans, right: Spans) -> Spans:
    """The values of either."""
    return Spans(tuple(merge(sorted({*left.spans, *right.spans}, key=_order))))

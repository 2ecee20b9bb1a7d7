"""The further sheets of an annotated workbook: counts with a chart, and the rules and sentences that decided."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Sequence
from itertools import groupby
from typing import Any, Final

from regelgraph.rulebook import Criterion, Rulebook
from regelgraph.tables.reports.report import Report
from regelgraph.tables.reports.summary import CRITERION, VERDICT, Count, summarise
from regelgraph.tables.writers.xlsx import COLOURS, Workbook

_CHART_COLUMN: Final = 5
_CHART_ROWS: Final = 16
"""Rows that a chart covers."""

Say = Callable[[str], str]


def add_summary(book: Workbook, report: Report, rulebook: Rulebook, lang: str) -> None:
    """A sheet of counts by round, verdict and criterion, and for each round a chart of the verdicts."""
    say = _say(rulebook, lang)
    counts = summarise(report)
    columns = [say("label-round"), say("label-counted"), say("label-value"), say("label-count")]
    title = say("sheet-summary")
    rows = [(each.round, _by(each, say), each.value, each.count) for each in counts]
    sheet = book.table(title, columns, rows, 2)
    for place, (round_, first, last) in enumerate(_verdict_rows(counts)):
        chart = book.writer.add_chart({"type": "column"})
        series: dict[str, Any] = {
            "name": say("label-count"),
            "categories": [title, first, 2, last, 2],
            "values": [title, first, 3, last, 3],
            "points": [{"fill": {"color": front}} for _, front in COLOURS],
            "data_labels": {"value": True},
        }
        chart.add_series(series)
        chart.set_title({"name": f"{say('label-verdict')} {round_}".strip()})
        chart.set_legend({"none": True})
        sheet.insert_chart(1 + place * _CHART_ROWS, _CHART_COLUMN, chart)


def _by(count: Count, say: Say) -> str:
    return say(f"label-{count.by}") if count.by in (VERDICT, CRITERION) else count.by


def _verdict_rows(counts: Sequence[Count]) -> Iterator[tuple[str, int, int]]:
    """Round, first and last row of each run of verdicts; the headers are row 0."""
    numbered = enumerate(counts, 1)
    for (by, round_), run in groupby(numbered, key=lambda item: (item[1].by, item[1].round)):
        if by == VERDICT:
            places = [place for place, _ in run]
            yield round_, places[0], places[-1]


def add_grounds(book: Workbook, report: Report, rulebook: Rulebook, lang: str) -> None:
    """A sheet of the criteria that decided a row, with each sentence and norm that they rest on."""
    say = _say(rulebook, lang)
    names = ("criterion", "label", "requires", "citation", "sentence", "source")
    columns = [say("label-criterion"), *(say(f"label-{name}") for name in names[1:])]
    decided = dict.fromkeys(each.criterion for ending, _ in report.counts() for each in ending.decided)
    rows = [row for iri in decided for row in _grounds(rulebook, rulebook.criteria[iri], lang)]
    book.table(say("sheet-grounds"), columns, rows)


def _grounds(rulebook: Rulebook, criterion: Criterion, lang: str) -> Iterator[tuple[str, ...]]:
    head = (criterion.notation, criterion.label.get(lang), criterion.definition.get(lang))
    for iri in criterion.clauses:
        clause = rulebook.clauses[iri]
        words = clause.sentence or clause.paraphrase.get(lang)
        yield (*head, clause.citation.get(lang), words, clause.source_label.get(lang))
    for iri in criterion.norms:
        norm = rulebook.norms[iri]
        yield (*head, norm.citation, norm.heading, norm.url)
    if not criterion.clauses and not criterion.norms:
        yield (*head, "", "", "")


def _say(rulebook: Rulebook, lang: str) -> Say:
    return lambda key: rulebook.texts[key].get(lang)

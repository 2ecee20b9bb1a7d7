"""Tables for people to read: on a terminal, or as plain text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping, Sequence
from typing import IO, Final

from regelgraph.rulebook import Concept, Text
from regelgraph.tables.reports.report import Report
from regelgraph.tables.reports.settling import settled
from regelgraph.tables.reports.summary import COLUMNS, Count

WIDTH_OF_FILES: Final = 160
_STYLES: Final = ("green", "yellow", "magenta", "red")
_CONTROL: Final = re.compile(r"[\x00-\x1f\x7f-\x9f\u200e\u200f\u202a-\u202e\u2066-\u2069]")

Say = Callable[[str], str]
"""The text of the knowledge under a key, in the reader's language."""


def visible(text: str) -> str:
    """`text` without characters that steer a terminal or turn the direction of writing."""
    return _CONTROL.sub("\ufffd", text)


def write_rows(report: Report, out: IO[str], verdicts: Sequence[Concept], say: Say, lang: str) -> None:
    """Rows with verdict and reasons in `lang`, and below them the counts, the day and the knowledge."""
    from rich.text import Text as Styled

    report = settled(report)
    labels = {concept.notation: _in_words(concept, lang) for concept in verdicts}
    styles = dict(zip(labels, _STYLES, strict=False))
    who = report.identity.removesuffix("_id")
    table = _table(*(say(f"label-{key}") for key in ("row", who, "round", "verdict", "reasons")))
    numbers = [name for name, is_number in report.further.items() if is_number]
    for row in report.rows():
        word = str(row["verdict"])
        lacking = {"missing": str(row["missing"]).replace("|", ", "), "invalid": str(row["invalid"])}
        more = [f"{say(f'label-{key}')}: {visible(cells)}" for key, cells in lacking.items() if cells]
        reasons = Styled(visible(str(row[f"reasons_{lang}"])))
        for line in more:
            reasons.append("\n" + line, style="dim")
        table.add_row(
            " / ".join(str(row[name]) for name in ("row", *numbers)[bool(numbers) :] if row[name] is not None),
            Styled(visible(str(row[report.identity]))),
            Styled(str(row["round"])),
            Styled(labels[word].replace(" (", "\n("), style=styles.get(word, "")),
            reasons,
        )
    _print(out, table)
    counted = ", ".join(f"{labels[word]}: {count}" for word, count in report.verdict_counts().items())
    _print(out, Styled(counted), Styled(_footer(report, say)))


def _in_words(verdict: Concept, lang: str) -> str:
    """The verdict word of reports, with its label in `lang` where that says it otherwise."""
    label = verdict.label.get(lang)
    same = label.replace(" ", "_").casefold() == verdict.notation.casefold()
    return verdict.notation if same else f"{verdict.notation} ({label})"


def write_counts(report: Report, counts: Sequence[Count], out: IO[str], say: Say) -> None:
    """Counts of a summary, and below them the day and the knowledge."""
    from rich.text import Text as Styled

    table = _table(*(say(f"label-{key}") for key in (COLUMNS[0], "criterion", "verdict", COLUMNS[3])))
    for each in counts:
        kind = ("", each.value) if each.by == "verdict" else (each.value, "" if each.by == "criterion" else each.by)
        table.add_row(Styled(each.round), *map(Styled, kind), Styled(str(each.count)))
    _print(out, table, Styled(_footer(report, say)))


def write_plain(headers: Sequence[str], rows: Sequence[Sequence[str]], out: IO[str]) -> None:
    """Any table of texts."""
    from rich.text import Text as Styled

    table = _table(*headers)
    for row in rows:
        table.add_row(*(Styled(visible(cell)) for cell in row))
    _print(out, table)


def _footer(report: Report, say: Say) -> str:
    return f"{say('label-as-of')}: {report.as_of.isoformat()}, {say('label-knowledge')}: {report.knowledge}"


def _table(*headers: str):  # type: ignore[no-untyped-def]
    from rich import box
    from rich.table import Table

    table = Table(box=box.SIMPLE_HEAD, pad_edge=False)
    for header in headers:
        table.add_column(header, overflow="fold")
    return table


def _print(out: IO[str], *things: object) -> None:
    from rich.console import Console

    terminal = out.isatty()
    console = Console(file=out, width=None if terminal else WIDTH_OF_FILES, highlight=False, markup=False)
    for each in things:
        console.print(each, soft_wrap=False)


def texts(known: Mapping[str, Text], lang: str) -> Say:
    """The texts of a knowledge in one language."""
    return lambda key: known[key].get(lang)

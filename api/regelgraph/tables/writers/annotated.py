"""Annotated lists in every format of reports."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from typing import IO

from regelgraph.rulebook import Rulebook
from regelgraph.tables.reports.annotated import Annotated
from regelgraph.tables.writers import csv, jsonl, parquet, ttl, xlsx
from regelgraph.tables.writers.annotated_lines import LineForm, lines_of
from regelgraph.tables.writers.grounds import add_grounds, add_summary


def write(format_: str, annotated: Annotated, rulebook: Rulebook, lang: str, out: IO[bytes]) -> None:
    """Write all rows to a binary stream; a workbook also has a sheet of counts and one of the rules that decided."""
    if format_ == "parquet":
        parquet.write_batches(annotated.schema, annotated.batches(), out)
    elif format_ == "xlsx":
        _write_workbook(annotated, rulebook, lang, out)
    elif format_ == "ttl":
        ttl.write_lines([ttl.PREFIXES], out)
        ttl.write_lines(_cases(annotated), out)
        ttl.write_lines([ttl.foot(annotated.report)], out)
    else:
        form = _csv(annotated) if format_ == "csv" else _jsonl(annotated)
        if format_ == "csv":
            out.write((csv.join(annotated.headers) + "\n").encode())
        for batch in annotated.batches():
            out.write(lines_of(batch, form))


def _csv(annotated: Annotated) -> LineForm:
    return LineForm(csv.cell, "", "", ["", *[","] * (len(annotated.keys) - 1)], "\n")


def _jsonl(annotated: Annotated) -> LineForm:
    names = [f"{jsonl.text(key)}: " for key in annotated.keys]
    return LineForm(jsonl.text, '"', "null", ["{" + names[0], *(f", {name}" for name in names[1:])], "}\n")


def _write_workbook(annotated: Annotated, rulebook: Rulebook, lang: str, out: IO[bytes]) -> None:
    report = annotated.report
    with xlsx.Workbook(out, report.words, report.as_of) as book:
        title = rulebook.texts["sheet-list"].get(lang)
        book.stream(title, annotated.headers, annotated.batches(), annotated.own)
        add_summary(book, report, rulebook, lang)
        add_grounds(book, report, rulebook, lang)


def _cases(annotated: Annotated) -> Iterator[str]:
    formed = cache(lambda e: ttl.Formed(annotated.report, annotated.ending(e)))
    number = 0
    for batch in annotated.rows():
        for *own, row, e, i, _ in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            why = annotated.invalids[i] if i >= 0 else ""
            cells = {key: cell for key, cell in zip(annotated.keys, own, strict=False) if cell}
            yield formed(e).block(number, [row], None, why, cells)

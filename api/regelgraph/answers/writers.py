"""Writes an answer in each of its formats."""

from __future__ import annotations

import json
from io import TextIOWrapper
from typing import IO, TYPE_CHECKING

from regelgraph.answers.columns import shown
from regelgraph.answers.graphs import PREFIXES
from regelgraph.answers.plain import Value, plain, rows_of
from regelgraph.engines import Answer
from regelgraph.terms import ID

if TYPE_CHECKING:
    from regelgraph.questions import Question


def write(format_: str, answer: Answer, out: IO[bytes], *, question: Question | None = None, lang: str = "de") -> None:
    """Write an answer to a binary stream.

    A table for people has the labels of the question in `lang` above its columns, and of two columns that say the same
    in both languages the one in `lang`; files have all columns under their own names.
    """
    if format_ == "table":
        text = TextIOWrapper(out, encoding="utf-8", write_through=True)
        _table(answer, text, question, lang)
        text.detach()
    elif format_ == "json":
        out.write(json.dumps(plain(answer), ensure_ascii=False, indent=2).encode() + b"\n")
    elif format_ == "jsonl":
        out.write("".join(json.dumps(row, ensure_ascii=False) + "\n" for row in plain(answer)).encode())
    elif format_ == "ttl":
        from regelgraph.answers.graphs import write_turtle

        write_turtle(answer, out)
    elif format_ == "srj":
        from regelgraph.answers.results import results_json

        out.write(results_json(answer))
    else:
        from regelgraph.tables.writers import records

        columns, rows = rows_of(answer)
        records.write(format_, columns, [[_cell(cell) for cell in row] for row in rows], out)


def for_people(answer: Answer, question: Question | None, lang: str) -> tuple[list[str], list[list[str]]]:
    """Headings and cells as people read them, in one language: a name instead of the IRI, no column without a word.

    Where an IRI remains, it stands without what all of ours begin with; so shortened it names the thing as a parameter.
    """
    columns, rows = rows_of(answer)
    found = shown(columns, rows, question, lang)
    return [each.head for each in found], [[_shown(row[each.place]) for each in found] for row in rows]


def _table(answer: Answer, out: TextIOWrapper, question: Question | None, lang: str) -> None:
    from regelgraph.tables.reports import terminal

    heads, rows = for_people(answer, question, lang)
    terminal.write_plain(heads, rows, out)


def _shown(value: Value) -> str:
    text = str(_cell(value))
    for prefix, namespace in PREFIXES.items():
        if text.startswith(namespace):
            return f"{prefix}:{text.removeprefix(namespace)}"
    return text.removeprefix(ID)


def _cell(value: Value) -> int | str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    return value if isinstance(value, int | str) else str(value)

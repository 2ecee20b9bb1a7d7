"""Answers of questions as readers see them: things as links by their names, days and truth values in words."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from regelgraph.answers.columns import Shown, shown
from regelgraph.answers.plain import TRIPLE
from regelgraph.web.linked.values import Value, Words

if TYPE_CHECKING:
    from regelgraph.engines import Answer
    from regelgraph.questions import Question

Rows = list[dict[str, Value]]


def cells(answer: Answer, question: Question, words: Words) -> tuple[list[Shown], Rows]:
    """The columns that are shown, and of each row the values in them by column."""
    columns, rows = _terms(answer)
    found = shown(columns, rows, question, words.lang)
    things = {each.names for each in found}
    found = [each for each in found if not (each.place in things and _all_names(rows, each.place))]
    if answer.triples is not None:
        found = [replace(each, head=words.say(f"triple-{each.name}")) for each in found]
    return found, [{each.name: _value(row, each, words) for each in found} for row in rows]


def _value(row: Sequence[Any], column: Shown, words: Words) -> Value:
    term, thing = row[column.place], None if column.names is None else row[column.names]
    if isinstance(thing, NamedNode):
        named = words.named(thing.value)
        return Value(term.value, iri=thing.value) if isinstance(term, Literal) else named
    if isinstance(term, NamedNode):
        return words.named(term.value)
    if isinstance(term, Literal):
        return words.literal(term)
    return Value("" if term is None else str(term))


def _all_names(rows: Sequence[Sequence[Any]], place: int) -> bool:
    return all(row[place] is None or isinstance(row[place], NamedNode) for row in rows)


def _terms(answer: Answer) -> tuple[Sequence[str], Sequence[Sequence[Any]]]:
    if answer.boolean is not None:
        return ("answer",), [(Literal(answer.boolean),)]
    if answer.triples is not None:
        return TRIPLE, [(triple.subject, triple.predicate, triple.object) for triple in answer.triples]
    return answer.columns, answer.rows

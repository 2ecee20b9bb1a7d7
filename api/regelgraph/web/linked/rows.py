"""Answers of questions that the knowledge shows on the pages of the things of a class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from regelgraph.errors import RegelgraphError
from regelgraph.terms import RG
from regelgraph.web.linked.cells import Rows, cells
from regelgraph.web.linked.crossed import Crossed, crossed
from regelgraph.web.linked.values import Value, Words
from regelgraph.web.questions.asking import url_of

if TYPE_CHECKING:
    from regelgraph.answers.columns import Shown
    from regelgraph.engines import Answer
    from regelgraph.knowledge import Knowledge
    from regelgraph.questions import Question
    from regelgraph.web.service import Loaded

_SHOWN_BY: Final = RG + "shownByQuestion"
_CLAUSE: Final = RG + "clause"
IRI: Final = "iri"
"""The type of parameters that name a thing."""


@dataclass(frozen=True, slots=True)
class Table:
    """A question with its answer as people read it; `crossed` where it is a table of two of its columns.

    `held`: what was taken for granted, as nobody said otherwise: what kind of thing, and which.
    """

    title: str
    help: str
    held: tuple[tuple[Value, Value], ...]
    address: str
    columns: list[Shown]
    rows: Rows
    crossed: Crossed | None


class _Kept:
    """Answers of questions that need to know nothing; the knowledge never changes."""

    def __init__(self, _: Knowledge) -> None:
        self.answers: dict[str, Answer] = {}


def answered(loaded: Loaded, classes: Iterable[str], words: Words, thing: str | None = None) -> list[Table]:
    """The questions shown with a list of things of these classes, or with one of them.

    A question that needs one thing is asked for that thing. One that needs none stands with the list; where it is a
    table of two columns, what it says of a thing stands with that thing too.
    """
    found = []
    for id_ in sorted({id_ for each in classes for id_ in words.texts(each, _SHOWN_BY)}):
        try:
            question = loaded.register[id_]
            if (answer := _answer(loaded, question, thing)) is None:
                continue
        except RegelgraphError:  # of somebody's own knowledge, which may name what there is not
            continue
        columns, rows = cells(answer, question, words)
        cross = question.cross
        if thing and cross and not _needed(question):
            rows = [row for row in rows if row.get(cross.down, Value()).iri == thing]
        if rows:
            both = crossed(cross, columns, rows, lambda value: rests_on(value, words)) if cross else None
            found.append(
                Table(
                    question.title.get(words.lang),
                    question.help.get(words.lang),
                    _held(loaded, question, words),
                    _address(question, thing),
                    columns,
                    rows,
                    both,
                )
            )
    return found


def rests_on(value: Value, words: Words) -> tuple[Value, ...]:
    """The clauses that a thing rests on, in the order of their names."""
    return tuple(words.things(value.iri, _CLAUSE)) if value.iri else ()


def _held(loaded: Loaded, question: Question, words: Words) -> tuple[tuple[Value, Value], ...]:
    found = []
    for each in question.parameters:
        if each.default:
            value = Value(each.default)
            if each.type == IRI:
                value = words.named(loaded.register.things.find(each, each.default))
            found.append((words.named(each.of[0]) if each.of else Value(each.name), value))
    return tuple(found)


def _answer(loaded: Loaded, question: Question, thing: str | None) -> Answer | None:
    needed = _needed(question)
    if thing and len(needed) == 1:
        return loaded.engine.query(loaded.register.sparql(question, {needed[0]: thing}))
    if needed or (thing and not question.cross):
        return None
    kept = loaded.knowledge.once(_Kept).answers
    if question.id not in kept:
        kept[question.id] = loaded.engine.query(loaded.register.sparql(question, {}))
    return kept[question.id]


def _address(question: Question, thing: str | None) -> str:
    """Where the question is asked with the same answer."""
    needed = _needed(question)
    return url_of(question) + (f"?{urlencode({needed[0]: thing})}" if thing and needed else "")


def _needed(question: Question) -> list[str]:
    return [each.name for each in question.parameters if each.required]

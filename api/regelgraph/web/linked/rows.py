"""Answers of questions that the knowledge shows on the pages of the things of a class."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from pyoxigraph import Literal, NamedNode

from regelgraph.errors import RegelgraphError
from regelgraph.terms import RG
from regelgraph.web.asking import url_of

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

_SHOWN_BY: Final = NamedNode(RG + "shownByQuestion")


@dataclass(frozen=True, slots=True)
class Table:
    """A question with its answer as people read it."""

    title: str
    address: str
    heads: list[str]
    rows: list[list[str]]


def answered(loaded: Loaded, classes: Iterable[str], lang: str, thing: str | None = None) -> list[Table]:
    """The questions shown with a thing of these classes, which fills the one thing that they need; else with a list."""
    from regelgraph.answers import for_people

    found = []
    for id_ in sorted({id_ for each in classes for id_ in _questions(loaded, each)}):
        try:
            question = loaded.register[id_]
            needed = [each.name for each in question.parameters if each.required]
            if len(needed) != (thing is not None):
                continue
            asked = {needed[0]: thing} if thing else {}
            answer = loaded.engine.query(loaded.register.sparql(question, asked))
        except RegelgraphError:  # of somebody's own knowledge, which may name what there is not
            continue
        heads, rows = for_people(answer, question, lang)
        if rows:
            found.append(Table(question.title.get(lang), url_of(question), heads, rows))
    return found


def _questions(loaded: Loaded, class_: str) -> list[str]:
    quads = loaded.knowledge.store.quads_for_pattern(NamedNode(class_), _SHOWN_BY, None)
    return [quad.object.value for quad in quads if isinstance(quad.object, Literal)]

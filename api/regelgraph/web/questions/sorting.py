"""The rows of an answer in the order of one of its columns, as readers of a language see it."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING, Any

from pyoxigraph import Literal, NamedNode

from regelgraph.errors import ParameterError
from regelgraph.linked.labels import Labels
from regelgraph.linked.order import natural
from regelgraph.terms import XSD

if TYPE_CHECKING:
    from regelgraph.engines import Answer
    from regelgraph.web.service import Loaded

_NUMBERS = frozenset(XSD + name for name in ("integer", "decimal", "double", "float"))


def in_order(answer: Answer, sort: str, loaded: Loaded, lang: str) -> Answer:
    """All rows by a column (`-column`: from the last to the first); what is blank comes last, equal rows stay in order.

    A column that stands in both languages is named without its language. Without `sort` the answer itself. Raises
    ParameterError for a name that is no column.
    """
    if not sort:
        return answer
    name = sort.removeprefix("-")
    columns = list(answer.columns) if answer.triples is None and answer.boolean is None else []
    places = [columns.index(each) for each in (f"{name}_{lang}", name) if each in columns]
    if not places:
        raise ParameterError("sort", f"parameter 'sort': {name!r} is no column; there are: {', '.join(columns)}")
    labels = loaded.knowledge.once(Labels)

    def term(row: Any) -> Any:
        return next((row[place] for place in places if row[place] is not None), None)

    def key(row: Any) -> tuple[Any, ...]:
        said = term(row)
        if isinstance(said, Literal) and said.datatype.value in _NUMBERS:
            return (0, float(said.value))
        text = labels.called(said.value, lang) if isinstance(said, NamedNode) else getattr(said, "value", str(said))
        return (1, natural(text))

    filled = sorted((row for row in answer.rows if term(row) is not None), key=key, reverse=sort != name)
    return replace(answer, rows=(*filled, *(row for row in answer.rows if term(row) is None)))

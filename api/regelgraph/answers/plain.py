"""Terms as plain values: IRIs and texts as strings, numbers and truth values as such, days as ISO dates."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.engines import Answer
from regelgraph.terms import XSD

if TYPE_CHECKING:
    from regelgraph.engines.answer import Term

Value = str | int | float | bool | None

TRIPLE: Final = ("subject", "predicate", "object")
_WHOLE: Final = frozenset(
    XSD + name
    for name in ("integer", "int", "long", "short", "byte", "nonNegativeInteger", "positiveInteger", "unsignedInt")
)
_NUMBERS: Final = frozenset(XSD + name for name in ("decimal", "double", "float"))


def plain(answer: Answer) -> list[dict[str, Value]]:
    """Each row as column to value; unbound is None."""
    columns, rows = rows_of(answer)
    return [dict(zip(columns, row, strict=True)) for row in rows]


def rows_of(answer: Answer) -> tuple[tuple[str, ...], list[tuple[Value, ...]]]:
    """Columns and rows of any answer: triples have three columns, a yes-or-no question one."""
    if answer.boolean is not None:
        return ("answer",), [(answer.boolean,)]
    if answer.triples is not None:
        return TRIPLE, [(value(t.subject), value(t.predicate), value(t.object)) for t in answer.triples]
    return answer.columns, [tuple(value(term) for term in row) for row in answer.rows]


def value(term: Term | None) -> Value:
    """One term. A number that Python cannot hold, or that is not finite, stays the text it is."""
    from pyoxigraph import BlankNode, Literal, NamedNode

    if term is None:
        return None
    if isinstance(term, NamedNode):
        return term.value
    if isinstance(term, BlankNode):
        return f"_:{term.value}"
    if not isinstance(term, Literal):
        return str(term)
    kind = term.datatype.value
    try:
        if kind in _WHOLE:
            return int(term.value)
        if kind in _NUMBERS and (number := float(term.value)) - number == 0:
            return number
    except ValueError:
        return term.value
    if kind == XSD + "boolean":
        return {"true": True, "1": True, "false": False, "0": False}.get(term.value, term.value)
    return term.value

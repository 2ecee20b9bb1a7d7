"""Asks a query that says for every two programmes, each in one of its rounds, how they stand to each other."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.errors import KnowledgeError

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

VARIABLES: Final = ("a", "roundA", "b", "roundB", "relation")


def ask(knowledge: Knowledge, query: str) -> list[tuple[str, str, str, str, str]]:
    """Rows of IRIs in the order of VARIABLES, "" for no round, sorted.

    Raises KnowledgeError if the query is wrong, gives other variables, nothing for two values, or two answers.
    """
    text = knowledge.rulebook.queries[query]
    try:
        found = knowledge.store.query(text, use_default_graph_as_union=True)
        names = tuple(variable.value for variable in found.variables)  # type: ignore[union-attr]
        rows = sorted({tuple(_value(row[name]) for name in names) for row in found})  # type: ignore[union-attr]
    except (SyntaxError, ValueError, AttributeError, OSError) as error:
        raise KnowledgeError(f"{query}: cannot be answered: {error}") from error
    if names != VARIABLES:
        raise KnowledgeError(f"{query}: gives {', '.join(names) or 'no variables'}; expected {', '.join(VARIABLES)}")
    answers = {row[:4]: row for row in rows}
    firsts, seconds = {row[:2] for row in rows}, {row[2:4] for row in rows}
    if len(answers) != len(rows) or len(answers) != len(firsts) * len(seconds) or firsts != seconds:
        raise KnowledgeError(f"{query}: expected exactly one relation for every two values, in both orders")
    return [(a, round_a, b, round_b, relation) for a, round_a, b, round_b, relation in rows]


def _value(term: object) -> str:
    return getattr(term, "value", "")

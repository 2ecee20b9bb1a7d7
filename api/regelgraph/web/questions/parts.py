"""How many rows or triples an answer to a question has, and some of them."""

from __future__ import annotations

from dataclasses import replace
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from regelgraph.engines import Answer


def size(answer: Answer) -> int:
    """How many rows or triples; 1 for yes or no."""
    if answer.boolean is not None:
        return 1
    return len(answer.rows if answer.triples is None else answer.triples)


def part_of(answer: Answer, offset: int, limit: int) -> Answer:
    """At most `limit` rows behind the first `offset`; triples in the order of their text."""
    end = offset + limit
    if answer.triples is not None:
        return replace(answer, triples=tuple(sorted(answer.triples, key=str))[offset:end])
    return replace(answer, rows=answer.rows[offset:end]) if answer.boolean is None else answer

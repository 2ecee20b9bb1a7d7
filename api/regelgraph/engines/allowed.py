"""Refuses what is no query over stored graphs, before it is parsed or sent anywhere."""

from __future__ import annotations

from typing import Final

from regelgraph.engines.tokens import words_in
from regelgraph.errors import QueryError

LONGEST: Final = 100_000
"""Characters of a query. Within it no nesting overflows the stack that `patient` gives."""
_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})


def refuse(sparql: str) -> frozenset[str]:
    """The bare words of a query in capitals. Raises QueryError if it is too long, an update, or asks another server."""
    if len(sparql) > LONGEST:
        raise QueryError(f"the query has {len(sparql)} characters; {LONGEST} are the most that is answered")
    words = frozenset(words_in(sparql))
    if "SERVICE" in words:
        raise QueryError("the query asks another server (SERVICE); only one place can be asked")
    if not words & _FORMS:
        raise QueryError("the query is not SPARQL 1.1: expected SELECT, ASK, CONSTRUCT or DESCRIBE")
    return words

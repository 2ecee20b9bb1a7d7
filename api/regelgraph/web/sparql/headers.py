"""What answers of the endpoint say of being kept, and for whom."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regelgraph.engines.allowed import Query
    from regelgraph.workers.messages import Header

KEPT: Final = ("cache-control", "public, max-age=60")
"""The knowledge changes only by a new start or a reload; a minute later a copy is asked for again, by its ETag."""
NEVER: Final = ("cache-control", "no-store")
VARY: Final = ("vary", "Accept")
_CHANGING: Final = frozenset({"NOW", "RAND", "UUID", "STRUUID", "BNODE"})
"""Functions that give something else each time."""


def keeping(method: str, query: Query) -> Header:
    """Whether an answer to a query may be kept by caches."""
    return KEPT if method != "POST" and not query.words & _CHANGING else NEVER

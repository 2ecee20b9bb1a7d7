"""One difference between two knowledges, as a row that people and programs read."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from regelgraph.linked.names import NAMESPACE

THERE: Final = "there"
"""What stands for a thing that is not shown itself."""


@dataclass(frozen=True, slots=True)
class Difference:
    """What sort of difference, of which thing, where in it, and what stood there before and stands there now.

    `what` is `added`, `removed`, `retired`, `reading`, `round`, `rule` or
    `verdict`; an empty text stands for nothing.
    """

    what: str
    thing: str
    where: str
    before: str
    after: str


def short(iri: str) -> str:
    """An IRI of ours without the namespace, as addresses have it; any other as it is."""
    return iri.removeprefix(NAMESPACE + "/")

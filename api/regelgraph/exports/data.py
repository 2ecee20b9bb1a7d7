"""The files of an export that hold data: dumps, shapes, context, questions, and on request what is inferred."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_ENTAILED: Final = "inferred.nq"


def files(knowledge: Knowledge, *, inferred: bool) -> Iterator[tuple[str, bytes]]:
    """Names and bytes, the same for the same knowledge."""
    from regelgraph.linked.dumps import DUMPS
    from regelgraph.questions import Register

    for dump in DUMPS:
        yield dump.name, dump.write(knowledge)
    if inferred:
        yield _ENTAILED, _entailed(knowledge)
    for question in Register(knowledge):
        yield f"questions/{question.path.name}", question.sparql.encode()


def _entailed(knowledge: Knowledge) -> bytes:
    """Statements in an order of their own, so that two exports of the same knowledge differ only where it does."""
    from pyoxigraph import RdfFormat, serialize

    return serialize(sorted(knowledge.inferred(), key=str), format=RdfFormat.N_QUADS) or b""

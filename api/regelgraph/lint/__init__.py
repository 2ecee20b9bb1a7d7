"""Finds faults in the knowledge and says how to mend them: by shapes, by queries, and by Python the rest."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING, Final

from regelgraph.lint import files, hygiene, questions, reads, registry, spellings, tables, texts
from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

__all__ = ["Fault", "run"]

_CHECKS: Final[tuple[Callable[[Ground], Iterable[Fault]], ...]] = (
    files.faults,
    hygiene.faults,
    questions.faults,
    reads.faults,
    registry.faults,
    spellings.faults,
    texts.faults,
    tables.faults,
)


def run(knowledge: Knowledge, lang: str = "en") -> list[Fault]:
    """All faults of a knowledge, ordered by file, subject and rule; empty if there is none.

    `lang` ("de" or "en") is the language of the messages. Knowledge that does not compile is a fault, too, so load it
    with `compiled=False`. Raises KnowledgeError only for a hygiene query that is broken itself.
    """
    ground = Ground(knowledge, lang)
    found = {fault for check in _CHECKS for fault in check(ground)}
    return sorted(fault for fault in found if not _follows(fault, found))


def _follows(fault: Fault, found: set[Fault]) -> bool:
    """Whether knowledge is unusable because of a subject that has a fault of its own, which says better what to do."""
    return fault.rule in tables.UNUSABLE and any(
        other.subject == fault.subject or f"{other.subject}: " in fault.message
        for other in found
        if other.subject and other.rule not in tables.UNUSABLE
    )

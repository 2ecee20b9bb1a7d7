"""Which knowledge something was made from, as a line for whoever reads it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.errors import KnowledgeError

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge


def line_of(knowledge: Knowledge, lang: str, *, whole: bool = False) -> str:
    """Version and fingerprint (its first digits, or the `whole`); nothing for knowledge that does not compile."""
    from regelgraph.tables.reports.report import short_knowledge

    try:
        rulebook = knowledge.rulebook
    except KnowledgeError:
        return ""
    label = rulebook.texts["label-knowledge"].get(lang) if "label-knowledge" in rulebook.texts else "knowledge"
    version, fingerprint = rulebook.version, rulebook.fingerprint
    return f"{label}: {f'{version} {fingerprint}' if whole else short_knowledge(version, fingerprint)}"

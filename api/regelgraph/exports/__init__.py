"""Writes the knowledge into a folder: dumps, shapes, JSON-LD context, questions, and a list of what is in it."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING, Any

from regelgraph.exports.data import files
from regelgraph.exports.folder import replaced
from regelgraph.exports.manifest import Written, manifest

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

__all__ = ["export"]


def export(knowledge: Knowledge, folder: Path, *, inferred: bool = False) -> dict[str, Any]:
    """Fill `folder` and give back its manifest; with what OWL 2 RL infers in a file of its own on request.

    All of it appears at once, or nothing: an earlier export is replaced only when the new one is whole. Raises
    UsageError for a folder that holds anything but an export.
    """
    with replaced(folder) as made:
        written = Written(made)
        for name, body in files(knowledge, inferred=inferred):
            written.add(name, body)
        return manifest(knowledge, written)

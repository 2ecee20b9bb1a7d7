"""What is in an export: `manifest.json`, with the knowledge that it was made of and the SHA-256 of every file."""

from __future__ import annotations

import json
from collections.abc import Iterable
from dataclasses import dataclass, field
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import KnowledgeError

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

MANIFEST: Final = "manifest.json"


@dataclass(frozen=True, slots=True)
class Written:
    """The files in `folder` so far, and the SHA-256 of each in hex."""

    folder: Path
    files: dict[str, str] = field(default_factory=dict)

    def add(self, name: str, body: bytes) -> None:
        """Write a file. Raises KnowledgeError for one that is there already, and OSError."""
        self.note([put(self.folder, name, body)])

    def note(self, found: Iterable[tuple[str, str]]) -> None:
        """Take over files that are written elsewhere. Raises KnowledgeError as `add`."""
        for name, digest in found:
            if name in self.files:
                raise KnowledgeError(f"two names of the knowledge lead to the same file {name}; rename one of them")
            self.files[name] = digest


def put(folder: Path, name: str, body: bytes) -> tuple[str, str]:
    """Write one file below a folder; its name and SHA-256. Raises OSError."""
    path = folder / name
    path.parent.mkdir(parents=True, exist_ok=True)
    path.write_bytes(body)
    return name, sha256(body).hexdigest()


def manifest(knowledge: Knowledge, written: Written, **more: Any) -> dict[str, Any]:
    """Write the manifest of all that is written, and give it back; `more` are further members."""
    from regelgraph.linked.dumps import canonical_quads, union
    from regelgraph.questions import Register

    sizes = dict.fromkeys(sorted(knowledge.graphs), 0)
    for quad in canonical_quads(knowledge):
        graph = getattr(quad.graph_name, "value", "")
        if graph in sizes:
            sizes[graph] += 1
    said = {
        "knowledge": {"version": knowledge.version, "fingerprint": knowledge.fingerprint},
        **more,
        "triples": len(union(knowledge)),
        "graphs": sizes,
        "questions": [question.id for question in Register(knowledge)],
        "files": dict(sorted(written.files.items())),
    }
    put(written.folder, MANIFEST, (json.dumps(said, ensure_ascii=False, indent=2) + "\n").encode())
    return said


def exported(folder: Path) -> set[str]:
    """The files of an earlier export in a folder; empty where there is none."""
    try:
        return {MANIFEST, *json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()

"""Writes the knowledge into a folder: dumps, shapes, JSON-LD context, questions, and a list of what is in it."""

from __future__ import annotations

import json
import os
import shutil
import tempfile
from collections.abc import Iterable
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import UsageError
from regelgraph.rights import usual

if TYPE_CHECKING:
    from pyoxigraph import Store

    from regelgraph.knowledge import Knowledge

MANIFEST: Final = "manifest.json"
_ENTAILED: Final = "inferred.nq"


def export(knowledge: Knowledge, folder: Path, *, inferred: bool = False) -> dict[str, Any]:
    """Fill `folder` and give back its manifest; with what OWL 2 RL infers in a file of its own on request.

    All of it appears at once, or nothing: an earlier export is replaced only when the new one is whole. Raises
    UsageError for a folder that holds anything but an export.
    """
    folder = folder.absolute()
    _refuse(folder)
    folder.parent.mkdir(parents=True, exist_ok=True)
    made = Path(tempfile.mkdtemp(prefix=f".{folder.name}.", dir=folder.parent))
    try:
        manifest = _fill(knowledge, made, inferred=inferred)
        made.chmod(usual(0o777))
        if folder.exists():
            old = Path(tempfile.mkdtemp(prefix=f".{folder.name}.old.", dir=folder.parent))
            os.replace(folder, old)  # noqa: PTH105 - onto an empty folder
            os.replace(made, folder)  # noqa: PTH105
            shutil.rmtree(old)
        else:
            os.replace(made, folder)  # noqa: PTH105
    except BaseException:
        shutil.rmtree(made, ignore_errors=True)
        raise
    return manifest


def _refuse(folder: Path) -> None:
    if folder.is_symlink() or (folder.exists() and not folder.is_dir()):
        raise UsageError(f"{folder}: expected a folder, or a name for one")
    there = {path.relative_to(folder).as_posix() for path in folder.rglob("*") if not path.is_dir()}
    if others := there - _exported(folder):
        raise UsageError(
            f"{folder} holds other files ({min(others)}); name an empty folder, a new one, or one of an earlier export"
        )


def _exported(folder: Path) -> set[str]:
    """The files of an earlier export."""
    try:
        return {MANIFEST, *json.loads((folder / MANIFEST).read_text(encoding="utf-8"))["files"]}
    except (OSError, ValueError, KeyError, TypeError):
        return set()


def _fill(knowledge: Knowledge, folder: Path, *, inferred: bool) -> dict[str, Any]:
    from pyoxigraph import RdfFormat

    from regelgraph.linked.dumps import DUMPS, union
    from regelgraph.questions import Register

    for dump in DUMPS:
        (folder / dump.name).write_bytes(dump.write(knowledge))
    if inferred:
        _dump(folder / _ENTAILED, RdfFormat.N_QUADS, knowledge.inferred())
    questions = list(Register(knowledge))
    (folder / "questions").mkdir()
    for question in questions:
        (folder / "questions" / question.path.name).write_text(question.sparql, encoding="utf-8")
    manifest = {
        "knowledge": {"version": knowledge.version, "fingerprint": knowledge.fingerprint},
        "triples": len(union(knowledge)),
        "graphs": {graph: _count(knowledge.store, graph) for graph in sorted(knowledge.graphs)},
        "questions": [question.id for question in questions],
        "files": sorted(p.relative_to(folder).as_posix() for p in folder.rglob("*") if p.is_file()),
    }
    (folder / MANIFEST).write_text(json.dumps(manifest, ensure_ascii=False, indent=2) + "\n", encoding="utf-8")
    return manifest


def _dump(path: Path, format_: Any, what: Iterable[Any]) -> None:
    """Statements in an order of their own, so that two exports of the same knowledge differ only where it does."""
    from pyoxigraph import serialize

    from regelgraph.answers.graphs import PREFIXES

    with path.open("wb") as out:
        serialize(sorted(what, key=str), out, format_, prefixes=PREFIXES)


def _count(store: Store, graph: str) -> int:
    from pyoxigraph import NamedNode

    return sum(1 for _ in store.quads_for_pattern(None, None, None, NamedNode(graph)))

"""Writes the site: all names in all forms and both languages, lists, catalogue, data, and the rules for servers."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager, nullcontext
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any

from regelgraph.errors import UsageError
from regelgraph.exports.data import files as data
from regelgraph.exports.folder import replaced
from regelgraph.exports.manifest import Written, manifest
from regelgraph.linked.names import NAMESPACE
from regelgraph.settings.publisher import PublisherSettings
from regelgraph.site.contents import Contents
from regelgraph.site.jobs import jobs
from regelgraph.site.shared import sharing
from regelgraph.web.handler import Handler
from regelgraph.web.service import Options

Progress = Callable[[int], AbstractContextManager[Callable[[int], None]]]
"""Given how many addresses there are, shows how many are written so far."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """What is written, and for where.

    `base` is the public address of the files without a slash at its end, empty if it is not known: then the names of
    the knowledge stand for it. `service` is the address of a running service that answers what files cannot, or empty.
    `processes` share the work.
    """

    base: str = ""
    service: str = ""
    inferred: bool = False
    extra: tuple[Path, ...] = ()
    examples: bool = False
    publisher: PublisherSettings = field(default_factory=PublisherSettings)
    processes: int = 1


def export(
    wanted: Wanted, folder: Path, progress: Progress = lambda _: nullcontext(lambda _: None)
) -> tuple[dict[str, Any], list[str]]:
    """Fill `folder`; its manifest, and the names of the knowledge that no file can have.

    All of it appears at once, or nothing: an earlier export is replaced only when the new one is whole. Raises
    UsageError for a folder that holds anything but an export or tells no capital letters, KnowledgeError, and OSError.
    """
    with replaced(folder) as made:
        if _folds_case(made):
            raise UsageError(f"{folder}: its file system takes A.html and a.html for one file, and both may be needed")
        handler = Handler(Options(extra=wanted.extra, examples=wanted.examples, publisher=wanted.publisher))
        knowledge = handler.loaded.knowledge
        contents = Contents(handler, wanted.base or NAMESPACE, wanted.service, known_base=bool(wanted.base))
        written = Written(made)
        for name, body in data(knowledge, inferred=wanted.inferred):
            written.add(name, body)
        work = jobs(contents)
        with sharing(work, made, wanted.processes) as pieces, progress(len(work)) as watch:
            for count, found in enumerate(pieces, 1):
                written.note(found)
                watch(count)
        where = {"base": contents.base, "service": contents.service or None}
        return manifest(knowledge, written, **where), contents.unnameable


def _folds_case(folder: Path) -> bool:
    """Whether capital and small letters are the same in names of files there."""
    trial = folder / "Case"
    trial.touch()
    try:
        return (folder / "case").exists()
    finally:
        trial.unlink()

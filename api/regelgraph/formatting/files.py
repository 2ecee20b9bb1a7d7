"""Finds the files to bring into their form, and says how a file differs from its form."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from difflib import unified_diff
from pathlib import Path

from regelgraph.errors import UsageError
from regelgraph.formatting import SUFFIXES


def files_in(given: Sequence[Path]) -> list[Path]:
    """The files named, and the Turtle and each context.jsonld below the folders named; each once, hidden ones by name.

    Raises UsageError for what does not exist or is no Turtle, and for a folder without any.
    """
    found: dict[Path, Path] = {}
    for path in given:
        if path.is_dir():
            inside = list(_below(path))
            if not inside:
                raise UsageError(f"{path}: no Turtle file in this folder")
        elif not path.exists():
            raise UsageError(f"{path}: no such file or folder; expected Turtle (.ttl), a JSON-LD context or a folder")
        elif path.suffix.lower() not in SUFFIXES:
            raise UsageError(f"{path}: expected a Turtle file (.ttl), a JSON-LD context (.jsonld) or a folder")
        else:
            inside = [path]
        for file in inside:
            found.setdefault(file.resolve(), file)
    return list(found.values())


def difference(before: bytes, after: bytes, name: str) -> str:
    """What would change, as a unified diff; bytes that are no UTF-8 do not come here."""
    old, new = (content.decode("utf-8").splitlines(keepends=True) for content in (before, after))
    lines = unified_diff(old, new, name, f"{name} (in its form)")
    return "".join(line if line.endswith("\n") else f"{line}\n\\ No newline at end of file\n" for line in lines)


def _below(folder: Path) -> Iterator[Path]:
    for path in sorted(folder.rglob("*")):
        hidden = any(part.startswith(".") for part in path.relative_to(folder).parts)
        if not hidden and (path.suffix.lower() == ".ttl" or path.name == "context.jsonld") and path.is_file():
            yield path

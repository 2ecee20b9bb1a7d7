"""Keeps the compiled Rulebook on disk as data (JSON), so that a warm start parses no Turtle."""

from __future__ import annotations

import gc
import json
from decimal import InvalidOperation
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from regelgraph.knowledge.codec import decode, encode
from regelgraph.knowledge.find import SourceFile
from regelgraph.knowledge.seal import read_bytes, replace_file, sealed, unsealed
from regelgraph.rulebook import Rulebook

_PACKAGE: Final = Path(__file__).parents[1]
_MAKERS: Final = ("rulebook/*.py", "terms.py", "folding.py", "knowledge/*.py")


def content_key(sources: tuple[SourceFile, ...], version: str) -> str:
    """64 hex digits over graph names and bytes of the files, the version, and the code that compiles them.

    Query files have no graph; their names count instead.
    """
    digest = sha256(f"{version}\n{_code()}\n".encode())
    for source in sources:
        digest.update(f"{source.graph or source.path.name}\n{sha256(source.content).hexdigest()}\n".encode())
    return digest.hexdigest()


@cache
def _code() -> str:
    digest = sha256()
    for pattern in _MAKERS:
        for path in sorted(_PACKAGE.glob(pattern)):
            digest.update(path.read_bytes())
    return digest.hexdigest()


def read_rulebook(folder: Path | None, key: str) -> Rulebook | None:
    """The Rulebook kept under `key`, or None if there is none or it is damaged."""
    body = unsealed(key, read_bytes(_path(folder, key))) if folder else None
    if body is None:
        return None
    collecting = gc.isenabled()
    gc.disable()  # many small objects at once and no garbage: collecting costs more than building
    try:
        rulebook = decode(Rulebook, json.loads(body))
    except (ValueError, TypeError, KeyError, AttributeError, InvalidOperation, RecursionError):
        return None
    finally:
        if collecting:
            gc.enable()
    return rulebook if isinstance(rulebook, Rulebook) else None


def write_rulebook(folder: Path | None, key: str, rulebook: Rulebook) -> None:
    """Keeps the Rulebook under `key`."""
    if folder:
        body = json.dumps(encode(rulebook), ensure_ascii=False, separators=(",", ":")).encode()
        replace_file(_path(folder, key), sealed(key, body))


def _path(folder: Path, key: str) -> Path:
    return folder / f"rulebook-{key[:16]}.json"

"""The compiled Rulebook as data (JSON) that is kept, so that a warm start parses no Turtle."""

from __future__ import annotations

import gc
import json
from decimal import InvalidOperation
from hashlib import blake2b

from regelgraph.knowledge.codec import decode, encode
from regelgraph.knowledge.find import SourceFile
from regelgraph.knowledge.keeping import COMPILERS, Keeping, code
from regelgraph.rulebook import Rulebook

_KIND = "rulebook"


def content_key(sources: tuple[SourceFile, ...], version: str) -> str:
    """64 hex digits over graph names and bytes of the files, the version, and the code that compiles them.

    Query files have no graph; their names count instead.
    """
    digest = blake2b(f"{version}\n{code(*COMPILERS)}\n".encode(), digest_size=32)  # faster than SHA-256, as safe
    for source in sources:
        digest.update(f"{source.graph or source.path.name}\n{len(source.content)}\n".encode())
        digest.update(source.content)
    return digest.hexdigest()


def read_rulebook(keeping: Keeping, key: str) -> Rulebook | None:
    """The Rulebook kept under `key`, or None if there is none or it is damaged."""
    return next((found for body in keeping.bodies(_KIND, key) if (found := _decoded(body)) is not None), None)


def _decoded(body: bytes) -> Rulebook | None:
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


def write_rulebook(keeping: Keeping, key: str, rulebook: Rulebook) -> None:
    """Keeps the Rulebook under `key`."""
    keeping.write(_KIND, key, json.dumps(encode(rulebook), ensure_ascii=False, separators=(",", ":")).encode())

"""Files that can be trusted or are not used: a first line says what the rest was made from and its SHA-256.

Writers replace whole files, so that two runs at once do not disturb each other; what the system refuses is no error,
for everything kept can be made again.
"""

from __future__ import annotations

import json
import os
import time
from contextlib import suppress
from hashlib import sha256
from pathlib import Path
from typing import Final

_ABANDONED: Final = 3600
"""Seconds after which nobody writes a file any more."""


def sealed(key: str, body: bytes) -> bytes:
    """The body behind a line that starts with `# ` (a comment in N-Triples) and names key and hash."""
    return b"# " + json.dumps(_seal(key, body)).encode() + b"\n" + body


def unsealed(key: str, data: bytes | None) -> bytes | None:
    """The body, or None if there is none, it was made from something else, or it is damaged."""
    head, _, body = (data or b"").partition(b"\n")
    try:
        seal = json.loads(head.removeprefix(b"# "))
    except (ValueError, RecursionError):
        return None
    return body if seal == _seal(key, body) else None


def _seal(key: str, body: bytes) -> dict[str, str]:
    return {"key": key, "sha256": sha256(body).hexdigest()}


def read_bytes(path: Path) -> bytes | None:
    """The file, or None if it cannot be read."""
    try:
        return path.read_bytes()
    except OSError:
        return None


def replace_file(path: Path, content: bytes) -> None:
    """Writes the file whole or not at all; what a writer that was killed has left of it is removed after a while."""
    import tempfile  # a warm run writes nothing

    with suppress(OSError):
        path.parent.mkdir(parents=True, exist_ok=True)
        _sweep(path)
        handle, temporary = tempfile.mkstemp(dir=path.parent, prefix=f".{path.name}-")
        try:
            with os.fdopen(handle, "wb") as file:
                file.write(content)
            Path(temporary).replace(path)
        except BaseException:
            Path(temporary).unlink(missing_ok=True)
            raise


def _sweep(path: Path) -> None:
    """Files half-written under this name so long ago that nobody writes them any more."""
    for left in path.parent.glob(f".{path.name}-*"):
        with suppress(OSError):
            if left.stat().st_mtime < time.time() - _ABANDONED:
                left.unlink()

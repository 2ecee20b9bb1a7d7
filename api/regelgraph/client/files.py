"""A file that is written as it comes in, and appears whole or not at all."""

from __future__ import annotations

import os
import secrets
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import BinaryIO, Protocol, TypeAlias


class Writable(Protocol):
    """What bytes can be written to."""

    def write(self, data: bytes, /) -> object:
        """Take the bytes."""


Target: TypeAlias = str | os.PathLike[str] | Writable
"""The path of a file, or something open that takes bytes."""


@contextmanager
def filled(to: Target) -> Iterator[Writable]:
    """Something open to write to. A path is written beside and renamed at the end; a device or pipe as it is."""
    if not isinstance(to, str | os.PathLike):
        yield to
        return
    path = Path(to).resolve()
    if path.exists() and not path.is_file():
        with path.open("wb") as device:
            yield device
        return
    beside = path.with_name(f".{path.name}.{secrets.token_hex(4)}")
    try:
        out: BinaryIO
        with beside.open("xb") as out:
            yield out
        beside.replace(path)
    except BaseException:
        beside.unlink(missing_ok=True)
        raise

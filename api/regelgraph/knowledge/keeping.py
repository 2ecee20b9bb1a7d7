"""Where what takes long to make is looked for: the user's cache folder, then what the package brought along.

Everything kept is found by a key over what it was made from, knowledge and code, and is used only if its seal fits. The
package's own is never written; the cache folder takes what was made here.
"""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import Final

from regelgraph.knowledge.seal import read_bytes, replace_file, sealed, unsealed

SHIPPED: Final = "kept"
"""Folder beside ontology/ in the package, filled when the wheel is built."""

COMPILERS: Final = ("rulebook/*.py", "terms.py", "folding.py", "values.py", "knowledge/*.py")
"""The code that makes a Rulebook of Turtle."""

_PACKAGE: Final = Path(__file__).parents[1]


class Keeping:
    """What is kept of one knowledge; `own` is None where nothing may be written, `shipped` where nothing is brought."""

    def __init__(self, own: Path | None, shipped: Path | None = None) -> None:
        self._own = own
        self._places = tuple(place for place in (own, shipped) if place)

    def files(self, name: str) -> Iterator[bytes]:
        """The files of that name that can be read, the user's first."""
        for place in self._places:
            if (data := read_bytes(place / name)) is not None:
                yield data

    def bodies(self, kind: str, key: str) -> Iterator[bytes]:
        """What was kept under the key and is whole, the user's first."""
        for data in self.files(_name(kind, key)):
            if (body := unsealed(key, data)) is not None:
                yield body

    def write(self, kind: str, key: str, body: bytes) -> None:
        """Keep a body under its key; a folder that cannot be written is no error."""
        self.write_file(_name(kind, key), sealed(key, body))

    def write_file(self, name: str, data: bytes) -> None:
        """Keep a file that seals itself."""
        if self._own:
            replace_file(self._own / name, data)


def _name(kind: str, key: str) -> str:
    return f"{kind}-{key[:16]}.json"


@cache
def code(*patterns: str) -> str:
    """Digest of names and bytes of the package's files that match: what other code made is not used."""
    digest = sha256()
    for pattern in patterns:
        for path in sorted(_PACKAGE.glob(pattern)):
            digest.update(f"{path.name}\n".encode() + path.read_bytes())
    return digest.hexdigest()


def key_of(*parts: str) -> str:
    """64 hex digits over all parts together."""
    return sha256("\n".join(parts).encode()).hexdigest()

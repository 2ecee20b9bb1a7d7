"""Keeps the index of titles by provision on disk, by the knowledge's fingerprint: parsing all spellings takes long."""

from __future__ import annotations

import json
from functools import cache
from hashlib import sha256
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.knowledge.codec import decode, encode
from regelgraph.knowledge.seal import read_bytes, replace_file, sealed, unsealed
from regelgraph.tables.readers.title_index import Indexed

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge


class KeptIndex:
    """What is indexed of the titles of a knowledge: read from the cache, None until it has been made."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._key = f"{knowledge.fingerprint} {_code()}"
        name = f"titles-{sha256(self._key.encode()).hexdigest()[:16]}.json"
        self._path = knowledge.cache_folder / name if knowledge.cache_folder else None

    def read(self) -> Indexed | None:
        """The index that is kept; None if there is none, or it is damaged or of other knowledge or code."""
        body = unsealed(self._key, read_bytes(self._path)) if self._path else None
        try:
            found = decode(Indexed, json.loads(body)) if body else None
        except (ValueError, TypeError, KeyError, AttributeError):
            return None
        return found if isinstance(found, Indexed) else None

    def write(self, indexed: Indexed) -> None:
        """Keep the index; a cache that cannot be written is no error."""
        if self._path:
            body = json.dumps(encode(indexed), ensure_ascii=False, separators=(",", ":")).encode()
            replace_file(self._path, sealed(self._key, body))


@cache
def _code() -> str:
    digest = sha256()
    for path in sorted(Path(__file__).parent.glob("*.py")):
        digest.update(path.read_bytes())
    return digest.hexdigest()

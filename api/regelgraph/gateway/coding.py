"""Answers compressed by gzip where the client takes it (RFC 9110, sections 8.4 and 12.5.3)."""

from __future__ import annotations

import re
import zlib
from enum import Enum
from functools import lru_cache
from typing import Final

LEAST: Final = 1024
"""Bytes from which on compressing is worthwhile: below, an answer is one packet either way."""
_LEVEL, _QUICK_LEVEL = 6, 1
_LARGE: Final = 1 << 18
"""Bytes from which on time counts more than size."""
_GZIP: Final = 16 + zlib.MAX_WBITS
_FLUSHED: Final = 1 << 16
_TYPES: Final = re.compile(
    rb"(?:text/|application/(?:[\w.-]+\+(?:json|xml)|json|xml|javascript|x-ndjson|n-triples|n-quads|trig)\b|image/svg)"
)
_WEIGHT: Final = re.compile(rb"q=(0(?:\.\d{0,3})?|1(?:\.0{0,3})?)", re.IGNORECASE)


class Coding(Enum):
    """What a client takes: `GZIP` if it is worthwhile, `ONLY_GZIP` at any size, plain bytes alone, or none of these."""

    GZIP = 1
    ONLY_GZIP = 2
    PLAIN = 3
    NONE = 4


@lru_cache(maxsize=256)
def taken(accepted: bytes | None) -> Coding:
    """What Accept-Encoding asks for; None: there is no such header, which allows all, but many such clients cannot."""
    if accepted is None:
        return Coding.PLAIN
    weights: dict[bytes, float] = {}
    for part in accepted.lower().split(b","):
        name, _, rest = part.partition(b";")
        weight = _WEIGHT.fullmatch(rest.strip()) if rest.strip() else None
        if rest.strip() and weight is None:
            continue  # what is not understood asks for nothing
        name = b"gzip" if name.strip() == b"x-gzip" else name.strip()
        weights[name] = max(weights.get(name, 0.0), float(weight[1])) if weight else 1.0
    rest_of_all = weights.get(b"*")
    zipped = weights.get(b"gzip", rest_of_all or 0.0)
    plain = weights.get(b"identity", rest_of_all)
    if plain == 0.0:
        return Coding.ONLY_GZIP if zipped else Coding.NONE
    return Coding.GZIP if zipped and zipped >= weights.get(b"identity", 0.0) else Coding.PLAIN


def is_compressible(content_type: bytes) -> bool:
    """Whether a body of this type grows smaller: text of any kind, no workbook and no Parquet.

    Answers to checks are not to be compressed, whatever their type, and so not to be asked about here: rows of several
    people stand side by side in them, and whoever can write one of the rows and see the length of the encrypted answer
    could learn by it what stands in the others. Public data hold no secret.
    """
    return _TYPES.match(content_type) is not None


def zipped(body: bytes) -> bytes:
    """A body by gzip, the same bytes each time. Takes some 20 ms a MB, without holding up other threads."""
    maker = zlib.compressobj(_LEVEL if len(body) < _LARGE else _QUICK_LEVEL, zlib.DEFLATED, _GZIP)
    return maker.compress(body) + maker.flush()


class Zipping:
    """A body by gzip part by part, as it is made."""

    def __init__(self) -> None:
        self._maker = zlib.compressobj(_QUICK_LEVEL, zlib.DEFLATED, _GZIP)
        self._held = 0

    def part(self, data: bytes) -> bytes:
        """What can be sent of it now; empty until there is enough, as each flush costs size."""
        self._held += len(data)
        made = self._maker.compress(data)
        if self._held < _FLUSHED:
            return made
        self._held = 0
        return made + self._maker.flush(zlib.Z_SYNC_FLUSH)

    def end(self) -> bytes:
        """The rest."""
        return self._maker.flush()

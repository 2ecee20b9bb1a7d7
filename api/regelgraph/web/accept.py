"""Chooses what an answer is written in: by `Accept` and `Accept-Language` (RFC 9110, sections 12.5.1 and 12.5.4)."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import TYPE_CHECKING, Final

from regelgraph.errors import NotAcceptableError

if TYPE_CHECKING:
    from fastapi import Request

JSON: Final = "application/json"
HTML: Final = "text/html"
CSV: Final = "text/csv"
XLSX: Final = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET: Final = "application/vnd.apache.parquet"
NDJSON: Final = "application/x-ndjson"
TURTLE: Final = "text/turtle"
N_TRIPLES: Final = "application/n-triples"
SPARQL_JSON: Final = "application/sparql-results+json"


def media_type(request: Request, offered: Sequence[str]) -> str:
    """The offered type that the client likes best; of those it likes alike, the first.

    Raises NotAcceptableError if it takes none of them. Without the header every type is fine.
    """
    return preferred(",".join(request.headers.getlist("accept")), offered)


def preferred(header: str, offered: Sequence[str]) -> str:
    """The same by the value of the header."""
    ranges = list(_ranges(header)) or [("*/*", 1.0)]
    best = max(offered, key=lambda type_: _quality(type_, ranges))
    if _quality(best, ranges) <= 0:
        raise NotAcceptableError(f"Accept takes none of what there is: {', '.join(offered)}")
    return best


def language(request: Request, otherwise: str) -> str:
    """`de` or `en`: what the address asks for by `lang`, else what the client prefers."""
    asked = request.query_params.get("lang")
    if asked in ("de", "en"):
        return asked
    known = {tag.partition("-")[0]: 0.0 for tag in ("de", "en")}
    for tag, quality in _ranges(",".join(request.headers.getlist("accept-language"))):
        primary = tag.partition("-")[0]
        if primary in known:
            known[primary] = max(known[primary], quality)
    best = max(known, key=lambda tag: (known[tag], tag == otherwise))
    return best if known[best] > 0 else otherwise


def _ranges(header: str) -> Iterator[tuple[str, float]]:
    for part in header.split(","):
        name, *parameters = (piece.strip() for piece in part.split(";"))
        if not name:
            continue
        quality = 1.0
        for parameter in parameters:
            key, _, value = parameter.partition("=")
            if key.strip().lower() == "q":
                quality = _number(value.strip())
        yield name.lower(), quality


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return min(max(value, 0.0), 1.0) if value == value else 0.0  # not a number is not itself


def _quality(type_: str, ranges: Sequence[tuple[str, float]]) -> float:
    """What the most specific range that fits says (RFC 9110, section 12.5.1)."""
    for wanted in (type_, type_.partition("/")[0] + "/*", "*/*"):
        found = [quality for name, quality in ranges if name == wanted]
        if found:
            return max(found)
    return 0.0

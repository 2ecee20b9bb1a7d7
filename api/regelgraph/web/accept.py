"""Chooses what an answer is written in: by `Accept` and `Accept-Language` (RFC 9110, sections 12.5.1 and 12.5.4)."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
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

RDF: Final = {
    TURTLE: TURTLE,
    "application/ld+json": "application/ld+json",
    N_TRIPLES: N_TRIPLES,
    "application/rdf+xml": "application/rdf+xml",
    JSON: "application/ld+json",
    "text/plain": N_TRIPLES,
    "application/xml": "application/rdf+xml",
    "text/xml": "application/rdf+xml",
}
"""Media types that a description may be asked for by, general ones last, and the form that each stands for."""
ANY: Final = "*/*"
_PART: Final = re.compile(r'(?:[^",]|"(?:[^"\\]|\\.)*+"?)++', re.DOTALL)
_PIECE: Final = re.compile(r'(?:[^";]|"(?:[^"\\]|\\.)*+"?)++', re.DOTALL)
_TRUE_OF_ALL: Final = {"charset": frozenset({"utf-8", "utf8"})}
_TRUE_OF: Final = {CSV: {"header": frozenset({"present"})}}
_WISHES: Final = {"application/ld+json": "profile"}
"""Parameters that say what is liked, and not what alone is taken (JSON-LD 1.1, appendix C)."""
_LONGEST: Final = 8192

Range = tuple[str, tuple[tuple[str, str], ...], float]
"""A media range or language in small letters, its parameters, and its quality from 0 to 1."""


def media_type(request: Request, offered: Sequence[str]) -> str:
    """The offered type that the client likes best; see `best`."""
    return best(",".join(request.headers.getlist("accept")), tuple(offered))


def best(header: str, offered: tuple[str, ...]) -> str:
    """The offered type that an `Accept` likes best; of those it likes alike, the first.

    Raises NotAcceptableError if it takes none of them. Without the header every type is fine. A range with parameters
    fits where they are true: everything is UTF-8, CSV has a header; a profile of JSON-LD is a wish.
    """
    if not header:
        return offered[0]
    found = _best(header[:_LONGEST], offered)
    if found is None:
        raise NotAcceptableError(f"Accept takes none of what there is: {', '.join(offered)}")
    return found


def quality(header: str, type_: str) -> float:
    """How much an `Accept` likes a type where it names it, by itself or by the first half; 0 if it does not."""
    named = [each for each in ranges(header[:_LONGEST]) if each[0] != ANY]
    return _quality(type_, named) if named else 0.0


def language(request: Request, otherwise: str) -> str:
    """`de` or `en`: what the address asks for by `lang`, else what the client prefers."""
    asked = request.query_params.get("lang")
    return preferred(",".join(request.headers.getlist("accept-language")), asked, otherwise)


def preferred(header: str, asked: str | None, otherwise: str) -> str:
    """`de` or `en`: what is asked for, else what an `Accept-Language` prefers, else `otherwise`."""
    if asked in ("de", "en"):
        return asked
    said: dict[str, float] = {}
    for tag, _, quality in ranges(header[:_LONGEST]):
        primary = tag.partition("-")[0]
        said[primary] = max(said.get(primary, 0.0), quality)
    known = {tag: said.get(tag, said.get("*", 0.0)) for tag in ("de", "en")}
    best = max(known, key=lambda tag: (known[tag], tag == otherwise))
    return best if known[best] > 0 else otherwise


def ranges(header: str) -> Iterator[Range]:
    """What an `Accept` or `Accept-Language` lists. A quality that is no number counts as 0."""
    for part in _PART.findall(header):
        name, parameters = part.partition(";")[0].strip(), _PIECE.findall(part)[1:]
        if not name:
            continue
        quality, known = 1.0, []
        for parameter in parameters:
            key, _, value = (piece.strip() for piece in parameter.partition("="))
            if key.lower() == "q":
                quality = _number(value)
                break  # what follows would extend the header, not the type
            known.append((key.lower(), value.strip('"').lower()))
        yield name.lower(), tuple(known), quality


@lru_cache(maxsize=256)
def _best(header: str, offered: tuple[str, ...]) -> str | None:
    listed = list(ranges(header)) or [(ANY, (), 1.0)]
    first = max(offered, key=lambda type_: _quality(type_, listed))
    return first if _quality(first, listed) > 0 else None


def _number(text: str) -> float:
    try:
        value = float(text)
    except ValueError:
        return 0.0
    return min(max(value, 0.0), 1.0) if value == value else 0.0  # not a number is not itself


def _quality(type_: str, listed: Sequence[Range]) -> float:
    """What the most specific range that fits says (RFC 9110, section 12.5.1)."""
    found: dict[tuple[int, int], float] = {}
    for precision, wanted in enumerate((ANY, type_.partition("/")[0] + "/*", type_)):
        for name, parameters, quality in listed:
            if name == wanted and all(_is_true(type_, *each) for each in parameters):
                key = (precision, len(parameters))
                found[key] = max(found.get(key, 0.0), quality)
    return found[max(found)] if found else 0.0


def _is_true(type_: str, key: str, value: str) -> bool:
    return _WISHES.get(type_) == key or value in (_TRUE_OF.get(type_, {}).get(key) or _TRUE_OF_ALL.get(key) or ())

"""Parts of a list, by `limit` and `offset` in the address."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final, Generic, TypeVar
from urllib.parse import urlencode

from regelgraph.errors import ParameterError
from regelgraph.web.pages import parameters

if TYPE_CHECKING:
    from regelgraph.workers.messages import Request

T = TypeVar("T")
PAGE: Final = 100
MOST: Final = 1000
_FARTHEST: Final = 10**9


@dataclass(frozen=True, slots=True)
class Part(Generic[T]):
    """Some rows of `total`, from number `first` (0 without any) to `last`; `before` and `after` are queries or None.

    `keep` is what was asked, for the same part in another language.
    """

    rows: Sequence[T]
    total: int
    first: int
    last: int
    before: str | None
    after: str | None
    keep: str


def part(rows: Sequence[T], request: Request, asked: Mapping[str, str]) -> Part[T]:
    """The part that a request asks for; `asked` is what else it asks. Raises ParameterError."""
    given = parameters(request)
    limit = whole(given, "limit", PAGE, 1, MOST)
    offset = whole(given, "offset", 0, 0, _FARTHEST)
    shown = rows[offset : offset + limit]

    def query(start: int) -> str:
        more = {
            name: str(value) for name, value, usual in (("limit", limit, PAGE), ("offset", start, 0)) if value != usual
        }
        return urlencode({**asked, **more})

    return Part(
        shown,
        len(rows),
        offset + 1 if shown else 0,
        offset + len(shown),
        query(max(0, offset - limit)) if offset else None,
        query(offset + limit) if offset + limit < len(rows) else None,
        query(offset) + "&" if query(offset) else "",
    )


def whole(given: Mapping[str, list[str]], name: str, usual: int, least: int, most: int) -> int:
    """A number in an address, between `least` and `most`, or the `usual` one. Raises ParameterError."""
    text = given.get(name, [""])[-1]
    if not text:
        return usual
    value = int(text) if text.isascii() and text.isdigit() and len(text) < len(str(_FARTHEST)) + 1 else -1
    if not least <= value <= most:
        raise ParameterError(name, f"parameter {name!r}: expected a whole number from {least} to {most}")
    return value

"""Errors as pages, for people who open an address in a browser: filled in from pages that are at hand.

Clients of the interface get problem documents, scripts of the pages among them. A browser that opens an address is
known by its Accept: all of them name HTML and XHTML there, and like them best. What is said is the same.
"""

from __future__ import annotations

import json
import re
from html import escape
from typing import Any, Final
from urllib.parse import parse_qs

from regelgraph.gateway.every import RawHeaders
from regelgraph.terms import PROBLEM
from regelgraph.web.accept import HTML, best, preferred, ranges
from regelgraph.workers.problems import MEDIA_TYPE

ERRORS: Final = "errors"
"""Where what a knowledge says of itself has the pages."""
_PROBLEM: Final = MEDIA_TYPE.encode("ascii")
_XHTML: Final = "application/xhtml+xml"
_LONGEST: Final = 8192
_HOLE: Final = re.compile(r"\[\[(\w+)\]\]")
_REPLACED: Final = (b"content-type", b"content-length", b"content-language", b"vary")


class Shown:
    """The pages of the knowledge that answers now (see `regelgraph.web.error_pages`); before there is one, none."""

    def __init__(self) -> None:
        self._made: dict[str, Any] = {}

    def renew(self, made: dict[str, Any]) -> None:
        """Answer by other pages from now on."""
        self._made = made

    def of(self, scope: Any, heads: dict[bytes, bytes], headers: RawHeaders, body: bytes) -> tuple[RawHeaders, bytes]:
        """The headers and the body of an error as the client of a request is to see it."""
        if not self._made or (b"content-type", _PROBLEM) not in headers or not opens(_said(heads, b"accept")):
            return headers, body
        asked = parse_qs(scope["query_string"].decode("latin-1")).get("lang", [""])[-1]
        lang = preferred(_said(heads, b"accept-language"), asked, self._made["otherwise"])
        again = next((value.decode("ascii") for name, value in headers if name == b"retry-after"), "")
        page = self._filled(lang, asked == lang, json.loads(body), again)
        told = [
            (b"content-type", b"text/html; charset=utf-8"),
            (b"content-length", b"%d" % len(page)),
            (b"content-language", lang.encode("ascii")),
            (b"vary", b"Accept, Accept-Language"),
        ]
        return [*told, *(each for each in headers if each[0] not in _REPLACED)], page

    def _filled(self, lang: str, asked: bool, problem: dict[str, Any], again: str) -> bytes:
        slug = problem["type"].removeprefix(PROBLEM)
        title, what = self._made["kinds"][lang].get(slug, (problem["title"], ""))
        parts = {
            "title": title,
            "what": what,
            "detail": problem["detail"],
            "status": problem["status"],
            "slug": slug,
            "kind": problem["title"],
        }
        holes = {name: escape(str(value)) for name, value in parts.items()}
        wait = self._made["again"][lang].format(seconds=escape(again))
        holes["again"] = f"<p><strong>{wait}</strong></p>" if again else ""
        page: str = self._made["pages"][lang][asked]
        return _HOLE.sub(lambda hole: holes[hole[1]], page).encode("utf-8", "replace")


def opens(accept: str) -> bool:
    """Whether an Accept is that of a browser which opens an address, and not of a script or a client."""
    named = {name for name, _, quality in ranges(accept) if quality > 0}
    return {HTML, _XHTML} <= named and best(accept, (MEDIA_TYPE, HTML)) == HTML


def _said(heads: dict[bytes, bytes], name: bytes) -> str:
    return heads.get(name, b"")[:_LONGEST].decode("latin-1")

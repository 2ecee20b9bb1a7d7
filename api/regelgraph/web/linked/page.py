"""The page of a name: what it is called, what is said of it, and what points to it, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import parse_qs

from regelgraph.web.accept import preferred
from regelgraph.web.linked.statements import Told, told
from regelgraph.web.pages import rendered
from regelgraph.workers.messages import Header, Reply, Request

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from regelgraph.linked import Retired
    from regelgraph.web.linked.address import Wanted
    from regelgraph.web.service import Loaded


def page(loaded: Loaded, request: Request, asked: Wanted, triples: list[Triple], headers: list[Header]) -> Reply:
    """A description as HTML."""
    lang = language(loaded, request)
    shown: Told = told(triples, asked.iri, lang)
    body = rendered(loaded, "thing.html", lang, asked.path, thing=shown, base=request.base)
    return html(200, body, lang, headers)


def gone_page(loaded: Loaded, request: Request, gone: Retired, headers: list[Header]) -> Reply:
    """A retired term for readers: what replaces it, and why."""
    lang = language(loaded, request)
    return html(410, rendered(loaded, "gone.html", lang, request.path, gone=gone), lang, headers)


def html(status: int, body: bytes, lang: str, headers: list[Header]) -> Reply:
    """A page as a reply; `headers` are those beside its type and language."""
    own = [
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", lang),
        ("vary", "Accept, Accept-Language"),
    ]
    return Reply(status, [*own, *(header for header in headers if header[0] != "vary")], [body])


def language(loaded: Loaded, request: Request) -> str:
    """`de` or `en`: what the address asks for by `lang`, else what the client prefers."""
    asked = parse_qs(request.query.decode("latin-1")).get("lang", [None])[-1]
    return preferred(request.header("accept-language"), asked, loaded.options.lang)

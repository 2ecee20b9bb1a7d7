"""Answers /.well-known/void, /dcat, the dumps, /sitemap.xml and /robots.txt."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.linked.catalogue import dcat, void
from regelgraph.linked.catalogue.said import dataset
from regelgraph.linked.dumps import DUMPS
from regelgraph.web.accept import best
from regelgraph.web.linked.sitemap import SITEMAP, SITEMAPS, robots, sitemap
from regelgraph.web.public import FORM_OF, KEPT, content_type, of_licence
from regelgraph.workers import problems
from regelgraph.workers.messages import Header, Reply, Request

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.web.service import Loaded

VOID: Final = "/.well-known/void"
DCAT: Final = "/dcat"
ROBOTS: Final = "/robots.txt"
_FILES: Final = {f"/{dump.name}": dump for dump in DUMPS}
PATHS: Final = (VOID, DCAT, *_FILES, SITEMAP, ROBOTS)


def answer(loaded: Loaded, request: Request) -> Reply:
    """What one of PATHS, or a further sitemap, holds. Raises NotAcceptableError."""
    if request.path in _FILES:
        return _file(loaded.knowledge, request)
    if request.path.startswith(SITEMAPS):
        body = sitemap(loaded, request.base, request.path)
        return problems.of_status(404) if body is None else _fixed("application/xml", body)
    if request.path == ROBOTS:
        return _fixed("text/plain", robots(request.base))
    return _described(loaded, request)


def _described(loaded: Loaded, request: Request) -> Reply:
    form = FORM_OF[best(request.header("accept"), tuple(FORM_OF))]
    if request.path == VOID:
        triples = void(loaded.knowledge, request.base, loaded.service)
    else:
        triples = dcat(loaded.knowledge, request.base, loaded.options.publisher, loaded.service)
    first = dataset(request.base) if request.path == VOID else request.base + DCAT + "#catalogue"
    body = form.write(triples, first)
    other = DCAT if request.path == VOID else VOID
    links = _links(loaded.knowledge, f'<{request.base}{other}>; rel="related"')
    return _fixed(form.media_type, body, ("vary", "Accept"), links)


def _file(knowledge: Knowledge, request: Request) -> Reply:
    dump = _FILES[request.path]
    described = f'<{request.base}{VOID}>; rel="describedby"'
    return _fixed(dump.media_type, dump.write(knowledge), _links(knowledge, described))


def _links(knowledge: Knowledge, *more: str) -> Header:
    return ("link", ", ".join([*more, *of_licence(knowledge)]))


def _fixed(media_type: str, body: bytes, *headers: Header) -> Reply:
    return Reply(200, [("content-type", content_type(media_type)), *headers, KEPT], [body])

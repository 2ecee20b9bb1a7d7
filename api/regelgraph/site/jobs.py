"""The work of an export in small pieces, each the files of one address, as the service answers it."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from functools import cache, partial
from typing import TYPE_CHECKING, Final

from regelgraph.errors import KnowledgeError, NotAcceptableError
from regelgraph.linked.writing import FORMS
from regelgraph.site.apache import PROBLEM, htaccess
from regelgraph.site.contents import ONTOLOGY
from regelgraph.site.files import PAGES
from regelgraph.site.w3id import w3id
from regelgraph.web.accept import HTML
from regelgraph.web.linked.address import HTML as PAGE_SUFFIX
from regelgraph.web.linked.address import suffixed, wanted
from regelgraph.web.linked.endpoint import described, triples_of
from regelgraph.web.place import LANGUAGES
from regelgraph.web.tree import file_of
from regelgraph.workers.messages import Reply, Request

if TYPE_CHECKING:
    from regelgraph.site.contents import Contents
    from regelgraph.site.files import Document

Files = Iterator[tuple[str, bytes]]
Job = Callable[[], Files]
_GONE: Final = 410
_FINE: Final = 200


def jobs(contents: Contents) -> list[Job]:
    """All pieces of work, in an order that spreads the large ones."""
    first: list[Job] = [partial(document, contents, each) for each in contents.documents]
    first += [partial(page, contents, path) for path in (*PAGES, *contents.lists)]
    first += [partial(retired, contents, path) for path in contents.retired]
    first.append(partial(rules, contents))
    return first + [partial(name, contents, path) for path in contents.names]


def document(contents: Contents, asked: Document) -> Files:
    """A document, as the service answers it."""
    reply = contents.handler.handle(_asking(contents, asked.address, asked.accept))
    yield asked.file, _body(reply, asked.address)


def page(contents: Contents, path: str) -> Files:
    """A page or a list, with all its parts."""
    for lang in LANGUAGES:
        for offset in contents.offsets(path):
            part = str(offset) if offset else ""
            asked = _asking(contents, path, HTML, f"lang={lang}" + (f"&offset={part}" if part else ""))
            yield file_of(path, lang, part), _body(contents.handler.handle(asked), path)


def name(contents: Contents, path: str) -> Files:
    """A name in all forms; all that points to it stands on its page, as nobody can be asked for more."""
    loaded = contents.handler.loaded
    asked = wanted(loaded.knowledge.store, path)
    if asked is None:
        raise KnowledgeError(f"nothing is known of {path}")
    triples = cache(lambda: triples_of(loaded, asked))
    for form in FORMS:
        try:
            reply = described(loaded, _asking(contents, path, form.media_type), asked, form.suffix, triples)
        except NotAcceptableError:  # a form that cannot say it
            continue
        yield suffixed(path, form.suffix)[1:], _body(reply, path)
    for lang in LANGUAGES:
        request = _asking(contents, path, HTML, f"all&lang={lang}")
        yield file_of(path, lang), _body(described(loaded, request, asked, PAGE_SUFFIX, triples), path)
    if path == ONTOLOGY:
        stem = path.removesuffix("/")
        usual, loaded.place = loaded.place, contents.moved(path, stem).place
        for lang in LANGUAGES:
            request = _asking(contents, path, HTML, f"lang={lang}")
            yield file_of(stem, lang), _body(described(loaded, request, asked, PAGE_SUFFIX, triples), path)
        loaded.place = usual


def retired(contents: Contents, path: str) -> Files:
    """The page and the problem document of a retired term."""
    for lang in LANGUAGES:
        reply = contents.handler.handle(_asking(contents, path, HTML, f"lang={lang}"))
        yield file_of(path, lang), _body(reply, path, _GONE)
    problem = contents.handler.handle(_asking(contents, path, "application/problem+json"))
    yield f"{path[1:]}.{PROBLEM}", _body(problem, path, _GONE)


def rules(contents: Contents) -> Files:
    """What servers must be told, for those that can be."""
    yield ".htaccess", htaccess(contents).encode()
    yield ".nojekyll", b""  # some hosts leave out files whose names begin with a dot, unless this one is there
    for file, text in w3id(contents):
        yield file, text.encode()


def _asking(contents: Contents, path: str, accept: str, query: str = "") -> Request:
    return Request("GET", path, query.encode(), (("accept", accept),), b"", contents.base)


def _body(reply: Reply, address: str, status: int = _FINE) -> bytes:
    body = b"".join(reply.body)
    if reply.status != status:
        raise KnowledgeError(f"{address} is answered by {reply.status}: {body[:200].decode('utf-8', 'replace')}")
    return body

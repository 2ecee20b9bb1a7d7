"""Makes what the first answers would wait for, before workers are forked, so that each of them has it and shares it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from regelgraph.web import about, explore, lists, person, rounds, search, versions
from regelgraph.web.accept import HTML
from regelgraph.web.checks import one_person
from regelgraph.web.checks.checking import KINDS
from regelgraph.web.checks.options import rounds_for
from regelgraph.web.lists.page import COLUMNS
from regelgraph.web.lists.samples import sample
from regelgraph.web.pages import templates
from regelgraph.web.place import LANGUAGES
from regelgraph.web.questions.asking import url_of
from regelgraph.web.sparql.description import PATH as SPARQL
from regelgraph.web.sparql.examples import ADDRESS as EXAMPLES
from regelgraph.workers.messages import Request

if TYPE_CHECKING:
    from regelgraph.web.handler import Handler
    from regelgraph.web.service import Loaded

_BASE: Final = "http://localhost"
_DATA: Final = ("/openapi.json", SPARQL, EXAMPLES)
PAGES: Final = (
    "/",
    person.PATH,
    lists.PATH,
    *(f"{lists.PATH}/{kind}" for kind in KINDS),
    *rounds.PATHS,
    explore.PATH,
    "/questions",
    SPARQL,
    *about.PATHS,
    search.PATH,
    versions.PATH,
    "/docs",
    "/id/",
    "/def",
    "/graph/",
)
"""What a visitor may open first."""
_MARK: Final = "regelgraph-part"


def steps(handler: Handler) -> Iterator[None]:
    """Make and import it by pieces, what is opened first before all else.

    That is: each page, in the language of the service, with the templates that it needs; what judges, and a list of
    each kind; each page in the other language; the page of a question; what programs ask for; templates that are left.
    """
    loaded = handler.loaded
    first, *others = sorted(LANGUAGES, key=lambda lang: lang != loaded.options.lang)
    person.warm(loaded)
    yield from _answered(handler, (_asked("GET", path, first) for path in PAGES))
    yield from _judging(handler)
    yield from _answered(handler, (_asked("GET", path, lang) for lang in others for path in PAGES))
    yield from _answered(handler, (_asked("GET", path, lang) for path in _question(loaded) for lang in LANGUAGES))
    yield from _answered(handler, (Request("GET", path, base=_BASE) for path in _DATA))
    for name in templates().list_templates():
        templates().get_template(name)
        yield


def _judging(handler: Handler) -> Iterator[None]:
    import pyarrow.compute
    import pyarrow.csv
    import pyarrow.parquet  # noqa: F401 - to be there, as what follows

    yield
    from regelgraph.web.checks import checking, explaining  # noqa: F401

    yield
    one_person.warm(handler.loaded)
    yield
    lists_ = [(f"{lists.PATH}/{kind}{part}", kind) for kind in KINDS for part in (f"/{COLUMNS}", "")]
    yield from _answered(handler, (_sent(handler.loaded, path, kind) for path, kind in lists_))


def _answered(handler: Handler, requests: Iterable[Request]) -> Iterator[None]:
    for request in requests:
        b"".join(handler.handle(request).body)
        yield


def _question(loaded: Loaded) -> list[str]:
    """The address of a question that is not answered yet, as it needs to know something: its page is a form."""
    needing = (each for each in loaded.register if any(one.required for one in each.parameters))
    return [url_of(each) for each in islice(needing, 1)]


def _asked(method: str, path: str, lang: str, query: str = "", type_: str = "", body: bytes = b"") -> Request:
    headers = (("accept", HTML), ("accept-language", lang), *((("content-type", type_),) if type_ else ()))
    return Request(method, path, query.encode(), headers, body, _BASE)


def _sent(loaded: Loaded, path: str, kind: str) -> Request:
    """The sample of a kind, as a form sends it, for a round that there is."""
    rounds_ = rounds_for(loaded, KINDS[kind].case_kind)
    head = 'content-disposition: form-data; name="file"; filename="sample.csv"'
    body = f"--{_MARK}\r\n{head}\r\n\r\n".encode() + sample(kind) + f"\r\n--{_MARK}--\r\n".encode()
    query = urlencode({"round": rounds_[-1].notation}) if rounds_ else ""
    return _asked("POST", path, LANGUAGES[0], query, f"multipart/form-data; boundary={_MARK}", body)

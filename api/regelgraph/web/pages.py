"""The pages for people: plain HTML, every text from the knowledge, nothing that a browser must run."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import parse_qs

from fastapi import Request as FrameworkRequest
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from regelgraph.errors import ParameterError
from regelgraph.web.accept import HTML, media_type, preferred
from regelgraph.web.linking import linking
from regelgraph.web.numbers import grouped
from regelgraph.web.place import LANGUAGES, Place
from regelgraph.web.service import Loaded
from regelgraph.workers.messages import Header, Reply, Request

if TYPE_CHECKING:
    from collections.abc import Collection, Mapping, Sequence

_HERE: Final = Path(__file__).parent
_NO_TEXT: Final = re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")
"""What stands in no HTML: controls, halves of characters, code points that are none (HTML, section 13.1)."""
SENT: Final = "regelgraph.request"
"""Where the framework's requests hold the one that they stand for."""
_VARY: Final = {"Vary": "Accept, Accept-Language"}


@cache
def templates() -> Environment:
    """The templates, each compiled when it is first used."""
    made = Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )
    made.filters["grouped"] = grouped
    return made


def start(loaded: Loaded, request: FrameworkRequest) -> Response:
    """What this is, and where to go."""
    media_type(request, [HTML])
    from regelgraph.web.example import example

    at = place(loaded, sent(request), "/")
    return page(loaded, "start.html", at, person=example(loaded, at.lang))


def operations(loaded: Loaded, request: FrameworkRequest) -> Response:
    """All operations of the interface, from its description."""
    media_type(request, [HTML])
    found = [
        (method.upper(), path, operation)
        for path, methods in loaded.openapi["paths"].items()
        for method, operation in methods.items()
    ]
    return page(loaded, "operations.html", place(loaded, sent(request), "/docs"), operations=found)


def sent(request: FrameworkRequest) -> Request:
    """The request that one of the framework stands for."""
    found: Request = request.scope[SENT]
    return found


def place(loaded: Loaded, request: Request, path: str, keep: str = "") -> Place:
    """Where a page stands: `de` or `en` as the address asks by `lang`, else as the client prefers."""
    asked = parameters(request).get("lang", [""])[-1]
    lang = preferred(request.header("accept-language"), asked, loaded.options.lang)
    return loaded.place(request.base, path, lang, asked in LANGUAGES, keep)


def parameters(request: Request) -> dict[str, list[str]]:
    """What stands behind the question mark of an address."""
    return parse_qs(request.query.decode("latin-1"), keep_blank_values=True)


def only_known(given: Mapping[str, Sequence[str]], known: Collection[str]) -> None:
    """Raises ParameterError for a parameter that a page does not know besides `lang`, and for another language."""
    expected = sorted({*known, "lang"})
    for name in sorted(given.keys() - expected):
        raise ParameterError(name, f"parameter {name!r} is unknown; expected {', '.join(expected)}")
    if given.get("lang", LANGUAGES)[-1] not in LANGUAGES:
        raise ParameterError("lang", f"parameter 'lang': expected {' or '.join(LANGUAGES)}")


def html(status: int, body: bytes, lang: str, headers: list[Header]) -> Reply:
    """A page as a reply; `headers` are those beside its type and language, which stands in its own address, too."""
    said = [
        ("content-type", "text/html; charset=utf-8"),
        ("content-language", lang),
        ("vary", "Accept, Accept-Language"),
    ]
    given = [
        (name, f"{value}?lang={lang}" if name == "content-location" else value)
        for name, value in headers
        if name != "vary"
    ]
    return Reply(status, [*said, *given], [body])


def page(loaded: Loaded, template: str, at: Place, *, status: int = 200, **values: Any) -> Response:
    """A page from its template, as a response."""
    body = rendered(loaded, template, at, **values)
    headers = {**_VARY, "Content-Language": at.lang}
    return Response(body, status, headers, media_type="text/html; charset=utf-8")


def rendered(loaded: Loaded, template: str, place: Place, **values: Any) -> bytes:
    """A page from its template."""
    texts = loaded.rulebook.texts

    def say(key: str, **parts: object) -> str:
        return texts[f"page-{key}"].get(place.lang).format(**parts)

    made = templates().get_template(template)
    known = {"knowledge": loaded.knowledge, "examples": loaded.options.examples, "linking": linking}
    body = made.render(say=say, lang=place.lang, place=place, **known, **values)
    return _NO_TEXT.sub("\ufffd", body).encode("utf-8")

"""The pages for people: plain HTML, every text from the knowledge, nothing that a browser must run."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from regelgraph.web.accept import HTML, language, media_type
from regelgraph.web.linking import linking
from regelgraph.web.numbers import grouped
from regelgraph.web.place import LANGUAGES, Place
from regelgraph.web.service import Loaded

_HERE: Final = Path(__file__).parent
_NO_TEXT: Final = re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")
"""What stands in no HTML: controls, halves of characters, code points that are none (HTML, section 13.1)."""
BASE: Final = "regelgraph.base"
"""Where the framework's requests hold the public address of this deployment."""
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


def start(loaded: Loaded, request: Request) -> Response:
    """What this is, and where to go."""
    media_type(request, [HTML])
    from regelgraph.web.example import example

    at = place(loaded, request, "/")
    return page(loaded, "start.html", at, person=example(loaded, at.lang))


def operations(loaded: Loaded, request: Request) -> Response:
    """All operations of the interface, from its description."""
    media_type(request, [HTML])
    found = [
        (method.upper(), path, operation)
        for path, methods in loaded.openapi["paths"].items()
        for method, operation in methods.items()
    ]
    return page(loaded, "operations.html", place(loaded, request, "/docs"), operations=found)


def place(loaded: Loaded, request: Request, path: str, keep: str = "") -> Place:
    """Where a page stands, in which language; `keep` is what else its address asks (`a=b&`)."""
    lang = language(request, loaded.options.lang)
    asked = request.query_params.get("lang") in LANGUAGES
    return loaded.place(request.scope.get(BASE, ""), path, lang, asked, keep)


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

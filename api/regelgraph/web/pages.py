"""The pages for people: plain HTML, every text from the knowledge, nothing that a browser must run."""

from __future__ import annotations

import re
from functools import cache
from pathlib import Path
from typing import Any, Final
from urllib.parse import urlencode

from fastapi import Request
from jinja2 import Environment, FileSystemLoader, StrictUndefined
from starlette.responses import Response

from regelgraph.engines import Answer
from regelgraph.questions import Question
from regelgraph.questions.model import AUDIENCES
from regelgraph.web.accept import HTML, language, media_type
from regelgraph.web.asking import PAGE, Asked, url_of
from regelgraph.web.fields import fields_of
from regelgraph.web.place import LANGUAGES, Place
from regelgraph.web.service import Loaded

_HERE: Final = Path(__file__).parent
_NO_TEXT: Final = re.compile("[^\t\n\r -~\xa0-\ud7ff\ue000-\ufdcf\ufdf0-\ufffd\U00010000-\U0010fffd]")
"""What stands in no HTML: controls, halves of characters, code points that are none (HTML, section 13.1)."""
BASE: Final = "regelgraph.base"
"""Where the framework's requests hold the public address of this deployment."""
_VARY: Final = {"Vary": "Accept, Accept-Language"}


@cache
def _templates() -> Environment:
    return Environment(
        loader=FileSystemLoader(_HERE / "templates"),
        autoescape=True,
        undefined=StrictUndefined,
        trim_blocks=True,
        lstrip_blocks=True,
    )


def start(loaded: Loaded, request: Request) -> Response:
    """What this is, and where to go."""
    media_type(request, [HTML])
    from regelgraph.web.example import example

    place = _place(loaded, request, "/")
    return _page(loaded, "start.html", place, person=example(loaded, place.lang))


def operations(loaded: Loaded, request: Request) -> Response:
    """All operations of the interface, from its description."""
    media_type(request, [HTML])
    found = [
        (method.upper(), path, operation)
        for path, methods in loaded.openapi["paths"].items()
        for method, operation in methods.items()
    ]
    return _page(loaded, "operations.html", _place(loaded, request, "/docs"), operations=found)


def questions(loaded: Loaded, request: Request) -> Response:
    """The questions by audience."""
    groups = [
        (audience, [question for question in loaded.register if question.audience == audience])
        for audience in AUDIENCES
    ]
    shown = [(audience, found) for audience, found in groups if found]
    return _page(loaded, "questions.html", _place(loaded, request, "/questions"), groups=shown, url_of=url_of)


def question(
    loaded: Loaded,
    request: Request,
    question: Question,
    wanted: Asked,
    answer: Answer | None = None,
    total: int = 0,
    after: str | None = None,
) -> Response:
    """A question as a form, filled with what was asked or else with its example, and below it the rows."""
    from regelgraph.web.linked.cells import cells
    from regelgraph.web.linked.values import Words

    place = _place(loaded, request, url_of(question), _kept(wanted))
    columns, rows = cells(answer, question, Words(loaded, place.lang)) if answer else ([], [])
    return _page(
        loaded,
        "question.html",
        place,
        question=question,
        fields=fields_of(loaded, question, wanted, place.lang, filled=answer is not None),
        answered=answer is not None,
        columns=columns,
        rows=rows,
        total=total,
        first=wanted.offset + 1 if rows else 0,
        last=wanted.offset + len(rows),
        after=after,
        limit=wanted.limit if wanted.limit not in (None, PAGE) else None,
    )


def _kept(wanted: Asked) -> str:
    """What is asked, for the address of the same page in the other language."""
    rows = {"limit": wanted.limit, "offset": wanted.offset or None}
    asked = {**wanted.parameters, **{name: value for name, value in rows.items() if value is not None}}
    return urlencode(asked) + "&" if asked else ""


def _place(loaded: Loaded, request: Request, path: str, keep: str = "") -> Place:
    lang = language(request, loaded.options.lang)
    asked = request.query_params.get("lang") in LANGUAGES
    return loaded.place(request.scope.get(BASE, ""), path, lang, asked, keep)


def _page(loaded: Loaded, template: str, place: Place, **values: Any) -> Response:
    body = rendered(loaded, template, place, **values)
    headers = {**_VARY, "Content-Language": place.lang}
    return Response(body, headers=headers, media_type="text/html; charset=utf-8")


def rendered(loaded: Loaded, template: str, place: Place, **values: Any) -> bytes:
    """A page from its template."""
    texts = loaded.rulebook.texts

    def say(key: str, **parts: object) -> str:
        return texts[f"page-{key}"].get(place.lang).format(**parts)

    made = _templates().get_template(template)
    known = {"knowledge": loaded.knowledge, "examples": loaded.options.examples}
    body = made.render(say=say, lang=place.lang, place=place, **known, **values)
    return _NO_TEXT.sub("\ufffd", body).encode("utf-8")

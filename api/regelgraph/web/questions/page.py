"""The pages of questions: all of them by audience, and each as a form with its answer below it."""

from __future__ import annotations

import re
from dataclasses import replace
from typing import TYPE_CHECKING, Any, Final

from regelgraph.errors import ParameterError
from regelgraph.folding import fold
from regelgraph.questions.header import MARK
from regelgraph.questions.model import AUDIENCES
from regelgraph.web.linked.values import Words
from regelgraph.web.pages import page, place, sent
from regelgraph.web.questions.asking import MOST, PAGE, Asked, address, query, url_of
from regelgraph.web.questions.fields import fields_of, halves
from regelgraph.web.questions.parts import part_of, size
from regelgraph.web.questions.views import shown

if TYPE_CHECKING:
    from fastapi import Request
    from starlette.responses import Response

    from regelgraph.engines import Answer
    from regelgraph.questions import Question
    from regelgraph.web.service import Loaded

ROWS: Final = 100
"""Rows of a page where nobody asks for more or fewer."""
_BAD: Final = 400
_END: Final = re.compile(r"(?<=[a-zäöüß)]{4}[.]) (?=[A-ZÄÖÜ„“])")
"""Between two sentences, not behind an abbreviation."""
_LONGEST: Final = 200
_OF_ROWS: Final = ("csv", "xlsx", "json")
_OF_TRIPLES: Final = ("ttl", "csv", "xlsx", "json")


def questions_page(loaded: Loaded, request: Request) -> Response:
    """The questions by audience; with `q` in the address those that have its words in title, help or id."""
    sought = request.query_params.get("q", "")[:_LONGEST].strip()
    words = [fold(word) for word in sought.split()]
    found = [each for each in loaded.register if all(word in _said(each) for word in words)]
    groups = [(audience, [each for each in found if each.audience == audience]) for audience in AUDIENCES]
    groups = [(audience, each) for audience, each in groups if each]
    at = place(loaded, sent(request), "/questions", query(Asked({"q": sought})) + "&" if sought else "")
    values: dict[str, Any] = {"groups": groups, "url_of": url_of, "asked": sought, "said": _said, "count": len(found)}
    return page(loaded, "questions.html", at, crumbs=_way(loaded, at.lang), **values)


def question_page(
    loaded: Loaded,
    request: Request,
    question: Question,
    wanted: Asked,
    found: Answer | None = None,
    wrong: ParameterError | None = None,
) -> Response:
    """A question as a form, filled with what was asked or else with its example, and below it the rows.

    `wrong` is what was asked wrongly: the field says so, and the status is 400 (RFC 9110, section 15.5.1).
    """
    asked = query(wanted)
    at = place(loaded, sent(request), url_of(question), asked + "&" if asked else "")
    filled = found is not None or wrong is not None
    lead, more = halves(question.help.get(at.lang), _END)
    example = Asked(dict(question.example), view=wanted.view)
    values: dict[str, Any] = {
        "question": question,
        "crumbs": _way(loaded, at.lang, (question.title.get(at.lang), at.path)),
        "lead": lead,
        "more": more,
        "fields": fields_of(loaded, question, wanted, at.lang, filled=filled, wrong=wrong),
        "wanted": wanted,
        "wrong": wrong,
        "example": address(question, example) if question.example and wanted.parameters != question.example else "",
        "limit": wanted.limit if wanted.limit not in (None, ROWS) else None,
        "sparql": "" if wrong else _sparql(loaded, question, wanted if found is not None else example),
        "answer": None if found is None else _answer(loaded, question, wanted, found, at.lang),
    }
    return page(loaded, "question.html", at, status=_BAD if wrong else 200, **values)


def _answer(loaded: Loaded, question: Question, wanted: Asked, found: Answer, lang: str) -> dict[str, Any]:
    """What the page shows of an answer, and where its parts, its other views and its files are."""
    total = size(found)
    limit = wanted.limit or ROWS
    part = part_of(found, wanted.offset, limit)
    rows = size(part)
    start = replace(wanted, offset=0)

    def at(offset: int) -> str:
        return address(question, replace(wanted, offset=offset))

    return {
        "total": total,
        "first": wanted.offset + 1 if rows else 0,
        "last": wanted.offset + rows,
        "before": at(max(0, wanted.offset - limit)) if wanted.offset else None,
        "after": at(wanted.offset + limit) if wanted.offset + limit < total else None,
        "files": [
            (form, address(question, replace(start, format=form, view="", limit=_whole(form, total))))
            for form in (_OF_TRIPLES if question.is_graph else _OF_ROWS)
        ],
        "views": [(view, address(question, replace(start, view=view))) for view in question.views],
        **shown(loaded, question, wanted, found, part, lang),
    }


def _whole(form: str, total: int) -> int | None:
    """The limit that gives all rows in a format, as far as there are answers so long."""
    return min(total, MOST) if form == "json" and total > PAGE else None


def _sparql(loaded: Loaded, question: Question, wanted: Asked) -> str:
    """The query as it is run, without the header of the question; empty: what the example names is not loaded."""
    try:
        lines = loaded.register.sparql(question, wanted.parameters).splitlines()
    except ParameterError:
        return ""
    return "\n".join(line for line in lines if not line.startswith(MARK)).strip()


def _way(loaded: Loaded, lang: str, *below: tuple[str, str]) -> list[tuple[str, str]]:
    words = Words(loaded, lang)
    return words.way((words.say("nav-questions"), "/questions"), *below)


def _said(question: Question) -> str:
    """All words that a question is found by, folded."""
    return fold(" ".join((question.id, *question.title.both().values(), *question.help.both().values())))

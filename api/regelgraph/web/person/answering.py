"""Answers at /person: the form, its answer as a page or in parts, copies of it, and suggestions for a field.

What is said of a person comes in a body and never in an address; no answer to it is kept.
"""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import urlencode

from regelgraph.days import exact_day
from regelgraph.web.accept import CSV, HTML, JSON, best
from regelgraph.web.pages import html, place
from regelgraph.web.person import suggesting
from regelgraph.web.person.asking import Asking
from regelgraph.web.person.controls import Controls
from regelgraph.web.person.judged import as_csv, as_json, judged
from regelgraph.web.person.page import PATH, Filled, body
from regelgraph.web.person.refused import RefusedError
from regelgraph.web.person.sent import asked, sent
from regelgraph.web.place import LANGUAGES
from regelgraph.web.public import KEPT, NO_STORE, attachment, content_type
from regelgraph.workers.messages import Reply
from regelgraph.workers.problems import of_status

if TYPE_CHECKING:
    from regelgraph.rulebook import Round
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Request

AS_OF: Final = "as_of"
PART: Final = "part"
_WHOLE: Final = "person.html"
_COPIES: Final = {"csv": CSV, "json": JSON}
_TEMPLATES: Final = {"": _WHOLE, "live": "person-live.html", "form": "person-form.html"}
_SEARCH: Final = "search"


def answer(loaded: Loaded, request: Request) -> Reply:
    """The page. Raises NotAcceptableError; whatever else is wrong stands on the page itself."""
    if request.path != PATH:
        return of_status(404)
    asking = loaded.knowledge.once(Asking)
    try:
        return _posted(loaded, request, asking) if request.method == "POST" else _page(loaded, request, asking)
    except RefusedError as refused:
        at = place(loaded, request, PATH)
        filled = Filled(refused.values, None, loaded.options.today())
        return html(refused.status, body(loaded, at, asking, filled, _WHOLE, refused), at.lang, [NO_STORE])


def warm(loaded: Loaded) -> None:
    """Make what the first form of every round and language would wait for."""
    asking, controls = loaded.knowledge.once(Asking), loaded.knowledge.once(Controls)
    for round_ in asking.rounds.values():
        for fact in asking.of(round_):
            for lang in LANGUAGES:
                controls.of(fact, lang)


def _page(loaded: Loaded, request: Request, asking: Asking) -> Reply:
    best(request.header("accept"), (HTML,))
    given = asked(request, (asking.round_name, AS_OF))
    filled = _filled(loaded, asking, given.get(asking.round_name, ""), given, {})
    keep = {name: given[name] for name in (asking.round_name, AS_OF) if name in given}
    at = place(loaded, request, PATH, urlencode(keep) + "&" if keep else "")
    return html(200, body(loaded, at, asking, filled, _WHOLE), at.lang, [KEPT])


def _posted(loaded: Loaded, request: Request, asking: Asking) -> Reply:
    given = asked(request, (asking.round_name, AS_OF, PART))
    part = given.get(PART, "")
    at = place(loaded, request, PATH)
    if part == _SEARCH:
        found = sent(request, suggesting.FIELDS)
        return suggesting.suggested(loaded, asking, loaded.knowledge.once(Controls), found, at.lang)
    if part not in _COPIES and part not in _TEMPLATES:
        raise RefusedError("person-refused-address")
    values = sent(request, (asking.round_name, *asking.columns))
    named = values.pop(asking.round_name, given.get(asking.round_name, ""))
    filled = _filled(loaded, asking, named, given, values)
    if filled.round is None and (values or part):
        raise RefusedError("person-refused-no-round", values=values)
    if part in _COPIES and filled.round:
        return _copy(loaded, asking, filled.round, filled, part)
    best(request.header("accept"), (HTML,))
    return html(200, body(loaded, at, asking, filled, _TEMPLATES[part]), at.lang, [NO_STORE])


def _filled(loaded: Loaded, asking: Asking, named: str, given: Mapping[str, str], values: Mapping[str, str]) -> Filled:
    day = exact_day(given[AS_OF]) if AS_OF in given else loaded.options.today()
    if day is None:
        raise RefusedError("person-refused-day", values=values)
    round_ = asking.rounds.get(named)
    if named and round_ is None:
        raise RefusedError("person-refused-round", values=values, rounds=", ".join(asking.rounds))
    return Filled(values, round_, day, AS_OF in given)


def _copy(loaded: Loaded, asking: Asking, round_: Round, filled: Filled, part: str) -> Reply:
    """The answer as a file: the row of a report, or the explanation that programmes get."""
    if part == "csv":
        copied = as_csv(loaded, asking, round_, filled.values, filled.as_of)
    else:
        copied = as_json(judged(loaded, asking, round_, filled.values, filled.as_of))
    headers = [("content-type", content_type(_COPIES[part])), attachment(f"person.{part}"), NO_STORE]
    return Reply(200, headers, [copied])

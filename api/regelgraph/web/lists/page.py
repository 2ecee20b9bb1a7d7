"""The pages of lists: the choice of a kind, the form, what is recognised in a file, and the report on it."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, Final
from urllib.parse import urlencode

from regelgraph.errors import InputError, UsageError
from regelgraph.linked.days import Days
from regelgraph.web.accept import HTML, best
from regelgraph.web.checks.checking import KINDS
from regelgraph.web.checks.options import rounds_for
from regelgraph.web.checks.uploads import KNOWN_SUFFIXES
from regelgraph.web.error_pages import of_error
from regelgraph.web.linked.values import Words
from regelgraph.web.lists.looking import looked
from regelgraph.web.lists.mapped import of_this_file, unmapped
from regelgraph.web.lists.reporting import DOWNLOADS, Made
from regelgraph.web.lists.samples import TYPES
from regelgraph.web.lists.sent import Filled, filled
from regelgraph.web.lists.words import as_json, report_words
from regelgraph.web.numbers import grouped
from regelgraph.web.pages import html, parameters, place, rendered
from regelgraph.web.public import KEPT, NO_STORE
from regelgraph.workers.messages import Reply

if TYPE_CHECKING:
    from regelgraph.tables.files.source import Held
    from regelgraph.web.place import Place
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Header, Request

PATH: Final = "/lists"
FRAGMENT: Final = "fragment"
"""Asks for the part of a page that is new, alone, in the address of a form."""
SWITCHED: Final = "switched"
"""Says in the address of a form that it was sent for another language: then it is no fault that it has no file."""
COLUMNS: Final = "columns"
FORM: Final = "list"
"""The id of the form, for buttons outside of it."""
Make = Callable[["Loaded", "Place", str, "Held", Filled], Made | Reply]
_NO_ROBOTS: Final[Header] = ("x-robots-tag", "noindex")


def choice(loaded: Loaded, request: Request) -> Reply:
    """The kinds of lists, each with samples."""
    best(request.header("accept"), (HTML,))
    at = place(loaded, request, PATH)
    words = Words(loaded, at.lang)
    crumbs = words.way((words.say("lists-title"), PATH))
    body = rendered(loaded, "check-lists.html", at, kinds=list(KINDS), suffixes=list(TYPES), crumbs=crumbs)
    return html(200, body, at.lang, [KEPT])


def form(loaded: Loaded, request: Request, kind: str) -> Reply:
    """The empty form of a kind."""
    best(request.header("accept"), (HTML,))
    at = place(loaded, request, f"{PATH}/{kind}")
    return html(200, _page(loaded, at, kind, Filled(), other=f"{at.path}/{COLUMNS}"), at.lang, [KEPT])


def columns(loaded: Loaded, at: Place, kind: str, file: Held, given: Filled) -> Made:
    """What is recognised in the file that was sent."""
    options = given.options(loaded, KINDS[kind])
    of_this = of_this_file(loaded, KINDS[kind], file, options, given)
    return {"looked": looked(loaded, KINDS[kind], file, of_this or unmapped(options), at.lang)}


def posted(loaded: Loaded, request: Request, kind: str, part: str, made: Make) -> Reply:
    """A page, or its new part alone; what is wrong with the form or the file stands in it, nothing else is lost."""
    best(request.header("accept"), (HTML,))
    at = place(loaded, request, request.path)
    given = Filled()
    values: Made | Reply
    try:
        given = filled(loaded, request)
        if given.file is None:
            values = {} if SWITCHED in parameters(request) else {"no_file": True}
        else:
            values = made(loaded, at, kind, given.file, given)
    except (InputError, UsageError) as error:
        values = {"error": error}
    if isinstance(values, Reply):
        return values
    status = (
        values["error"].http_status
        if values.get("error")
        else 400
        if values.keys() & {"no_file", "other_file"}
        else 200
    )
    if FRAGMENT in parameters(request):
        body = rendered(loaded, part, at, **{**_common(loaded, at, kind, given), **values})
    else:
        body = _page(loaded, at, kind, given, **values, posted=True)
    return html(status, body, at.lang, [NO_STORE, _NO_ROBOTS])


def _page(loaded: Loaded, at: Place, kind: str, given: Filled, other: str = "", **values: Any) -> bytes:
    """The page; its form is sent to `other`, or to where it was sent before, for the other language."""
    words = Words(loaded, at.lang)

    def language_to(lang: str) -> str:
        return f"{at.action(other or at.path)}?{urlencode({'lang': lang, SWITCHED: ''})}"

    crumbs = words.way((words.say("lists-title"), PATH), (words.say(f"lists-{kind}"), at.path))
    told = {"crumbs": crumbs, "language_form": FORM, "language_to": language_to}
    told |= {**_common(loaded, at, kind, given), **values}
    return rendered(loaded, "check-list.html", at, **told)


def _common(loaded: Loaded, at: Place, kind: str, given: Filled) -> dict[str, Any]:
    facts = sorted(loaded.rulebook.facts[KINDS[kind].case_kind].values(), key=lambda fact: fact.order)
    rounds = [(each.notation, each.label.get(at.lang)) for each in rounds_for(loaded, KINDS[kind].case_kind)]
    told = report_words(loaded, KINDS[kind].case_kind, at)
    return {
        "report_words": told,
        "report_json": as_json(told),
        "kind": kind,
        "kinds": list(KINDS),
        "given": given,
        "facts": facts,
        "rounds": rounds,
        "suffixes": list(TYPES),
        "taken": ",".join(sorted(KNOWN_SUFFIXES)),
        "words": Words(loaded, at.lang),
        "of_error": of_error,
        "day": lambda text: loaded.knowledge.once(Days).written(text, at.lang),
        "number": lambda count: grouped(count, at.lang),
        "formats": list(DOWNLOADS),
        "looked": None,
        "result": None,
        "reasoned": None,
        "error": None,
        "no_file": False,
        "other_file": False,
        "posted": False,
    }

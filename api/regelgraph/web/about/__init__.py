"""/about and /accessibility: what this is, how sure it is, and for whom it works."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.web.about.packages import built_in
from regelgraph.web.about.sources import origin
from regelgraph.web.accept import HTML, best
from regelgraph.web.linked.values import Words
from regelgraph.web.pages import html, place, rendered
from regelgraph.web.public import KEPT

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

ABOUT: Final = "/about"
ACCESSIBILITY: Final = "/accessibility"
PATHS: Final = (ABOUT, ACCESSIBILITY)


def answer(loaded: Loaded, request: Request) -> Reply:
    """One of the two pages. Raises NotAcceptableError."""
    best(request.header("accept"), (HTML,))
    at = place(loaded, request, request.path)
    words = Words(loaded, at.lang)
    about = request.path == ABOUT
    values = {"origin": origin(loaded, words), "packages": built_in()} if about else {}
    name = ABOUT if about else ACCESSIBILITY
    crumbs = words.way((words.say(f"nav-{name[1:]}"), name))
    said = {"publisher": loaded.options.publisher, "crumbs": crumbs, **values}
    return html(200, rendered(loaded, f"{name[1:]}.html", at, **said), at.lang, [KEPT])

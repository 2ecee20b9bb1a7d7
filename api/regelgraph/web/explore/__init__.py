"""/explore: things and what connects them, as a graph and as a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.linked.connected import Lines, Step, shown
from regelgraph.linked.search import Search
from regelgraph.web.accept import HTML, JSON, best
from regelgraph.web.explore.document import document
from regelgraph.web.explore.listed import kinds, things
from regelgraph.web.explore.state import MOST_NODES, PATH, State, read
from regelgraph.web.linked.address import is_known
from regelgraph.web.linked.values import Value, Words
from regelgraph.web.pages import html, parameters, place, rendered
from regelgraph.web.public import KEPT
from regelgraph.web.static_files import names
from regelgraph.workers.messages import Reply
from regelgraph.workers.problems import of_status

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Request

__all__ = ["PATH", "answer"]
FOUND_AT_MOST: Final = 20
PARTS: Final = ("cytoscape.js", "layout-base.js", "cose-base.js", "cytoscape-fcose.js")
"""What the drawing needs, in the order in which it is loaded."""


def answer(loaded: Loaded, request: Request) -> Reply:
    """What is shown, as a page or as JSON; 404 for a name that nothing is known of.

    Raises NotAcceptableError and ParameterError.
    """
    type_ = best(request.header("accept"), (JSON, HTML))
    state = read(parameters(request))
    if not all(is_known(loaded.knowledge.store, iri) for iri in (*state.wish.nodes, *state.wish.ends)):
        return of_status(404)
    found = shown(loaded.knowledge.once(Lines), state.wish)
    if type_ == JSON:
        body = document(loaded, state, found, request.base)
        return Reply(200, [("content-type", JSON), ("vary", "Accept"), KEPT], [body])
    at = place(loaded, request, PATH, f"{state.query}&" if state.query else "")
    lines, words = loaded.knowledge.once(Lines), Words(loaded, at.lang)
    title = words.say("explore-title")
    values = {
        "crumbs": words.way((title, PATH)),
        "state": state,
        "shown": found,
        "kinds": kinds(lines, words, found.kinds, state.wish.wants),
        "things": things(lines, words, state, found),
        "way": _way(words, found.way),
        "hits": _hits(loaded, words, state),
        "before": state.before(),
        "after": state.after(found.total),
        "parts": [f"vendor/{each}" for each in PARTS if f"vendor/{each}" in names()],
        "needed": len(PARTS),
        "most": MOST_NODES,
    }
    return html(200, rendered(loaded, "explore.html", at, **values), at.lang, [KEPT])


def _hits(loaded: Loaded, words: Words, state: State) -> list[tuple[Value, str, str]]:
    """Things that the text names and that are drawn: their names, what they are, and where they are shown."""
    if not state.find:
        return []
    lines = loaded.knowledge.once(Lines)
    found = [each.iri for each in loaded.knowledge.once(Search).find(state.find) if lines.kind(each.iri)]
    return [(words.named(iri), words.named(lines.kind(iri)).text, state.opened(iri)) for iri in found[:FOUND_AT_MOST]]


def _way(words: Words, steps: list[Step] | None) -> list[tuple[Value, bool, Value]] | None:
    """The steps of a way by their names; None where there is none."""
    if steps is None:
        return None
    return [(words.named(prop), inward, words.named(other)) for prop, inward, other in steps]

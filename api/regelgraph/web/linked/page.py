"""The page of a name: what it is called, what is said of it, and what points to it, in the reader's language."""

from __future__ import annotations

from typing import TYPE_CHECKING

from markupsafe import Markup

from regelgraph.errors import NotAcceptableError
from regelgraph.linked import address_of
from regelgraph.linked.kinds import Kinds
from regelgraph.linked.shacl import SHAPES
from regelgraph.linked.trees import concepts, narrower
from regelgraph.linked.writing import FORMS, JSON_LD
from regelgraph.terms import TYPE
from regelgraph.web.linked import checks
from regelgraph.web.linked.address import suffixed
from regelgraph.web.linked.criteria import TOLD, overview
from regelgraph.web.linked.rows import answered
from regelgraph.web.linked.statements import own, told
from regelgraph.web.linked.terms import shapes
from regelgraph.web.linked.values import Words
from regelgraph.web.linked.ways import ways
from regelgraph.web.pages import html, parameters, place, rendered
from regelgraph.workers.messages import Header, Reply, Request

if TYPE_CHECKING:
    from pyoxigraph import Triple

    from regelgraph.linked import Retired
    from regelgraph.web.linked.address import Wanted
    from regelgraph.web.service import Loaded

Crumbs = list[tuple[str, str]]
"""Names and addresses on the way from the start to a page."""


def page(loaded: Loaded, request: Request, asked: Wanted, triples: list[Triple], headers: list[Header]) -> Reply:
    """A description as HTML."""
    everything = "all" in parameters(request)
    at = place(loaded, request, address_of(asked.iri), "all&" if everything else "")
    words = Words(loaded, at.lang)
    criterion = overview(loaded, asked.iri, words)
    is_shape = not SHAPES.isdisjoint(each.iri for each in words.things(asked.iri, TYPE))
    apart = TOLD if criterion else checks.told(asked.iri, words) if is_shape else frozenset()
    shown = told(triples, asked.iri, words, everything=everything, apart=apart)
    body = rendered(
        loaded,
        "thing.html",
        at,
        thing=shown,
        crumbs=[*crumbs(words, at.path), (shown.title, at.path)],
        forms=[(form, suffixed(at.path, form.suffix)) for form in FORMS],
        ways=ways(loaded, asked.iri, words),
        criterion=criterion,
        rule=checks.check(asked.iri, words) if is_shape and not criterion else None,
        shapes=shapes(words, asked.iri),
        branches=concepts(words.store, asked.iri) or narrower(words.store, asked.iri),
        answers=answered(loaded, (each.iri for each in shown.classes), words, asked.iri),
        words=words,
        data=data(own(triples, asked.iri), asked.iri),
    )
    return html(200, body, at.lang, headers)


def gone_page(loaded: Loaded, request: Request, gone: Retired, headers: list[Header]) -> Reply:
    """A retired term for readers: what replaces it, and why."""
    at = place(loaded, request, address_of(gone.iri))
    words = Words(loaded, at.lang)
    way = [*crumbs(words, at.path), (words.labels.called(gone.iri, at.lang), at.path)]
    successor = words.named(gone.successor) if gone.successor else None
    body = rendered(loaded, "gone.html", at, gone=gone, named=words.named(gone.iri), successor=successor, crumbs=way)
    return html(410, body, at.lang, headers)


def crumbs(words: Words, path: str) -> Crumbs:
    """The way to what lies at an address, without itself."""
    space, *below = path.strip("/").split("/")
    found = words.way()
    if below:
        found.append((words.say({"id": "things", "def": "terms"}.get(space, "graphs")), f"/{space}/"))
    if space == "id" and len(below) > 1:
        kinds = words.knowledge.once(Kinds)
        found.append((kinds.named(below[0], words.lang) if below[0] in kinds.things else below[0], f"/id/{below[0]}/"))
    return found


def data(triples: list[Triple], iri: str) -> Markup:
    """JSON-LD as the content of a data block in HTML, which no text in it can end (HTML, section 4.12.1.3).

    Without statements where JSON-LD cannot say them.
    """
    try:
        text = JSON_LD.write(triples, iri).decode("utf-8")
    except NotAcceptableError:
        text = "{}"
    return Markup(text.replace("&", "\\u0026").replace("<", "\\u003c").replace(">", "\\u003e"))  # noqa: S704

"""/rounds: what a round requires, or two rounds side by side; without any, which there are."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from pyoxigraph import NamedNode

from regelgraph.comparing.admission import Admission
from regelgraph.linked.order import natural
from regelgraph.terms import RG, SKOS
from regelgraph.web.accept import HTML, best
from regelgraph.web.linked.statements import told
from regelgraph.web.linked.values import Words
from regelgraph.web.pages import html, place, rendered
from regelgraph.web.public import KEPT
from regelgraph.web.rounds import beside
from regelgraph.web.rounds.asked import given, kept, one_of, rounds_of, way
from regelgraph.web.rounds.cells import Cells
from regelgraph.web.rounds.required import sections

if TYPE_CHECKING:
    from regelgraph.rulebook import Round
    from regelgraph.web.linked.statements import Told
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

PATH: Final = "/rounds"
_BOTH: Final = 2
_DIFFERENCES: Final = "differences"
_APART: Final = frozenset({RG + "criteria", RG + "clause", SKOS + "note"})
"""What the page says of a round in other words or above."""


def answer(loaded: Loaded, request: Request) -> Reply:
    """The page. Raises NotAcceptableError and ParameterError."""
    asked = given(request, {"round", "only"})
    best(request.header("accept"), (HTML,))
    known = sorted(loaded.rulebook.rounds.values(), key=lambda each: (not each.criteria, natural(each.notation)))
    chosen = rounds_of(asked, known, _BOTH)
    only = one_of(asked, "only", {_DIFFERENCES})
    at = place(loaded, request, PATH, kept(asked))
    words = Words(loaded, at.lang)
    name = " – ".join(words.named(each.iri).text for each in chosen)
    heading = words.say("rounds-heading")
    made: dict[str, Any] = {}
    template = "rounds.html"
    if len(chosen) == _BOTH:
        template = "rounds-beside.html"
        made = _beside(loaded, words, *chosen, only=bool(only))
    elif chosen:
        template = "round.html"
        made = {"by_kind": sections(loaded, chosen[0], words), "thing": _told(loaded, words, chosen[0])}
    admitting = loaded.knowledge.once(Admission).rounds
    body = rendered(
        loaded,
        template,
        at,
        crumbs=way(words, (heading, PATH), *([(name, PATH)] if chosen else [])),
        known=[(each, words.named(each.iri), words.named(each.programme), each in admitting) for each in known],
        chosen=[(each, words.named(each.iri), words.named(each.programme)) for each in chosen],
        only=only,
        admits=[each in admitting for each in chosen],
        **made,
    )
    return html(200, body, at.lang, [KEPT])


def _beside(loaded: Loaded, words: Words, first: Round, second: Round, *, only: bool) -> dict[str, Any]:
    admission = loaded.knowledge.once(Admission)
    both = beside.criteria(loaded, first, second, words)
    shown = [
        (name, [each for each in found if not only or each.status != beside.SAME])
        for name, found in both
        if not only or any(each.status != beside.SAME for each in found)
    ]
    return {
        "both": shown,
        "counts": {
            status: sum(each.status == status for _, found in both for each in found)
            for status in (beside.DIFFERS, beside.FIRST, beside.SECOND, beside.SAME)
        },
        "clauses": beside.clauses(both),
        "further": beside.further(_told(loaded, words, first), _told(loaded, words, second)),
        "effects": beside.effects(admission, Cells(admission, words), words, first, second),
        "key": beside.key,
    }


def _told(loaded: Loaded, words: Words, round_: Round) -> Told:
    """What is known of a round beside its criteria."""
    quads = loaded.knowledge.store.quads_for_pattern(NamedNode(round_.iri), None, None)
    return told(list(dict.fromkeys(quad.triple for quad in quads)), round_.iri, words, apart=_APART)

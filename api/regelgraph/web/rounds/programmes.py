"""/programmes: every programme and fund that is known, its rounds, and how it stands to other programmes."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.comparing.admission import Admission
from regelgraph.linked.order import natural
from regelgraph.linked.subjects import subjects
from regelgraph.terms import DEFINITION, RG, TYPE
from regelgraph.web.accept import HTML, best
from regelgraph.web.linked.values import Value, Words
from regelgraph.web.pages import html, place, rendered
from regelgraph.web.public import KEPT
from regelgraph.web.rounds.asked import given

if TYPE_CHECKING:
    from collections.abc import Iterable, Iterator

    from regelgraph.rulebook import Round
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

PATH: Final = "/programmes"
_PROGRAMME: Final = RG + "Programme"
_FUND: Final = RG + "Fund"
_OF_FUND: Final = RG + "ofFund"
_STANDS: Final = ((RG + "concurrentFunding", RG + "concurrencyReason"), (RG + "possibleOverlap", RG + "overlapReason"))
"""How an offer stands to others, in a word, and why."""
_RELATED: Final = RG + "relationToProgramme"
_APART: Final = (RG + "excludesConcurrent", RG + "needsTerritoryWithout")
"""What a round says of other programmes and funds."""
_Told = tuple[Value, tuple[Value, ...], tuple[Value, ...]]
"""A property, its values, and what is said to them."""


@dataclass(frozen=True, slots=True)
class Call:
    """A round of a programme; whether its criteria are known, and whether some of them are on persons."""

    name: Value
    notation: str
    known: bool
    admits: bool
    told: tuple[_Told, ...]


@dataclass(frozen=True, slots=True)
class Offer:
    """A programme or a fund as a card."""

    name: Value
    kinds: tuple[Value, ...]
    funds: tuple[Value, ...]
    definition: tuple[Value, ...]
    calls: tuple[Call, ...]
    told: tuple[_Told, ...]

    @property
    def ruled(self) -> bool:
        """Whether the criteria of a round are known."""
        return any(call.known for call in self.calls)


def answer(loaded: Loaded, request: Request) -> Reply:
    """The page. Raises NotAcceptableError and ParameterError."""
    given(request, ())
    best(request.header("accept"), (HTML,))
    at = place(loaded, request, PATH)
    words = Words(loaded, at.lang)
    admitting = {each.iri for each in loaded.knowledge.once(Admission).rounds}
    store = loaded.knowledge.store
    offers = [
        _offer(words, iri, loaded.rulebook.rounds.values(), admitting) for iri in subjects(store, TYPE, _PROGRAMME)
    ]
    funds = [_offer(words, iri, (), admitting) for iri in subjects(store, TYPE, _FUND)]
    for found in (offers, funds):
        found.sort(key=lambda each: (not each.ruled, not each.calls, natural(each.name.text), each.name.iri))
    by_fund = [(fund, [each for each in offers if fund.name in each.funds and not each.calls]) for fund in funds]
    body = rendered(
        loaded,
        "programmes.html",
        at,
        crumbs=words.way((words.say("programmes-heading"), PATH)),
        ruled=[each for each in offers if each.ruled],
        called=[each for each in offers if each.calls and not each.ruled],
        by_fund=by_fund,
        fundless=[each for each in offers if not each.funds and not each.calls],
        count=len(offers),
    )
    return html(200, body, at.lang, [KEPT])


def _offer(words: Words, iri: str, rounds: Iterable[Round], admitting: set[str]) -> Offer:
    calls = [
        Call(
            words.named(each.iri),
            each.notation,
            bool(each.criteria),
            each.iri in admitting,
            tuple(_told(words, each.iri, ((prop, "") for prop in _APART))),
        )
        for each in sorted(rounds, key=lambda each: natural(each.notation))
        if each.programme == iri
    ]
    return Offer(
        words.named(iri),
        tuple(words.things(iri, TYPE)),
        tuple(words.things(iri, _OF_FUND)),
        tuple(words.told(iri, DEFINITION)),
        tuple(calls),
        tuple(_told(words, iri, (*_STANDS, (_RELATED, "")))),
    )


def _told(words: Words, iri: str, properties: Iterable[tuple[str, str]]) -> Iterator[_Told]:
    for prop, why in properties:
        if values := words.told(iri, prop):
            yield words.named(prop), tuple(values), tuple(words.told(iri, why)) if why else ()

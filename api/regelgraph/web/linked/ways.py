"""The pages on programmes, rounds and whom they admit that say more of a thing."""

from __future__ import annotations

from typing import TYPE_CHECKING
from urllib.parse import urlencode

from regelgraph.terms import PERSONS, RG, TYPE

if TYPE_CHECKING:
    from regelgraph.rulebook import Round
    from regelgraph.web.linked.values import Words
    from regelgraph.web.service import Loaded

Way = tuple[str, str]
"""What a link is called, and its address."""


def ways(loaded: Loaded, iri: str, words: Words) -> list[Way]:
    """From a round, a criterion, a residence title, a programme or a fund; none from anything else."""
    book = loaded.rulebook
    if iri in book.rounds:
        return _of_round(loaded, book.rounds[iri], words)
    if iri in book.criteria:
        rounds = [each for each in book.rounds.values() if iri in each.criteria]
        return [(f"{words.say('rounds-requires')}: {each.label.get(words.lang)}", _asking(each)) for each in rounds]
    if iri in book.titles:
        title = book.titles[iri]
        return [(words.say("admission-heading"), f"/admission?{urlencode({'q': title.citation or title.notation})}")]
    if any(each.iri in (RG + "Programme", RG + "Fund") for each in words.things(iri, TYPE)):
        return [(words.say("programmes-heading"), "/programmes")]
    return []


def _of_round(loaded: Loaded, round_: Round, words: Words) -> list[Way]:
    found = [(words.say("rounds-requires"), _asking(round_))]
    if any(loaded.rulebook.criteria[iri].case_kind == PERSONS for iri in round_.criteria):
        found.append((words.say("rounds-admits"), f"/admission?{urlencode({'round': round_.notation})}"))
    others = [
        each
        for each in loaded.rulebook.rounds.values()
        if each.programme == round_.programme and each is not round_ and each.criteria
    ]
    compared = words.say("rounds-compare")
    found += [
        (
            f"{compared} {each.label.get(words.lang)}",
            f"/rounds?{urlencode([('round', round_.notation), ('round', each.notation)])}",
        )
        for each in others
    ]
    return found


def _asking(round_: Round) -> str:
    return f"/rounds?{urlencode({'round': round_.notation})}"

"""The invented person of the start page, judged as anybody is: its facts stand in the words of the knowledge."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.terms import PERSONS
from regelgraph.web.checks.small_requests import People, people
from regelgraph.web.linked.values import Value, Words
from regelgraph.web.tones import TONES

if TYPE_CHECKING:
    from regelgraph.rulebook import Round
    from regelgraph.tables.reports.endings import Ending
    from regelgraph.tables.rows.forms import Form
    from regelgraph.values import Problem
    from regelgraph.web.service import Loaded

PERSON: Final = "start-example"
"""The text whose template is a person: headers of a list with what stands below them, `header: cell; header: cell`."""


@dataclass(frozen=True, slots=True)
class Result:
    """What holds in a round: its name, the verdict with its tone, and for each reason the criterion and its clauses."""

    round: Value
    verdict: str
    tone: str
    reasons: tuple[tuple[str, Value | None, tuple[Value, ...]], ...]


@dataclass(frozen=True, slots=True)
class Example:
    """Facts as header and cell, and a result for each round of the programme of the round that the person names."""

    facts: tuple[tuple[str, str], ...]
    results: tuple[Result, ...]


def example(loaded: Loaded, lang: str) -> Example | None:
    """The person in a language with its results; None where the knowledge has none, or no rule for it."""
    text = loaded.rulebook.texts.get(PERSON)
    if text is None:
        return None
    pairs = [part.partition(": ") for part in text.get(lang).split("; ")]
    facts = {header.strip(): cell.strip() for header, _, cell in pairs}
    with people(loaded) as known:
        rounds = list(known.judging.rounds.values())
        form, (cells,) = known.table([facts], rounds, PERSON)
        chosen = _chooser(form)
        if chosen is None:
            return None
        (own,) = known.judging.lines(form, cells, rounds, _unsaid)
        programme = {round_.notation: round_.programme for round_ in rounds}.get(own.ending.round)
        asked = [round_ for round_ in rounds if round_.programme == programme]
        cells[chosen] = ""
        results = _results(loaded, known, form, cells, asked, lang) if asked else ()
    shown = [(header, cell) for place, (header, cell) in enumerate(facts.items()) if place != chosen]
    return Example(tuple(shown), results) if results else None


def _chooser(form: Form) -> int | None:
    """Where the cell stands that names the round."""
    return next((place for place, column in form.read if column.fact.chooses_round), None)


def _results(
    loaded: Loaded, known: People, form: Form, cells: Sequence[str], asked: Sequence[Round], lang: str
) -> tuple[Result, ...]:
    words = Words(loaded, lang)
    lines = known.judging.lines(form, cells, asked, _unsaid)
    return tuple(_result(loaded, round_, line.ending, words, lang) for round_, line in zip(asked, lines, strict=True))


def _result(loaded: Loaded, round_: Round, ending: Ending, words: Words, lang: str) -> Result:
    rulebook = loaded.rulebook
    verdict = rulebook.outcomes[PERSONS][ending.level]
    reasons = tuple(
        (
            each.reason.get(lang),
            words.named(each.criterion),
            tuple(words.named(clause) for clause in rulebook.criteria[each.criterion].clauses),
        )
        for each in ending.decided
    )
    met = ((ending.reasons.get(lang), None, ()),)
    return Result(words.named(round_.iri), verdict.label.get(lang), TONES[ending.level], reasons or met)


def _unsaid(_: Problem) -> str:
    """What is wrong with a cell is not shown."""
    return ""

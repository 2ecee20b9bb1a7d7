"""Decision tables for people: class tuples with the same outcome merged into few rows."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.judge.outcomes import level_of
from regelgraph.judge.space import ClassKey, Space, full_span
from regelgraph.rulebook import Rulebook
from regelgraph.values import Spans, State

if TYPE_CHECKING:
    from regelgraph.judge.decision import DecisionTable, Fired
    from regelgraph.judge.engine import Judge

ANY = "*"
"""Stands for every class of a fact."""

_Row = tuple[tuple[frozenset[ClassKey], ...], "Fired"]


def merged(table: DecisionTable, judge: Judge, lang: str) -> tuple[list[str], list[list[str]]]:
    """Columns (each fact, `outcome`, `constraints`) and rows that together say exactly what the table says."""
    rows: list[_Row] = [(tuple(frozenset({key}) for key in case), fired) for case, fired in table.known.items()]
    for place in range(len(table.spaces)):
        rows = _merge(rows, place)
    criterion = table.criterion
    words = [concept.notation for concept in judge.rulebook.outcomes[criterion.case_kind]]
    shown = [
        [
            *(_classes(space, keys, judge, lang) for space, keys in zip(table.spaces, classes, strict=True)),
            words[level_of(criterion, fired)],
            "|".join(criterion.constraints[i].iri.rsplit("/", 1)[-1] for i in fired),
        ]
        for classes, fired in rows
    ]
    return [*(space.fact for space in table.spaces), "outcome", "constraints"], shown


def _merge(rows: list[_Row], place: int) -> list[_Row]:
    """Join the rows that differ only in the classes of one fact."""
    joined: dict[tuple[object, ...], _Row] = {}
    for classes, fired in rows:
        key = (classes[:place], classes[place + 1 :], fired)
        known = joined.get(key)
        together = known[0][place] | classes[place] if known else classes[place]
        joined[key] = ((*classes[:place], together, *classes[place + 1 :]), fired)
    return list(joined.values())


def _classes(space: Space, keys: frozenset[ClassKey], judge: Judge, lang: str) -> str:
    if not space.open and len(keys) == len(space.keys):
        return ANY
    ordered = [key for key in space.keys if key in keys] or sorted(keys, key=str)
    if not space.cuts:
        return ", ".join(_name(judge.rulebook, key, judge, lang) for key in ordered)
    spans = dict(zip(space.keys, full_span(space), strict=True))
    shown = [judge.words.possible(Spans((spans[key],)), None, State.KNOWN) for key in ordered]
    return ", ".join(text.get(lang) for text in shown)


def _name(rulebook: Rulebook, key: ClassKey, judge: Judge, lang: str) -> str:
    """The notation of a code, which stays the same in both languages; else the value in words."""
    notations = {concept.iri: concept.notation for codes in rulebook.code_lists.values() for concept in codes}
    if isinstance(key, bool):
        return judge.words.option(key).get(lang)
    return notations.get(key, key) if isinstance(key, str) else judge.words.ordered(key).get(lang)

"""What stands under the grid: what it takes for granted, who needs no title and has one, and what lets titles go on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.values import Options

if TYPE_CHECKING:
    from regelgraph.comparing.admission import Admission
    from regelgraph.rulebook import Round, Title
    from regelgraph.web.linked.values import Value, Words
    from regelgraph.web.rounds.cells import Cell, Cells


@dataclass(frozen=True, slots=True)
class Otherwise:
    """A case that the grid does not show: names that say it, and what each round makes of it, mostly one cell each."""

    names: tuple[Value, ...]
    said: str
    cells: tuple[tuple[Cell, ...], ...]


@dataclass(frozen=True, slots=True)
class Goes:
    """A title that a provision continues: a card valid on one day counts until another, for some citizens only."""

    title: Value
    since: str
    until: str
    countries: tuple[Value, ...]
    norms: tuple[Value, ...]


def assumed(admission: Admission, cells: Cells, words: Words, rounds: list[Round]) -> list[tuple[Value, str]]:
    """Facts that the grid takes for granted, and how."""
    told = {name: value for round_ in rounds for name, (value, _) in admission.assumed(round_).items()}
    return [(cells.fact(name), admission.said(value).get(words.lang)) for name, value in told.items()]


def unless(admission: Admission, cells: Cells, words: Words, rounds: list[Round]) -> list[Otherwise]:
    """What it comes to where these facts are not so, over all groups; rounds that do not ask have no cell."""
    examples = _examples(admission)
    facts = {name: ways for round_ in rounds for name, (_, ways) in admission.assumed(round_).items()}
    return [
        Otherwise(
            (cells.fact(name),),
            said.get(words.lang),
            tuple(
                tuple(
                    dict.fromkeys(
                        cells.of(admission.of_title(round_, title, **{name: value})) for title in examples.values()
                    )
                )
                if name in admission.assumed(round_)
                else ()
                for round_ in rounds
            ),
        )
        for name, ways in facts.items()
        for said, value in ways
    ]


def needless(admission: Admission, cells: Cells, words: Words, rounds: list[Round]) -> list[Otherwise]:
    """What a title comes to by whom none is needed; kinds of people and groups with the same outcomes together."""
    kind = admission.titled.kind
    found: dict[tuple[tuple[Cell, ...], ...], dict[str, list[str]]] = {}
    for group, title in _examples(admission).items():
        if title == admission.titled.none:
            continue
        for each in admission.titled.without if kind else ():
            value = {kind or "": Options(frozenset({each.iri}))}
            told = tuple((cells.of(admission.of_title(round_, title, **value)),) for round_ in rounds)
            found.setdefault(told, {}).setdefault(group, []).append(each.iri)
    return [
        Otherwise(
            tuple(words.named(iri) for iri in by_group),
            ", ".join(dict.fromkeys(words.named(iri).text for kinds in by_group.values() for iri in kinds)),
            told,
        )
        for told, by_group in found.items()
    ]


def continued(words: Words, titles: list[Title]) -> list[Goes]:
    """The titles that go on by law."""
    return [
        Goes(
            words.named(title.iri),
            words.labels.days.written(each.if_valid_on.isoformat(), words.lang),
            words.labels.days.written(each.until.isoformat(), words.lang),
            tuple(words.named(iri) for iri in sorted(each.for_countries)),
            tuple(words.named(iri) for iri in each.norms),
        )
        for title in titles
        for each in title.continuations
    ]


def _examples(admission: Admission) -> dict[str, str]:
    """A title of each group."""
    found: dict[str, str] = {}
    for iri in admission.titled.rulebook.titles:
        groups = admission.titled.groups_of(iri)
        if len(groups) == 1:
            found.setdefault(groups[0].iri, iri)
    return found

"""The grid of /admission: legal groups with their titles against rounds, as far as they are looked for."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING

from regelgraph.folding import fold
from regelgraph.linked.order import natural
from regelgraph.linked.search import Search
from regelgraph.web.rounds.cells import Cell, Cells

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regelgraph.comparing.admission import Admission
    from regelgraph.rulebook import Round, Title
    from regelgraph.web.linked.values import Value, Words


@dataclass(frozen=True, slots=True)
class Line:
    """A title, or people who need none: link, code, citation, codes of legal groups, a cell for each round."""

    name: Value
    code: str
    citation: str
    groups: tuple[str, ...]
    cells: tuple[Cell, ...]
    title: Title | None = None


@dataclass(frozen=True, slots=True)
class Group:
    """A legal group with its titles; without a name those that stand for titles of several groups.

    A cell is None where its titles have different ones.
    """

    name: Value | None
    code: str
    cells: tuple[Cell | None, ...]
    lines: tuple[Line, ...]


@dataclass(frozen=True, slots=True)
class Grid:
    """People who need no title, then titles by group; `total` counts the titles that are shown."""

    without: tuple[Line, ...]
    groups: tuple[Group, ...]
    total: int


def found(admission: Admission, search: Search, sought: str) -> list[str]:
    """The titles that a text finds, nearest first: by search, or as part of their names where that knows them not."""
    titles = admission.titled.rulebook.titles
    near = [each.iri for each in search.find(sought) if each.iri in titles]
    key = fold(sought)
    rest = [] if near else [iri for iri, title in titles.items() if key in fold(f"{title.citation} {title.label.de}")]
    return list(dict.fromkeys([*near, *rest]))


def grid(
    admission: Admission, cells: Cells, words: Words, rounds: list[Round], titles: Iterable[str], *, everybody: bool
) -> Grid:
    """The grid of these titles, and of who needs none, if `everybody` is to stand in it."""
    lines: defaultdict[str, list[Line]] = defaultdict(list)
    for iri in titles:
        title = admission.titled.rulebook.titles[iri]
        told = tuple(cells.of(admission.of_title(round_, iri)) for round_ in rounds)
        groups = admission.titled.groups_of(iri)
        lines[groups[0].iri if len(groups) == 1 else ""].append(
            Line(words.named(iri), title.notation, title.citation, tuple(each.notation for each in groups), told, title)
        )
    for each in lines.values():
        each.sort(key=lambda line: (natural(line.citation or line.name.text), line.name.text, line.code))
    named = [(words.named(each.iri), each.notation, lines.get(each.iri)) for each in admission.titled.groups]
    made = [_group(name, code, found) for name, code, found in [*named, (None, "", lines.get(""))] if found]
    without = tuple(
        Line(
            words.named(kind.iri),
            kind.notation,
            "",
            (),
            tuple(cells.of(admission.of_kind(round_, kind.iri)) for round_ in rounds),
        )
        for kind in (admission.titled.without if everybody else ())
    )
    return Grid(without, tuple(made), sum(len(each.lines) for each in made))


def _group(name: Value | None, code: str, lines: list[Line]) -> Group:
    told = [set(each) for each in zip(*(line.cells for line in lines), strict=True)]
    cells = tuple(next(iter(each)) if len(each) == 1 and name else None for each in told)
    return Group(name, code, cells, tuple(lines))


def only(whole: Grid, outcome: str) -> Grid:
    """The lines with that verdict in a round that is shown."""

    def fits(cells: tuple[Cell, ...]) -> bool:
        return any(cell.badge.code == outcome for cell in cells)

    groups = [
        _group(each.name, each.code, kept)
        for each in whole.groups
        if (kept := [line for line in each.lines if fits(line.cells)])
    ]
    return Grid(
        tuple(line for line in whole.without if fits(line.cells)),
        tuple(groups),
        sum(len(each.lines) for each in groups),
    )

"""Two rounds side by side: which criteria and clauses only one has, and whose outcome changes from one to the other."""

from __future__ import annotations

from collections import defaultdict
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.comparing.pairs import pairs
from regelgraph.linked.order import natural
from regelgraph.web.rounds.grid import grid
from regelgraph.web.rounds.required import Rule, Sentence, heading, kinds, of_kind, rule

if TYPE_CHECKING:
    from collections.abc import Hashable, Iterable

    from regelgraph.comparing.admission import Admission
    from regelgraph.rulebook import Round
    from regelgraph.web.linked.checks import Check
    from regelgraph.web.linked.statements import Told
    from regelgraph.web.linked.values import Value, Words
    from regelgraph.web.rounds.cells import Badge, Cells
    from regelgraph.web.rounds.grid import Line
    from regelgraph.web.service import Loaded

SAME: Final = "same"
DIFFERS: Final = "differs"
FIRST: Final = "first"
SECOND: Final = "second"


@dataclass(frozen=True, slots=True)
class Both:
    """A criterion in both rounds, or in one; `own` are the conditions and sentences that only this round has."""

    status: str
    rules: tuple[Rule | None, Rule | None]
    own: tuple[frozenset[Hashable], frozenset[Hashable]] = (frozenset(), frozenset())


@dataclass(frozen=True, slots=True)
class Change:
    """Titles and people who come to one outcome in the first round and to another in the second."""

    before: Badge
    after: Badge
    groups: tuple[tuple[Value | None, tuple[Line, ...]], ...]
    count: int


@dataclass(frozen=True, slots=True)
class Further:
    """Something beside criteria that is said of both rounds, or of one, with what is said of each."""

    name: Value
    sides: tuple[tuple[Value, ...], tuple[Value, ...]]


@dataclass(frozen=True, slots=True)
class Effects:
    """What changes, of how many titles, and how many stay."""

    changes: tuple[Change, ...]
    changed: int
    total: int


def criteria(loaded: Loaded, first: Round, second: Round, words: Words) -> list[tuple[str, list[Both]]]:
    """The criteria of both rounds by kind of case: what both have in the order of the second, then what one has."""
    found = []
    for kind in kinds(loaded.rulebook):
        asked = [of_kind(loaded.rulebook, each, kind) for each in (first, second)]
        order = {each.iri: at for at, each in enumerate([*asked[1], *asked[0]])}
        matched = sorted(pairs(*asked), key=lambda pair: order[next(each.iri for each in reversed(pair) if each)])
        if matched:
            both = [
                _both(rule(loaded, one, words) if one else None, rule(loaded, other, words) if other else None)
                for one, other in matched
            ]
            found.append((heading(words, kind), both))
    return found


def _both(one: Rule | None, other: Rule | None) -> Both:
    if one is None or other is None:
        return Both(FIRST if one else SECOND, (one, other))
    if one.name.iri == other.name.iri:
        return Both(SAME, (one, other))
    mine, theirs = _parts(one), _parts(other)
    return Both(DIFFERS, (one, other), (frozenset(mine - theirs), frozenset(theirs - mine)))


def _parts(rule: Rule) -> set[Hashable]:
    return {*(key(condition.check, condition.result) for condition, _ in rule.conditions), *rule.sentences}


def key(check: Check, result: str) -> Hashable:
    """Equal for conditions that ask for the same and lead to the same."""
    return check, result


def clauses(found: Iterable[tuple[str, list[Both]]]) -> dict[str, list[Sentence]]:
    """The sentences that the criteria of only one round rest on, and those of both."""
    sides: tuple[dict[Sentence, None], dict[Sentence, None]] = ({}, {})
    for _, each in found:
        for both in each:
            for side, one in zip(sides, both.rules, strict=True):
                side.update(dict.fromkeys(one.sentences if one else ()))
    mine, theirs = (sorted(side, key=lambda each: natural(each.cited.text)) for side in sides)
    return {
        FIRST: [each for each in mine if each not in theirs],
        SECOND: [each for each in theirs if each not in mine],
        SAME: [each for each in mine if each in theirs],
    }


def further(one: Told, other: Told) -> list[Further]:
    """By property, in the order of the first, what is said of both rounds beside their criteria and is not the same."""
    sides = [{each.name: each.values for each in told.said} for told in (one, other)]
    names = [each for each in dict.fromkeys([*sides[0], *sides[1]]) if sides[0].get(each) != sides[1].get(each)]
    return [Further(each, (sides[0].get(each, ()), sides[1].get(each, ()))) for each in names]


def effects(admission: Admission, cells: Cells, words: Words, first: Round, second: Round) -> Effects | None:
    """Whose outcome changes; None where one of the rounds has no criteria for persons."""
    if not {first, second} <= set(admission.rounds):
        return None
    whole = grid(admission, cells, words, [first, second], admission.titled.rulebook.titles, everybody=True)
    found: defaultdict[tuple[Badge, Badge], list[tuple[Value | None, tuple[Line, ...]]]] = defaultdict(list)
    for name, lines in [(None, whole.without), *((group.name, group.lines) for group in whole.groups)]:
        by_change: defaultdict[tuple[Badge, Badge], list[Line]] = defaultdict(list)
        for line in lines:
            before, after = (cell.badge for cell in line.cells)
            if before != after:
                by_change[before, after].append(line)
        for change, changed in by_change.items():
            found[change].append((name, tuple(changed)))
    changes = [
        Change(*change, tuple(groups), sum(len(lines) for _, lines in groups)) for change, groups in found.items()
    ]
    return Effects(tuple(changes), sum(each.count for each in changes), whole.total + len(whole.without))

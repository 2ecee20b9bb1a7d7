"""What a round requires: its criteria in words, each beside the sentences that it rests on."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.judge.outcomes import VIOLATION, Level
from regelgraph.terms import NETWORKS, PERSONS, RG, STAYS
from regelgraph.web.linked.criteria import overview
from regelgraph.web.linked.values import Value
from regelgraph.web.rounds.cells import CLAUSE
from regelgraph.web.tones import TONES

if TYPE_CHECKING:
    from regelgraph.rulebook import Clause, Criterion, Norm, Round, Rulebook
    from regelgraph.web.linked.criteria import Condition, Overview
    from regelgraph.web.linked.values import Words
    from regelgraph.web.service import Loaded

KINDS: Final = (PERSONS, STAYS, NETWORKS)
"""Kinds of case in the order in which they are shown; others follow."""


@dataclass(frozen=True, slots=True)
class Sentence:
    """A clause: where it stands, as a link, the sentence as it is written, and what it says in plain words."""

    cited: Value
    source: str
    quoted: str
    paraphrase: str


@dataclass(frozen=True, slots=True)
class Rule:
    """A criterion with its conditions, each with the tone of what follows where it is not met."""

    name: Value
    code: str
    definition: str
    conditions: tuple[tuple[Condition, str], ...]
    shown: Overview
    sentences: tuple[Sentence, ...]
    norms: tuple[Norm, ...]


@dataclass(frozen=True, slots=True)
class Section:
    """The criteria of one kind of case; `common`: they hold for all rounds together and no round lists them."""

    kind: str
    heading: str
    common: bool
    rules: tuple[Rule, ...]


def sections(loaded: Loaded, round_: Round, words: Words) -> list[Section]:
    """All that holds in a round, by kind of case."""
    book = loaded.rulebook
    found = []
    for kind in kinds(book):
        listed = of_kind(book, round_, kind)
        common = [] if listed else _common(book, kind)
        if listed or common:
            rules = tuple(rule(loaded, each, words) for each in listed or common)
            found.append(Section(kind, heading(words, kind), bool(common), rules))
    return found


def kinds(book: Rulebook) -> list[str]:
    """The kinds of case that there are criteria for."""
    there = dict.fromkeys(each.case_kind for each in book.criteria.values())
    return [*(each for each in KINDS if each in there), *(each for each in there if each not in KINDS)]


def of_kind(book: Rulebook, round_: Round, kind: str) -> list[Criterion]:
    """The criteria that a round lists for a kind of case, in its order."""
    return [each for iri in round_.criteria if (each := book.criteria[iri]).case_kind == kind]


def heading(words: Words, kind: str) -> str:
    """What a kind of case is called above its criteria."""
    return words.phrase(f"page-rounds-of-{kind.removeprefix(RG)}") or words.named(kind).text


def rule(loaded: Loaded, criterion: Criterion, words: Words) -> Rule:
    """A criterion for readers."""
    book, lang = loaded.rulebook, words.lang
    shown = overview(loaded, criterion.iri, words)
    assert shown is not None  # noqa: S101 - it is a criterion of this knowledge
    tones = [TONES[Level.BLOCKED if each.severity == VIOLATION else Level.REVIEW] for each in criterion.constraints]
    of_shapes = [each.iri for shape in criterion.constraints for each in words.things(shape.iri, CLAUSE)]
    cited = dict.fromkeys([*(each.iri for each in words.things(criterion.iri, CLAUSE)), *of_shapes])
    clauses = sorted(
        (book.clauses[iri] for iri in cited if iri in book.clauses), key=lambda each: (each.source, each.position)
    )
    return Rule(
        words.named(criterion.iri),
        criterion.notation,
        criterion.definition.get(lang),
        tuple(zip(shown.conditions, tones, strict=False)),
        shown,
        tuple(sentence(each, words) for each in clauses),
        tuple(book.norms[iri] for iri in criterion.norms if iri in book.norms),
    )


def sentence(clause: Clause, words: Words) -> Sentence:
    """A clause for readers."""
    cited = Value(clause.citation.get(words.lang), iri=clause.iri)
    return Sentence(cited, clause.source_label.get(words.lang), clause.sentence, clause.paraphrase.get(words.lang))


def _common(book: Rulebook, kind: str) -> list[Criterion]:
    """Criteria of a kind of case that no round lists, as it spans programmes."""
    taken = {iri for each in book.rounds.values() for iri in each.criteria}
    return [book.criteria[iri] for iri in sorted(book.criteria.keys() - taken) if book.criteria[iri].case_kind == kind]

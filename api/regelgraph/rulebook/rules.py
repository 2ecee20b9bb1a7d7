"""Criteria, rounds and what they cite."""

from __future__ import annotations

from dataclasses import dataclass

from regelgraph.rulebook.words import Text


@dataclass(frozen=True, slots=True)
class Norm:
    """A provision that a rule cites."""

    iri: str
    notation: str
    citation: str
    heading: str
    url: str


@dataclass(frozen=True, slots=True)
class Clause:
    """A sentence of a source: its position there (1 = first), its words, our paraphrase."""

    iri: str
    notation: str
    source: str
    source_label: Text
    position: int
    citation: Text
    sentence: str
    paraphrase: Text


@dataclass(frozen=True, slots=True)
class ReadingNote:
    """An open question of law with its readings (rg:OpenQuestion)."""

    iri: str
    notation: str
    question: Text
    reading_a: Text
    reading_b: Text
    officer: Text


@dataclass(frozen=True, slots=True)
class Constraint:
    """A constraint of a criterion: blocked on sh:Violation, review on sh:Warning; its reason with {placeholders}."""

    iri: str
    severity: str
    reason: Text


@dataclass(frozen=True, slots=True)
class Criterion:
    """A rule (rg:Criterion, sh:NodeShape). `reads` and `shows` are names of facts; the judge hands only `reads`."""

    iri: str
    notation: str
    label: Text
    definition: Text
    case_kind: str
    reads: tuple[str, ...]
    shows: tuple[str, ...]
    clauses: tuple[str, ...]
    norms: tuple[str, ...]
    readings: tuple[str, ...]
    constraints: tuple[Constraint, ...]
    open_reason: Text


@dataclass(frozen=True, slots=True)
class Round:
    """A funding round and the criteria that it lists, in order (IRIs); `note` says how sure its rules are."""

    iri: str
    notation: str
    label: Text
    programme: str
    criteria: tuple[str, ...]
    note: Text | None = None

"""Values and the pairs they stand in, with their comments and their one-line forms (RDF 1.1 Turtle, section 2)."""

from __future__ import annotations

from dataclasses import dataclass, field
from enum import IntEnum
from hashlib import sha256
from typing import Final

WIDTH: Final = 120
"""Columns that a line with more than one value may take, as lines of Python may."""


class Kind(IntEnum):
    """Kinds of value, in the order in which they stand."""

    IRI = 0
    LABELLED = 1
    LITERAL = 2
    ITEMS = 3
    BLANK = 4


@dataclass(slots=True)
class Term:
    """An IRI, a labelled blank node or a literal: `text` as it is written, `value` by which it is ordered."""

    text: str
    kind: Kind
    value: str = ""
    language: str = ""

    @property
    def whole(self) -> bool:
        """Whether it can stand in a line with others."""
        return "\n" not in self.text


@dataclass(slots=True)
class Entry:
    """A value where it stands: `lead` are the comments above it, `trail` is the one behind it."""

    node: Term | Blank | Items
    lead: list[str] = field(default_factory=list)
    trail: str = ""

    @property
    def commented(self) -> bool:
        """Whether a comment belongs to it."""
        return bool(self.lead or self.trail)

    def end_with(self, comment: str) -> None:
        """Takes a comment from behind; a second one comes to stand above."""
        if comment and self.trail:
            self.lead.append(comment)
        else:
            self.trail = self.trail or comment


@dataclass(slots=True)
class Pair:
    """A predicate with its values; `trail` is the comment behind the predicate, or behind all values."""

    predicate: str
    entries: list[Entry]
    lead: list[str] = field(default_factory=list)
    trail: str = ""

    @property
    def commented(self) -> bool:
        """Whether a comment belongs to it or to one of its values."""
        return bool(self.lead or self.trail or any(entry.commented for entry in self.entries))

    def end_with(self, comment: str) -> None:
        """Takes a comment from behind all values: it is for the last where there are others, else for all."""
        if comment and self.commented:
            self.entries[-1].end_with(comment)
        else:
            self.trail = self.trail or comment


class Branch:
    """What stands in brackets: `text` is its one-line form, or stands for it where there is none (not `whole`)."""

    __slots__ = ("tail", "text", "whole")
    kind: Kind

    def __init__(self, text: str, tail: list[str], *, whole: bool) -> None:
        self.tail = tail
        self.whole = whole and len(text) <= WIDTH and not tail
        said = "\n".join((text, *tail))
        # What is nested many times over is compared by its digest, so that its text is not held once for each level.
        self.text = text if self.whole else f"{said[:WIDTH]}\n{sha256(said.encode()).hexdigest()}"


class Blank(Branch):
    """A blank node with its pairs, `[ … ]`; `tail` are comments before the closing bracket."""

    __slots__ = ("pairs",)
    kind = Kind.BLANK

    def __init__(self, pairs: list[Pair], tail: list[str]) -> None:
        self.pairs = pairs
        text = "[ " + " ; ".join(map(flat, pairs)) + " ]" if pairs else "[]"
        whole = not any(pair.commented or not all(entry.node.whole for entry in pair.entries) for pair in pairs)
        super().__init__(text, tail, whole=whole)


class Items(Branch):
    """A collection, `( … )`; `tail` are comments before the closing bracket."""

    __slots__ = ("entries",)
    kind = Kind.ITEMS

    def __init__(self, entries: list[Entry], tail: list[str]) -> None:
        self.entries = entries
        text = "( " + " ".join(map(_said, entries)) + " )" if entries else "()"
        super().__init__(text, tail, whole=all(entry.node.whole and not entry.commented for entry in entries))


def flat(pair: Pair) -> str:
    """A pair in one line; what it is ordered by where it has comments or does not fit."""
    said = f"{pair.predicate} {', '.join(map(_said, pair.entries))}"
    return "\n".join((said, *pair.lead, pair.trail)) if pair.lead or pair.trail else said


def _said(entry: Entry) -> str:
    return "\n".join((*entry.lead, entry.node.text, entry.trail)) if entry.commented else entry.node.text

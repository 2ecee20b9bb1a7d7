"""A Turtle file as statements, with its comments (RDF 1.1 Turtle, section 6.5)."""

from __future__ import annotations

from dataclasses import dataclass

from regelgraph.formatting.tree import Blank, Items, Pair, Term


@dataclass(slots=True)
class Statement:
    """A subject with its pairs; `tail` are comments before the full stop; `apart`: a blank line stood above it."""

    subject: Term | Items | Blank
    pairs: list[Pair]
    lead: list[str]
    tail: list[str]
    apart: bool


@dataclass(slots=True)
class Prefix:
    """A declared prefix, with its colon, and its namespace as written between angle brackets."""

    name: str
    namespace: str
    lead: list[str]
    trail: str


@dataclass(slots=True)
class Document:
    """A whole file: comments on top, prefixes, statements, comments at the end."""

    header: list[str]
    prefixes: list[Prefix]
    statements: list[Statement]
    footer: list[str]

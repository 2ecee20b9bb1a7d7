"""Citizenships, their groups over time and the words for several of them."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from regelgraph.rulebook.words import Text


@dataclass(frozen=True, slots=True)
class Membership:
    """The group of a country (an IRI) in a period; None is open."""

    group: str
    since: date | None
    until: date | None


@dataclass(frozen=True, slots=True)
class Country:
    """A citizenship. `memberships` cover the days on which the group is known."""

    iri: str
    notation: str
    label: Text
    aliases: tuple[str, ...]
    memberships: tuple[Membership, ...]


@dataclass(frozen=True, slots=True)
class CountryWord:
    """A spelling that stands for several citizenships, or for every one (`anything`)."""

    alias: str
    countries: frozenset[str]
    groups: frozenset[str]
    anything: bool

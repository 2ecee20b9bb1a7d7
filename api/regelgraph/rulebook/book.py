"""The Rulebook: everything that decides, compiled."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from regelgraph.rulebook.countries import Country, CountryWord
from regelgraph.rulebook.facts import DerivedFact, Fact
from regelgraph.rulebook.rules import Clause, Criterion, Norm, ReadingNote, Round
from regelgraph.rulebook.titles import Title, TitleScheme
from regelgraph.rulebook.words import Concept, Text


@dataclass(frozen=True, slots=True)
class Rulebook:
    """Everything that decides, by IRI; facts by case kind and name.

    `code_lists` are keyed by scheme or by the class whose instances are codes, `country_keys` by key system, `texts`
    are the messages and phrases by key, `outcomes` the verdict words of a case kind from safe to blocked, and `lookups`
    the values of a property for each concept, for derived facts that look up what titles and countries do not hold.
    `queries` are the texts of the queries that answer derived facts, by file name. `borders` are the days on which such
    an answer may change, by fact (IRI); a fact of whose classes the graph has no instance is not in it.
    """

    version: str
    fingerprint: str
    facts: Mapping[str, Mapping[str, Fact]]
    derived: Mapping[str, Mapping[str, DerivedFact]]
    code_lists: Mapping[str, tuple[Concept, ...]]
    titles: Mapping[str, Title]
    countries: Mapping[str, Country]
    country_words: tuple[CountryWord, ...]
    country_keys: Mapping[str, Mapping[str, str]]
    missing_words: frozenset[str]
    criteria: Mapping[str, Criterion]
    rounds: Mapping[str, Round]
    clauses: Mapping[str, Clause]
    norms: Mapping[str, Norm]
    readings: Mapping[str, ReadingNote]
    evidence: Mapping[str, Text]
    texts: Mapping[str, Text]
    outcomes: Mapping[str, tuple[Concept, ...]]
    lookups: Mapping[str, Mapping[str, tuple[str, ...]]] = field(default_factory=dict)
    title_scheme: TitleScheme = field(default_factory=TitleScheme)
    queries: Mapping[str, str] = field(default_factory=dict)
    borders: Mapping[str, tuple[date, ...]] = field(default_factory=dict)

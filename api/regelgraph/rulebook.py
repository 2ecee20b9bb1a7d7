"""The compiled knowledge: plain, immutable values that reading, judging and reporting work with.

`regelgraph.knowledge` makes a Rulebook from Turtle; nothing else looks at triples to decide a case. Every field that a
person reads is a `Text` in German and English. Dates are `datetime.date`; IRIs are strings.
"""

from __future__ import annotations

import builtins
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Text:
    """The same words in German and English."""

    de: str
    en: str

    def get(self, lang: str) -> str:
        """The words in `lang` ("de" or "en")."""
        return self.de if lang == "de" else self.en


@dataclass(frozen=True, slots=True)
class Concept:
    """A value of a coded fact (skos:Concept): sex entry, contact status, group, kind of title, round, programme."""

    iri: str
    notation: str
    label: Text
    aliases: tuple[str, ...] = ()
    boolean: bool | None = None


@dataclass(frozen=True, slots=True)
class Continuation:
    """A provision that continues a title by law (rg:Continuation).

    A card valid on `if_valid_on` counts until `until`; `for_countries` are country IRIs, empty for all holders.
    """

    if_valid_on: date
    until: date
    for_countries: frozenset[str] = frozenset()
    norms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Title:
    """A concept of the residence-title scheme. `legal_group` is its own group, None if it stands for those below it.

    `azr_texts` are further spellings, which several titles may share. `paragraphs` are the numbers of all Absätze of a
    paragraph that the concept stands for. `previous_groups` are the legal groups of a previous title that lead to this
    one where a cell names the previous title.
    """

    iri: str
    notation: str
    label: Text
    citation: str
    aliases: tuple[str, ...]
    kind: str | None
    legal_group: str | None
    broader: tuple[str, ...]
    norms: tuple[str, ...]
    continuations: tuple[Continuation, ...] = ()
    previous_title_decides: bool = False
    azr_texts: tuple[str, ...] = ()
    paragraphs: tuple[str, ...] = ()
    previous_groups: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class TitleScheme:
    """How titles are cited: names of acts and of kinds of title to their IRIs, and the act meant where none is named.

    `kind_broader` leads from a kind to the kinds that include it.
    """

    default_act: str | None = None
    acts: Mapping[str, str] = field(default_factory=dict)
    kinds: Mapping[str, str] = field(default_factory=dict)
    kind_broader: Mapping[str, tuple[str, ...]] = field(default_factory=dict)


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


@dataclass(frozen=True, slots=True)
class BlankMeaning:
    """A blank cell means `value` where the derived fact `where_fact` has one of `where_values`."""

    value: str
    where_fact: str
    where_values: frozenset[str]


@dataclass(frozen=True, slots=True)
class OtherColumn:
    """A further column for the same fact, read with the key system named (an IRI) or as the fact itself."""

    column: str
    header_aliases: tuple[str, ...]
    key_system: str | None


@dataclass(frozen=True, slots=True)
class Fact:
    """A column of a table (rg:Fact): its header, how it is read, what it allows, which evidence a file holds.

    `name` is the column name; `reader` the IRI of the reader; facts refer to each other by name. `minimum` and
    `maximum` bound plausible values: a value outside is unreadable. `of_each_stay`: a pair of stays has it twice.
    `of_each_row`: every row of the case has a value of its own; `denials` are words that deny the whole;
    `unless_stated` is the value that holds unless the cell states another.
    """

    iri: str
    name: str
    case_kind: str
    property: str
    reader: str
    label: Text
    definition: Text
    order: int
    header_aliases: tuple[str, ...] = ()
    code_list: str | None = None
    codes_of: str | None = None
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    key_lengths: tuple[int, ...] = ()
    several_with: str | None = None
    blank_means: BlankMeaning | None = None
    only_raises_doubt: bool = False
    required: bool = False
    identifies_case: bool = False
    chooses_round: bool = False
    not_before: str | None = None
    other_columns: tuple[OtherColumn, ...] = ()
    evidence: tuple[str, ...] = ()
    of_each_stay: bool = False
    of_each_row: bool = False
    denials: tuple[str, ...] = ()
    unless_stated: bool | None = None


@dataclass(frozen=True, slots=True)
class DerivedFact:
    """A fact that follows from others (rg:DerivedFact). `derivation` is the IRI of the rule; the rest are its inputs.

    Names of facts: `of`, `on`, `start`, `end`, `or_given_by`, `before`, `continuable_by`, `continued_for`,
    `by`. `counts` are the values that it looks for, `apart_from` those that the same body is not to have.
    """

    iri: str
    name: str
    case_kind: str
    property: str
    derivation: str
    label: Text
    definition: Text
    code_list: str | None = None
    of: str | None = None
    on: str | None = None
    start: str | None = None
    end: str | None = None
    or_given_by: str | None = None
    before: str | None = None
    continuable_by: str | None = None
    continued_for: str | None = None
    through: str | None = None
    query: str | None = None
    precedence: tuple[str, ...] = ()
    minimum: Decimal | None = None
    maximum: Decimal | None = None
    norms: tuple[str, ...] = ()
    by: str | None = None
    counts: tuple[str, ...] = ()
    apart_from: tuple[str, ...] = ()
    unless_stated: bool | None = None

    @builtins.property
    def inputs(self) -> tuple[str, ...]:
        """Names of the facts it is derived from, in declaration order."""
        names = (
            self.of,
            self.on,
            self.start,
            self.end,
            self.or_given_by,
            self.before,
            self.continuable_by,
            self.continued_for,
            self.by,
        )
        return tuple(dict.fromkeys(name for name in names if name))


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
    """An open question of law with its readings (rg:Reading)."""

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
    """A funding round and the criteria that it lists, in order (IRIs)."""

    iri: str
    notation: str
    label: Text
    programme: str
    criteria: tuple[str, ...]


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

"""Facts: the columns of tables and what is derived from them."""

from __future__ import annotations

import builtins
from dataclasses import dataclass
from decimal import Decimal

from regelgraph.rulebook.words import Text


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

"""Compiles facts: the columns of tables and what is derived from them (rg:Fact, rg:DerivedFact)."""

from __future__ import annotations

from collections.abc import Mapping

from regelgraph.knowledge.view import View, last_segment
from regelgraph.rulebook import BlankMeaning, Concept, DerivedFact, Fact, OtherColumn
from regelgraph.terms import (
    CODE_READER,
    COUNTRY_GROUP,
    DERIVATIONS,
    HEADER_ALIAS,
    LEGAL_GROUP,
    LOOKUP,
    NOTATION,
    READERS,
    RG,
)

Codes = Mapping[str, tuple[Concept, ...]]
ByKind = dict[str, dict[str, Fact]]
DerivedByKind = dict[str, dict[str, DerivedFact]]


class FactCompiler:
    """Turns declarations into facts; they refer to each other by IRI in Turtle and by name afterwards."""

    def __init__(self, view: View, codes: Codes) -> None:
        self._view = view
        self._codes = codes
        self._kinds: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for iri in (*view.instances(RG + "Fact"), *view.instances(RG + "DerivedFact")):
            self.names[iri] = view.word(iri, RG + "column") or view.word(iri, NOTATION) or last_segment(iri)
            self._kinds[iri] = view.needed_iri(iri, RG + "caseKind")

    def name(self, subject: str, fact: str, kind: str) -> str:
        """The name of a fact that `subject` refers to; it must be declared for the same kind of case."""
        if fact not in self.names:
            self._view.fail(subject, f"refers to the fact {fact}, which no file declares as rg:Fact or rg:DerivedFact")
        if self._kinds[fact] != kind:
            self._view.fail(subject, f"refers to the fact {fact} of {self._kinds[fact]}; expected a fact of {kind}")
        return self.names[fact]

    def facts(self) -> ByKind:
        """All columns by case kind and name, in the order of the table."""
        found = sorted((self._fact(iri) for iri in self._view.instances(RG + "Fact")), key=lambda f: (f.order, f.name))
        kinds: ByKind = {}
        taken: dict[tuple[str, str], str] = {}
        for fact in found:
            for column in (fact.name, *(other.column for other in fact.other_columns)):
                self._take(taken, fact.iri, fact.case_kind, column)
            kinds.setdefault(fact.case_kind, {})[fact.name] = fact
        for iri in self._view.instances(RG + "DerivedFact"):
            self._take(taken, iri, self._kinds[iri], self.names[iri])
        return kinds

    def _take(self, taken: dict[tuple[str, str], str], iri: str, kind: str, column: str) -> None:
        other = taken.setdefault((kind, column), iri)
        if other != iri:
            self._view.fail(iri, f"the column {column} is already that of {other}; expected a name of its own")

    def derived(self) -> DerivedByKind:
        """All derived facts by case kind and name."""
        kinds: DerivedByKind = {}
        for iri in self._view.instances(RG + "DerivedFact"):
            fact = self._derived(iri)
            kinds.setdefault(fact.case_kind, {})[fact.name] = fact
        return kinds

    def lookups(self, derived: DerivedByKind) -> dict[str, dict[str, tuple[str, ...]]]:
        """For each property that a derived fact looks up: concept to values. Titles and countries hold their groups."""
        through = {
            f.through for facts in derived.values() for f in facts.values() if f.derivation == LOOKUP and f.through
        }
        return {
            prop: {subject: self._view.iris(subject, prop) for subject in self._view.subjects(prop)}
            for prop in sorted(through - {LEGAL_GROUP, COUNTRY_GROUP})
        }

    def _fact(self, iri: str) -> Fact:
        view, kind = self._view, self._kinds[iri]
        reader = view.needed_iri(iri, RG + "reader")
        if reader not in READERS:
            view.fail(iri, f"unknown rg:reader {reader}; expected one of {', '.join(map(last_segment, READERS))}")
        code_list, codes_of = view.iri(iri, RG + "codeList"), view.iri(iri, RG + "codesOf")
        if reader == CODE_READER and (code_list or codes_of) not in self._codes:
            view.fail(
                iri, f"its codes {code_list or codes_of} are declared nowhere; expected rg:codeList or rg:codesOf"
            )
        before = view.iri(iri, RG + "notBefore")
        return Fact(
            iri=iri,
            name=self.names[iri],
            case_kind=kind,
            property=view.needed_iri(iri, RG + "property"),
            reader=reader,
            label=view.label(iri),
            definition=view.definition(iri),
            order=view.whole(iri, RG + "columnOrder", 1000),
            header_aliases=view.words(iri, HEADER_ALIAS),
            code_list=code_list,
            codes_of=codes_of,
            minimum=view.number(iri, RG + "minimum"),
            maximum=view.number(iri, RG + "maximum"),
            key_lengths=tuple(sorted(int(word) for word in view.words(iri, RG + "keyLength"))),
            several_with=view.word(iri, RG + "severalWith"),
            blank_means=self._blank(iri, kind),
            only_raises_doubt=view.flag(iri, RG + "onlyRaisesDoubt"),
            required=view.flag(iri, RG + "requiredColumn"),
            identifies_case=view.flag(iri, RG + "identifiesCase"),
            chooses_round=view.flag(iri, RG + "choosesRound"),
            not_before=self.name(iri, before, kind) if before else None,
            other_columns=self._others(iri),
            evidence=view.iris(iri, RG + "evidence"),
        )

    def _blank(self, iri: str, kind: str) -> BlankMeaning | None:
        node = self._view.iri(iri, RG + "blankMeans")
        if node is None:
            return None
        values = [self._view.iri(node, RG + "value"), self._view.iri(node, RG + "whereFact")]
        where = self._view.iris(node, RG + "whereValue")
        if None in values or not where:
            self._view.fail(iri, "rg:blankMeans needs rg:value, rg:whereFact and rg:whereValue")
        value, fact = values
        return BlankMeaning(value or "", self.name(iri, fact or "", kind), frozenset(where))

    def _others(self, iri: str) -> tuple[OtherColumn, ...]:
        found = []
        for node in self._view.iris(iri, RG + "otherColumn"):
            column = self._view.word(node, RG + "column") or self._view.fail(iri, "rg:otherColumn needs rg:column")
            aliases = self._view.words(node, HEADER_ALIAS)
            found.append(OtherColumn(column, aliases, self._view.iri(node, RG + "keySystem")))
        return tuple(sorted(found, key=lambda other: other.column))

    def _derived(self, iri: str) -> DerivedFact:
        view, kind = self._view, self._kinds[iri]
        derivation = view.needed_iri(iri, RG + "derivation")
        if derivation not in DERIVATIONS:
            view.fail(
                iri, f"unknown rg:derivation {derivation}; expected one of {', '.join(map(last_segment, DERIVATIONS))}"
            )
        code_list, through = view.iri(iri, RG + "codeList"), view.iri(iri, RG + "throughProperty")
        if code_list and code_list not in self._codes:
            view.fail(
                iri, f"its code list {code_list} is declared nowhere; expected a skos:ConceptScheme with concepts"
            )
        if derivation == LOOKUP and not (through and view.iri(iri, RG + "ofFact")):
            view.fail(iri, "rg:lookup needs rg:ofFact and rg:throughProperty")

        def named(prop: str) -> str | None:
            fact = view.iri(iri, RG + prop)
            return self.name(iri, fact, kind) if fact else None

        return DerivedFact(
            iri=iri,
            name=self.names[iri],
            case_kind=kind,
            property=view.needed_iri(iri, RG + "property"),
            derivation=derivation,
            label=view.label(iri),
            definition=view.definition(iri),
            code_list=code_list,
            of=named("ofFact"),
            on=named("onFact"),
            start=named("fromFact"),
            end=named("toFact"),
            or_given_by=named("orGivenBy"),
            before=named("beforeFact"),
            continuable_by=named("continuableBy"),
            continued_for=named("continuedForFact"),
            through=through,
            query=view.word(iri, RG + "query"),
            precedence=view.listed(iri, RG + "precedence"),
            minimum=view.number(iri, RG + "minimum"),
            maximum=view.number(iri, RG + "maximum"),
            norms=view.iris(iri, RG + "cites"),
        )

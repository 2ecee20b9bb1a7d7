"""Compiles facts that are columns of tables (rg:Fact), and the names by which facts refer to each other."""

from __future__ import annotations

from collections.abc import Mapping

from regelgraph.knowledge.triples import last_segment
from regelgraph.knowledge.view import View
from regelgraph.rulebook import BlankMeaning, Concept, Fact, OtherColumn
from regelgraph.terms import CODE_READER, HEADER_ALIAS, NOTATION, READERS, RG

Codes = Mapping[str, tuple[Concept, ...]]
ByKind = dict[str, dict[str, Fact]]


class FactCompiler:
    """Turns declarations into facts; they refer to each other by IRI in Turtle and by name afterwards."""

    def __init__(self, view: View, codes: Codes) -> None:
        self._view = view
        self._codes = codes
        self.kinds: dict[str, str] = {}
        self.names: dict[str, str] = {}
        for iri in (*view.instances(RG + "Fact"), *view.instances(RG + "DerivedFact")):
            self.names[iri] = view.word(iri, RG + "column") or view.word(iri, NOTATION) or last_segment(iri)
            self.kinds[iri] = view.needed_iri(iri, RG + "caseKind")

    def name(self, subject: str, fact: str, kind: str) -> str:
        """The name of a fact that `subject` refers to; it must be declared for the same kind of case."""
        if fact not in self.names:
            self._view.fail(subject, f"refers to the fact {fact}, which no file declares as rg:Fact or rg:DerivedFact")
        if self.kinds[fact] != kind:
            self._view.fail(subject, f"refers to the fact {fact} of {self.kinds[fact]}; expected a fact of {kind}")
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
            self._take(taken, iri, self.kinds[iri], self.names[iri])
        return kinds

    def _take(self, taken: dict[tuple[str, str], str], iri: str, kind: str, column: str) -> None:
        other = taken.setdefault((kind, column), iri)
        if other != iri:
            self._view.fail(iri, f"the column {column} is already that of {other}; expected a name of its own")

    def _fact(self, iri: str) -> Fact:
        view, kind = self._view, self.kinds[iri]
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
            of_each_stay=view.flag(iri, RG + "ofEachStay"),
            of_each_row=view.flag(iri, RG + "ofEachRow"),
            denials=view.words(iri, RG + "denialWord"),
            unless_stated=view.flag_or_none(iri, RG + "unlessStated"),
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

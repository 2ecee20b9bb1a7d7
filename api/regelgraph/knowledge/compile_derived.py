"""Compiles facts that follow from others (rg:DerivedFact), and what they look up in the graph."""

from __future__ import annotations

from regelgraph.knowledge.compile_facts import Codes, FactCompiler
from regelgraph.knowledge.triples import last_segment
from regelgraph.knowledge.view import View
from regelgraph.rulebook import DerivedFact
from regelgraph.terms import COUNTRY_GROUP, DERIVATIONS, LEGAL_GROUP, LOOKUP, QUERIED, QUERIED_FOR_PAIR, RG

DerivedByKind = dict[str, dict[str, DerivedFact]]


def compile_derived(view: View, names: FactCompiler, codes: Codes) -> DerivedByKind:
    """All derived facts by case kind and name."""
    kinds: DerivedByKind = {}
    for iri in view.instances(RG + "DerivedFact"):
        fact = _derived(view, names, codes, iri)
        kinds.setdefault(fact.case_kind, {})[fact.name] = fact
    return kinds


def compile_lookups(view: View, derived: DerivedByKind) -> dict[str, dict[str, tuple[str, ...]]]:
    """For each property that a derived fact looks up: concept to values. Titles and countries hold their groups."""
    through = {f.through for facts in derived.values() for f in facts.values() if f.derivation == LOOKUP and f.through}
    return {
        prop: {subject: view.iris(subject, prop) for subject in view.subjects(prop)}
        for prop in sorted(through - {LEGAL_GROUP, COUNTRY_GROUP})
    }


def _derived(view: View, names: FactCompiler, codes: Codes, iri: str) -> DerivedFact:
    kind = names.kinds[iri]
    derivation = view.needed_iri(iri, RG + "derivation")
    if derivation not in DERIVATIONS:
        view.fail(
            iri, f"unknown rg:derivation {derivation}; expected one of {', '.join(map(last_segment, DERIVATIONS))}"
        )
    code_list, through = view.iri(iri, RG + "codeList"), view.iri(iri, RG + "throughProperty")
    if code_list and code_list not in codes:
        view.fail(iri, f"its code list {code_list} is declared nowhere; expected a skos:ConceptScheme with concepts")
    if derivation == LOOKUP and not (through and view.iri(iri, RG + "ofFact")):
        view.fail(iri, "rg:lookup needs rg:ofFact and rg:throughProperty")
    if derivation == QUERIED_FOR_PAIR and not (
        view.word(iri, RG + "query") and view.iri(iri, RG + "onFact") and code_list
    ):
        view.fail(iri, "rg:queriedForPair needs rg:query, rg:ofFact, rg:onFact and rg:codeList")
    if derivation == QUERIED and not (view.word(iri, RG + "query") and view.iri(iri, RG + "ofFact") and code_list):
        view.fail(iri, "rg:queried needs rg:query, rg:restsOn, rg:ofFact and rg:codeList")

    def named(prop: str) -> str | None:
        fact = view.iri(iri, RG + prop)
        return names.name(iri, fact, kind) if fact else None

    return DerivedFact(
        iri=iri,
        name=names.names[iri],
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
        by=named("byFact"),
        counts=view.iris(iri, RG + "countsValue"),
        apart_from=view.iris(iri, RG + "apartFromValue"),
        unless_stated=view.flag_or_none(iri, RG + "unlessStated"),
    )

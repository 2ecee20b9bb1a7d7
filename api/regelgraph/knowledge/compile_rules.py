"""Compiles criteria with their constraints, and the rounds that list them."""

from __future__ import annotations

from typing import Final

from regelgraph.knowledge.compile_facts import FactCompiler
from regelgraph.knowledge.view import View
from regelgraph.rulebook import Constraint, Criterion, Round
from regelgraph.terms import RG, SH, SKOS

_SEVERITIES: Final = (SH + "Violation", SH + "Warning")


def compile_criteria(view: View, facts: FactCompiler) -> dict[str, Criterion]:
    """All criteria by IRI; raises KnowledgeError for one that reads or shows a fact that is not declared."""
    return {iri: _criterion(view, facts, iri) for iri in view.instances(RG + "Criterion")}


def _criterion(view: View, facts: FactCompiler, iri: str) -> Criterion:
    kind = view.needed_iri(iri, RG + "caseKind")

    def names(prop: str) -> tuple[str, ...]:
        return tuple(sorted(facts.name(iri, fact, kind) for fact in view.iris(iri, RG + prop)))

    if not view.iris(iri, RG + "reads"):
        view.fail(iri, "rg:reads is missing; expected the facts that the criterion looks at")
    constraints = sorted(
        (
            _constraint(view, iri, node)
            for node in {*view.iris(iri, SH + "property"), *view.iris(iri, RG + "constraint")}
        ),
        key=lambda constraint: (_SEVERITIES.index(constraint.severity), constraint.iri),
    )
    if not constraints:
        view.fail(iri, "has no constraint; expected sh:property or rg:constraint")
    return Criterion(
        iri=iri,
        notation=view.notation(iri),
        label=view.label(iri),
        definition=view.definition(iri),
        case_kind=kind,
        reads=names("reads"),
        shows=names("shows"),
        clauses=_in_reading_order(view, view.iris(iri, RG + "clause")),
        norms=view.iris(iri, RG + "cites"),
        readings=view.iris(iri, RG + "hasReading"),
        constraints=tuple(constraints),
        open_reason=view.text(iri, RG + "openReason"),
    )


def _in_reading_order(view: View, clauses: tuple[str, ...]) -> tuple[str, ...]:
    """Clauses source by source, each as its sentences follow each other."""
    return tuple(
        sorted(clauses, key=lambda c: (view.iri(c, RG + "ofSource") or "", view.whole(c, RG + "position", 0), c))
    )


def _constraint(view: View, criterion: str, node: str) -> Constraint:
    if node.startswith("_:"):
        view.fail(criterion, "has a constraint without an IRI; expected one, so that reasons and tables can name it")
    severity = view.iri(node, SH + "severity")
    if severity not in _SEVERITIES:
        view.fail(node, f"sh:severity is {severity}; expected sh:Violation (blocked) or sh:Warning (review)")
    return Constraint(node, severity, view.text(node, RG + "reason"))


def compile_rounds(view: View, criteria: dict[str, Criterion]) -> dict[str, Round]:
    """All rounds by IRI with their criteria in the order of the list."""
    rounds: dict[str, Round] = {}
    notations: dict[str, str] = {}
    for iri in view.instances(RG + "FundingRound"):
        listed = view.listed(iri, RG + "criteria")
        words: dict[tuple[str, str], str] = {}
        for criterion in listed:
            if criterion not in criteria:
                view.fail(iri, f"lists {criterion}, which no file declares as rg:Criterion")
            known = criteria[criterion]
            if words.setdefault((known.case_kind, known.notation), criterion) != criterion:
                view.fail(iri, f"lists two criteria with the notation {known.notation}; expected one")
        programme, note = view.needed_iri(iri, RG + "ofProgramme"), view.text_or_none(iri, SKOS + "note")
        round_ = Round(iri, view.notation(iri), view.label(iri), programme, listed, note)
        if notations.setdefault(round_.notation, iri) != iri:
            view.fail(iri, f"the notation {round_.notation} is already that of {notations[round_.notation]}")
        rounds[iri] = round_
    return rounds

"""Compiles criteria with their constraints, rounds, and what they cite: clauses, norms, open questions."""

from __future__ import annotations

from collections.abc import Container
from typing import Final

from regelgraph.knowledge.compile_facts import FactCompiler
from regelgraph.knowledge.triples import last_segment
from regelgraph.knowledge.view import View
from regelgraph.rulebook import Clause, Constraint, Criterion, Norm, ReadingNote, Round, Rulebook, Text
from regelgraph.terms import RG, SH

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
        clauses=view.iris(iri, RG + "clause"),
        norms=view.iris(iri, RG + "cites"),
        readings=view.iris(iri, RG + "hasReading"),
        constraints=tuple(constraints),
        open_reason=view.text(iri, RG + "openReason"),
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
        round_ = Round(iri, view.notation(iri), view.label(iri), view.needed_iri(iri, RG + "ofProgramme"), listed)
        if notations.setdefault(round_.notation, iri) != iri:
            view.fail(iri, f"the notation {round_.notation} is already that of {notations[round_.notation]}")
        rounds[iri] = round_
    return rounds


def compile_clauses(view: View) -> dict[str, Clause]:
    """All clauses by IRI; a sentence that is only reported stands as it is reported."""
    return {iri: _clause(view, iri) for iri in view.instances(RG + "Clause")}


def _clause(view: View, iri: str) -> Clause:
    source = view.needed_iri(iri, RG + "ofSource")
    return Clause(
        iri=iri,
        notation=view.notation(iri),
        source=source,
        source_label=view.label(source),
        position=view.whole(iri, RG + "position", 0),
        citation=view.text(iri, RG + "citationLabel"),
        sentence=view.word(iri, RG + "sentence") or view.word(iri, RG + "reportedAs") or "",
        paraphrase=view.text(iri, RG + "paraphrase"),
    )


def compile_norms(view: View) -> dict[str, Norm]:
    """All norms by IRI; some have no official heading, some no official page."""
    return {iri: _norm(view, iri) for iri in view.instances(RG + "Norm")}


def _norm(view: View, iri: str) -> Norm:
    citation = view.word(iri, RG + "citation") or view.fail(iri, "rg:citation is missing")
    page = view.iri(iri, RG + "officialPage")
    return Norm(iri, view.notation(iri), citation, view.word(iri, RG + "heading") or "", page or "")


def compile_readings(view: View) -> dict[str, ReadingNote]:
    """All open questions of law by IRI."""
    found = {}
    for iri in view.instances(RG + "OpenQuestion"):
        texts = [view.text(iri, RG + prop) for prop in ("question", "readingA", "readingB", "officerDoes")]
        found[iri] = ReadingNote(iri, view.notation(iri) or last_segment(iri), *texts)
    return found


def compile_evidence(view: View) -> dict[str, Text]:
    """What a file would hold, by IRI."""
    return {iri: view.label(iri) for iri in view.instances(RG + "Evidence")}


def compile_texts(view: View) -> dict[str, Text]:
    """Messages and phrases by key."""
    texts: dict[str, Text] = {}
    for iri in view.instances(RG + "Text"):
        key = view.notation(iri)
        if key in texts:
            view.fail(iri, f"the notation {key} is already that of another rg:Text")
        texts[key] = view.text(iri, RG + "template")
    return texts


def check_citations(view: View, rulebook: Rulebook) -> None:
    """Raises KnowledgeError for a criterion or fact that cites what no file declares."""
    for criterion in rulebook.criteria.values():
        _check(view, criterion.iri, "rg:Clause", criterion.clauses, rulebook.clauses)
        _check(view, criterion.iri, "rg:Norm", criterion.norms, rulebook.norms)
        _check(view, criterion.iri, "rg:OpenQuestion", criterion.readings, rulebook.readings)
    for fact in (fact for facts in rulebook.facts.values() for fact in facts.values()):
        _check(view, fact.iri, "rg:Evidence", fact.evidence, rulebook.evidence)
    for derived in (derived for facts in rulebook.derived.values() for derived in facts.values()):
        _check(view, derived.iri, "rg:Norm", derived.norms, rulebook.norms)


def _check(view: View, subject: str, kind: str, cited: tuple[str, ...], declared: Container[str]) -> None:
    for iri in cited:
        if iri not in declared:
            view.fail(subject, f"refers to {iri}, which no file declares as {kind}")

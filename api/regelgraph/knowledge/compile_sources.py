"""Compiles what rules cite and say: clauses, norms, open questions, evidence and texts."""

from __future__ import annotations

from collections.abc import Container

from regelgraph.knowledge.view import View
from regelgraph.rulebook import Clause, Norm, ReadingNote, Rulebook, Text
from regelgraph.terms import RG


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
        found[iri] = ReadingNote(iri, view.notation(iri), *texts)
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

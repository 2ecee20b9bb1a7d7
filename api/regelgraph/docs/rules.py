"""The page that shows how the rules come from the text: every sentence of every source and what models it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from typing import TYPE_CHECKING

from regelgraph.rulebook import Clause, Criterion, Rulebook
from regelgraph.terms import DEFINITION, ID, PREF_LABEL, RG, SKOS

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_NOTE = SKOS + "note"

_HEAD = """# How the rules come from the text

Made from the knowledge by `python -m regelgraph.docs`; do not edit. Each sentence of a source is shown as it stands,
with what it means in our words, the criteria that rest on it, what else models it, or why it binds nothing. Then each
round with how sure it is and what it requires, and the open questions of law.
"""


def rules_page(knowledge: Knowledge) -> str:
    """The page as Markdown: sources in order of their IRIs, their clauses by position, rounds, open questions."""
    rulebook = knowledge.rulebook
    lines = [_HEAD]
    for source in sorted({clause.source for clause in rulebook.clauses.values()}):
        lines.extend(_source(knowledge, source))
    lines.extend(_rounds(knowledge))
    lines.extend(_questions(rulebook))
    return "\n".join(lines).rstrip() + "\n"


def _source(knowledge: Knowledge, source: str) -> Iterator[str]:
    clauses = [c for c in knowledge.rulebook.clauses.values() if c.source == source]
    clauses.sort(key=lambda c: (c.position, c.notation))
    yield f"\n## {clauses[0].source_label.en}\n"
    for clause in clauses:
        yield from _clause(knowledge, clause)


def _clause(knowledge: Knowledge, clause: Clause) -> Iterator[str]:
    yield f"### {clause.citation.en} (`{clause.notation}`)\n"
    if clause.sentence:
        yield f"> {clause.sentence}\n"
    yield f"{clause.paraphrase.en}\n"
    criteria = [c for c in knowledge.rulebook.criteria.values() if clause.iri in c.clauses]
    for criterion in sorted(criteria, key=lambda c: c.iri):
        yield f"- criterion `{criterion.notation}` ({criterion.label.en}): {criterion.definition.en}"
    for thing in _values(knowledge, clause.iri, RG + "modelledBy"):
        label = ", ".join(_values(knowledge, thing, PREF_LABEL, lang="en"))
        yield f"- modelled by `{thing.removeprefix(ID)}`{label and f' ({label})'}"
    for why in _values(knowledge, clause.iri, RG + "bindsNothing", lang="en"):
        yield f"- binds nothing by itself: {why}"
    yield ""


def _values(knowledge: Knowledge, subject: str, prop: str, lang: str | None = None) -> list[str]:
    from pyoxigraph import Literal, NamedNode

    quads = knowledge.store.quads_for_pattern(NamedNode(subject), NamedNode(prop), None, None)
    terms = [quad.object for quad in quads]
    if lang is not None:
        return sorted(term.value for term in terms if isinstance(term, Literal) and term.language == lang)
    return sorted(term.value for term in terms if isinstance(term, NamedNode))


def _rounds(knowledge: Knowledge) -> Iterator[str]:
    rulebook = knowledge.rulebook
    yield "\n## What each round requires\n"
    for round_ in sorted(rulebook.rounds.values(), key=lambda r: r.notation):
        if not round_.criteria:
            continue
        yield f"### {round_.label.en} (`{round_.notation}`)\n"
        yield f"Confidence: {_confidence(knowledge, round_.iri)}\n"
        for note in _values(knowledge, round_.iri, _NOTE, lang="en"):
            yield f"{note}\n"
        yield "| criterion | requires | reads | sentences | norms | open questions |"
        yield "| --- | --- | --- | --- | --- | --- |"
        for iri in round_.criteria:
            yield _row(rulebook, rulebook.criteria[iri])
        yield ""


def _row(rulebook: Rulebook, criterion: Criterion) -> str:
    clauses = "; ".join(rulebook.clauses[iri].citation.en for iri in criterion.clauses)
    norms = "; ".join(rulebook.norms[iri].citation for iri in criterion.norms)
    reads = ", ".join(f"`{name}`" for name in criterion.reads)
    asked = ", ".join(sorted((rulebook.readings[iri].notation for iri in criterion.readings), key=_in_order))
    return f"| `{criterion.notation}` | {criterion.definition.en} | {reads} | {clauses} | {norms} | {asked} |"


def _confidence(knowledge: Knowledge, thing: str) -> str:
    """How sure it is and what that means; "not stated" for knowledge that does not say."""
    for level in _values(knowledge, thing, RG + "confidence"):
        (label,) = _values(knowledge, level, PREF_LABEL, lang="en")
        (meaning,) = _values(knowledge, level, DEFINITION, lang="en")
        return f"{label} ({meaning.rstrip('.')})."
    return "not stated."


def _questions(rulebook: Rulebook) -> Iterator[str]:
    yield "\n## Open questions of law\n"
    yield "| no. | question | reading A | reading B | careful practice |\n| --- | --- | --- | --- | --- |"
    for note in sorted(rulebook.readings.values(), key=lambda note: _in_order(note.notation)):
        cells = (note.notation, note.question.en, note.reading_a.en, note.reading_b.en, note.officer.en)
        yield f"| {' | '.join(cells)} |"


def _in_order(notation: str) -> tuple[int, str]:
    """Numbers by their size, other notations behind them."""
    return (int(notation), "") if notation.isdecimal() else (sys.maxsize, notation)

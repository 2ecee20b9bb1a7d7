"""The page that shows how the rules come from the text: every sentence of every source and what models it."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regelgraph.rulebook import Clause, Criterion, Rulebook
from regelgraph.terms import RG

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_HEAD = """# How the rules come from the text

Made from the knowledge by `python -m regelgraph.docs`; do not edit. Each sentence of a source is shown as it stands,
with what it means in our words, the criteria that rest on it, what else models it, or why it binds nothing.
"""


def rules_page(knowledge: Knowledge) -> str:
    """The page as Markdown: sources in order of their IRIs, their clauses by position, then each round's criteria."""
    rulebook = knowledge.rulebook
    lines = [_HEAD]
    for source in sorted({clause.source for clause in rulebook.clauses.values()}):
        lines.extend(_source(knowledge, source))
    lines.extend(_rounds(rulebook))
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
        yield f"- modelled by <{thing}>"
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


def _rounds(rulebook: Rulebook) -> Iterator[str]:
    yield "\n## What each round requires\n"
    for round_ in sorted(rulebook.rounds.values(), key=lambda r: r.notation):
        if not round_.criteria:
            continue
        yield f"### {round_.label.en} (`{round_.notation}`)\n"
        yield "| criterion | requires | reads | sentences | norms |\n| --- | --- | --- | --- | --- |"
        for iri in round_.criteria:
            yield _row(rulebook, rulebook.criteria[iri])
        yield ""


def _row(rulebook: Rulebook, criterion: Criterion) -> str:
    clauses = "; ".join(rulebook.clauses[iri].citation.en for iri in criterion.clauses)
    norms = "; ".join(rulebook.norms[iri].citation for iri in criterion.norms)
    reads = ", ".join(f"`{name}`" for name in criterion.reads)
    return f"| `{criterion.notation}` | {criterion.definition.en} | {reads} | {clauses} | {norms} |"

"""Compiles the asserted triples into the Rulebook that everything else works with."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Final

from regelgraph.knowledge.compile_codes import compile_codes
from regelgraph.knowledge.compile_countries import compile_countries
from regelgraph.knowledge.compile_derived import compile_derived, compile_lookups
from regelgraph.knowledge.compile_facts import FactCompiler
from regelgraph.knowledge.compile_queries import compile_borders, compile_queries
from regelgraph.knowledge.compile_rules import compile_criteria, compile_rounds
from regelgraph.knowledge.compile_sources import (
    check_citations,
    compile_clauses,
    compile_evidence,
    compile_norms,
    compile_readings,
    compile_texts,
)
from regelgraph.knowledge.compile_titles import compile_title_scheme, compile_titles
from regelgraph.knowledge.find import SourceFile
from regelgraph.knowledge.guard import refuse_changes
from regelgraph.knowledge.view import View
from regelgraph.rulebook import Concept, Rulebook
from regelgraph.terms import IN_SCHEME, RG, SKOS

if TYPE_CHECKING:
    from pyoxigraph import Store

_MISSING: Final = RG + "missingWord"


def compile_rulebook(
    store: Store,
    files: Mapping[str, Path],
    *,
    version: str,
    fingerprint: str,
    answers: Sequence[SourceFile] = (),
) -> Rulebook:
    """The Rulebook of all graphs in `store`.

    `files` names the file of each graph for messages, `answers` are the queries that derived facts may name.
    Raises KnowledgeError that names subject, file and what is expected for a declaration that is wrong or incomplete.
    """
    refuse_changes(store, files)
    view = View(store, files)
    codes, titles, scheme = compile_codes(view), compile_titles(view), compile_title_scheme(view)
    countries, words, keys = compile_countries(view)
    compiler = FactCompiler(view, codes)
    facts, derived = compiler.facts(), compile_derived(view, compiler, codes)
    criteria = compile_criteria(view, compiler)
    rulebook = Rulebook(
        version=version,
        fingerprint=fingerprint,
        facts=facts,
        derived=derived,
        code_lists=codes,
        titles=titles,
        countries=countries,
        country_words=words,
        country_keys=keys,
        missing_words=frozenset(word for table in view.subjects(_MISSING) for word in view.words(table, _MISSING)),
        criteria=criteria,
        rounds=compile_rounds(view, criteria),
        clauses=compile_clauses(view),
        norms=compile_norms(view),
        readings=compile_readings(view),
        evidence=compile_evidence(view),
        texts=compile_texts(view),
        outcomes=compile_outcomes(view),
        lookups=compile_lookups(view, derived),
        title_scheme=scheme,
        queries=compile_queries(view, derived, answers),
        borders=compile_borders(view, derived),
    )
    check_citations(view, rulebook)
    return rulebook


def compile_outcomes(view: View) -> dict[str, tuple[Concept, ...]]:
    """The verdict words of each case kind, from safe to blocked by rg:order."""
    outcomes: dict[str, tuple[Concept, ...]] = {}
    members: dict[str, list[str]] = {}
    for concept in view.subjects(IN_SCHEME):
        for scheme in view.iris(concept, IN_SCHEME):
            members.setdefault(scheme, []).append(concept)
    for scheme in view.instances(SKOS + "ConceptScheme"):
        kind = view.iri(scheme, RG + "caseKind")
        if kind is None:
            continue
        if kind in outcomes:
            view.fail(scheme, f"is a second verdict scheme of {kind}; expected one")
        ordered = sorted(members.get(scheme, ()), key=lambda concept: view.whole(concept, RG + "order", 1000))
        outcomes[kind] = tuple(
            Concept(concept, view.notation(concept), view.label(concept), view.words(concept, RG + "alias"))
            for concept in ordered
        )
    return outcomes

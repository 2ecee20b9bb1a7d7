"""Makes the class space of each fact that the criteria of a case kind read, from declarations and shapes."""

from __future__ import annotations

from decimal import Decimal

from rdflib import Graph

from regelgraph.errors import KnowledgeError
from regelgraph.judge.borders import Borders, borders_of
from regelgraph.judge.space import ClassKey, Cut, Space, stretches
from regelgraph.rulebook import Criterion, DerivedFact, Fact, Rulebook
from regelgraph.terms import RG, YES_NO_DERIVATIONS

_OTHER = "any value that no rule names"
_YES_NO = (True, False)


def roots_of(criterion: Criterion) -> tuple[str, ...]:
    """The shapes that make up a criterion: its node shape and its constraints."""
    return (criterion.iri, *(constraint.iri for constraint in criterion.constraints))


def make_spaces(rulebook: Rulebook, shapes: Graph, case_kind: str) -> dict[str, Space]:
    """Class space by fact name, for all facts that a criterion of `case_kind` reads.

    Raises KnowledgeError for a criterion that reads a fact which its case kind does not declare.
    """
    borders: dict[str, list[Borders]] = {}
    for criterion in rulebook.criteria.values():
        if criterion.case_kind == case_kind:
            found = borders_of(shapes, roots_of(criterion))
            for name in criterion.reads:
                borders.setdefault(name, []).append(found)
    return {name: _space(rulebook, case_kind, name, found) for name, found in borders.items()}


def _space(rulebook: Rulebook, case_kind: str, name: str, borders: list[Borders]) -> Space:
    fact = rulebook.derived.get(case_kind, {}).get(name) or rulebook.facts.get(case_kind, {}).get(name)
    if fact is None:
        raise KnowledgeError(f"a criterion reads the fact {name}, which is not declared for {case_kind}")
    prop = fact.property
    if any(prop in found.opened for found in borders):
        return Space(name, prop, (), open=True)
    codes = _codes(rulebook, fact)
    if codes is not None:
        return Space(name, prop, codes)
    cuts: set[Cut] = set().union(*(found.cuts.get(prop, set()) for found in borders))
    if cuts:
        keys, kept = stretches(
            cuts, discrete=not any(isinstance(cut.value, Decimal) for cut in cuts) and not _decimal(fact)
        )
        return Space(name, prop, keys, kept)
    constants = sorted(set().union(*(found.constants.get(prop, set()) for found in borders)))
    if constants:
        return Space(name, prop, (*constants, _OTHER), other=_OTHER)
    return Space(name, prop, (), open=True)


def _codes(rulebook: Rulebook, fact: Fact | DerivedFact) -> tuple[ClassKey, ...] | None:
    if isinstance(fact, DerivedFact):
        if fact.derivation in YES_NO_DERIVATIONS:
            return _YES_NO
        return tuple(concept.iri for concept in rulebook.code_lists[fact.code_list]) if fact.code_list else None
    if fact.reader == RG + "yesNoReader":
        return _YES_NO
    if fact.reader == RG + "titleReader":
        return tuple(rulebook.titles)
    if fact.reader == RG + "countryReader":
        return tuple(rulebook.countries)
    source = fact.code_list or fact.codes_of
    return tuple(concept.iri for concept in rulebook.code_lists[source]) if source else None


def _decimal(fact: Fact | DerivedFact) -> bool:
    return isinstance(fact, Fact) and fact.reader == RG + "decimalReader"

"""Proof trees: every criterion of a case with its facts, outcome, reason, clauses, norms, readings and graph paths."""

from __future__ import annotations

from collections.abc import Mapping
from typing import TYPE_CHECKING

from regelgraph.judge.because import Tree, because, said
from regelgraph.judge.finding import Finding
from regelgraph.judge.pairs import column_of
from regelgraph.judge.verdict import CriterionOutcome, Verdict
from regelgraph.rulebook import Fact, Rulebook
from regelgraph.values import Reading

if TYPE_CHECKING:
    from regelgraph.judge.engine import Judge


def proof_tree(
    judge: Judge,
    round_iri: str,
    case_kind: str,
    identity: str,
    verdict: Verdict,
    findings: Mapping[str, Finding],
    readings: Mapping[str, Reading],
    raw: Mapping[str, str],
) -> Tree:
    """The whole reasoning as plain JSON values; texts are objects with "de" and "en"."""
    rulebook = judge.rulebook
    return {
        "knowledge": {"version": rulebook.version, "fingerprint": rulebook.fingerprint},
        "person_id": identity,
        "round": rulebook.rounds[round_iri].notation if round_iri else "",
        "round_note": _round_note(rulebook, round_iri),
        "verdict": verdict.word,
        "reasons": verdict.reasons.both(),
        "missing": list(verdict.missing),
        "invalid": _invalid(judge, readings, findings),
        "criteria": [_criterion(judge, case_kind, each, findings, readings, raw) for each in verdict.outcomes],
    }


def _criterion(
    judge: Judge,
    case_kind: str,
    outcome: CriterionOutcome,
    findings: Mapping[str, Finding],
    readings: Mapping[str, Reading],
    raw: Mapping[str, str],
) -> Tree:
    rulebook, criterion = judge.rulebook, outcome.criterion
    facts = rulebook.facts[case_kind]
    columns = dict.fromkeys(column for name in criterion.reads for column in judge.inputs(case_kind, name))
    return {
        "id": criterion.notation,
        "iri": criterion.iri,
        "label": criterion.label.both(),
        "definition": criterion.definition.both(),
        "outcome": outcome.word,
        "reads": {name: findings[name].show.both() for name in criterion.reads},
        "cells": {column: raw[column] for column in columns if raw.get(column)},
        "reason": outcome.reason.both() if outcome.reason else None,
        "clauses": [_clause(rulebook, iri) for iri in criterion.clauses],
        "norms": [_norm(rulebook, iri) for iri in _norms(outcome, findings) if iri in rulebook.norms],
        "readings": [_reading(rulebook, iri) for iri in criterion.readings],
        "evidence": [rulebook.evidence[iri].both() for iri in _evidence(facts, columns)],
        "because": [
            found
            for name in criterion.reads
            if (found := because(judge, name, findings[name], judge.inputs(case_kind, name), readings, raw))
        ],
    }


def _norms(outcome: CriterionOutcome, findings: Mapping[str, Finding]) -> list[str]:
    own = outcome.criterion.norms
    return list(dict.fromkeys((*own, *(norm for name in outcome.criterion.reads for norm in findings[name].norms))))


def _evidence(facts: Mapping[str, Fact], columns: Mapping[str, None]) -> list[str]:
    return list(dict.fromkeys(iri for column in columns for iri in facts[column_of(facts, column)].evidence))


def _clause(rulebook: Rulebook, iri: str) -> Tree:
    clause = rulebook.clauses[iri]
    return {
        "id": clause.notation,
        "iri": clause.iri,
        "source": clause.source_label.both(),
        "citation": clause.citation.both(),
        "sentence": clause.sentence,
        "paraphrase": clause.paraphrase.both(),
    }


def _norm(rulebook: Rulebook, iri: str) -> Tree:
    norm = rulebook.norms[iri]
    return {"id": norm.notation, "iri": norm.iri, "citation": norm.citation, "heading": norm.heading, "url": norm.url}


def _reading(rulebook: Rulebook, iri: str) -> Tree:
    note = rulebook.readings[iri]
    parts = {"question": note.question, "a": note.reading_a, "b": note.reading_b, "officer": note.officer}
    return {"id": note.notation, **{name: text.both() for name, text in parts.items()}}


def _invalid(judge: Judge, readings: Mapping[str, Reading], findings: Mapping[str, Finding]) -> list[Tree]:
    problems = [(column, reading.problem) for column, reading in readings.items() if reading.problem]
    problems += [(column, problem) for finding in findings.values() for column, problem in finding.problems]
    return [{"column": column, "why": said(judge, problem)} for column, problem in dict.fromkeys(problems) if problem]


def _round_note(rulebook: Rulebook, round_iri: str) -> dict[str, str] | None:
    """How sure the rules of the round are, where that needs saying."""
    note = rulebook.rounds[round_iri].note if round_iri else None
    return note.both() if note else None

"""The judge equals an independent evaluation of all completions, for all combinations of classes and gaps."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from functools import cache
from itertools import product

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.judge import Judge, Level
from regelgraph.knowledge import load
from regelgraph.values import ANYTHING, BLANK, Options, Reading, Span, Spans, State

from .statute import CRITERIA, OK

ID = "https://w3id.org/regelgraph/id/"
ENTRY = date(2025, 6, 1)
UNREADABLE = Reading(ANYTHING, State.UNREADABLE)
GROUPS = (
    "section5-permit",
    "section5-settlement",
    "section5-visa",
    "section5-open",
    "gestattung",
    "gestattung-open",
    "duldung",
    "open",
    "other",
    "no-title",
)
DOMAINS: dict[str, tuple[object, ...]] = {
    "sex": ("male", "female", "diverse", "none"),
    "age": ("<18", "18-35", ">35"),
    "employable": (True, False),
    "contact": ("not-reached", "no-longer-reached", "not-supported", "refuses-cooperation", "in-support"),
    "citizen": ("german", "eu", "eea", "swiss", "third-country"),
    "legal": GROUPS,
    "ended": (True, False),
    "territory": ("free", "occupied", "doubtful"),
}
MISSING, BLANK_TITLE = "missing", "blank"


@cache
def judge() -> Judge:
    return Judge(load())


@cache
def title_of(group: str) -> str:
    titles = judge().rulebook.titles.values()
    return next(t.iri for t in titles if t.legal_group == f"{ID}legal-group/{group}" and not t.continuations)


def reading(fact: str, value: object) -> dict[str, Reading]:
    """The readings of the columns that make `fact` what it is in the case."""
    countries = {"german": "DEU", "eu": "ROU", "eea": "NOR", "swiss": "CHE", "third-country": "SYR"}
    ages = {"<18": 17, "18-35": 18, ">35": 36}
    if fact == "ended":
        day = {True: Span(date(2025, 5, 31), date(2025, 5, 31)), False: Span(ENTRY, ENTRY)}
        span = day.get(value, Span(date(2025, 1, 1), date(2025, 12, 31)))  # type: ignore[call-overload]
        return {"title_valid_until": Reading(Spans((span,)), State.VAGUE if value == MISSING else State.KNOWN)}
    column = {"contact": "contact_status", "citizen": "citizenship", "legal": "residence_title"}.get(fact, fact)
    if value in (MISSING, BLANK_TITLE):
        return {column: BLANK if value == BLANK_TITLE or fact != "legal" else UNREADABLE}
    if fact == "age":
        return {column: Reading(Spans.exactly(ages[str(value)]), State.KNOWN)}
    known = {
        "sex": f"{ID}sex/{value}",
        "contact": f"{ID}contact-status/{value}",
        "citizen": f"{ID}country/{countries.get(str(value))}",
    }
    option = value if fact == "employable" else title_of(str(value)) if fact == "legal" else known[fact]
    return {column: Reading(Options(frozenset({option})), State.KNOWN)}  # type: ignore[arg-type]


def completions(case: dict[str, object]) -> Iterator[dict[str, object]]:
    """All complete cases: a blank title of who needs none is no title."""
    names = list(case)
    choices = [DOMAINS[n] if case[n] in (MISSING, BLANK_TITLE) else (case[n],) for n in names]
    for values in product(*choices):
        full = dict(zip(names, values, strict=True))
        if case.get("legal") == BLANK_TITLE and full["citizen"] != "third-country" and full["legal"] != "no-title":
            continue
        yield full


def expected(levels: set[int]) -> Level:
    if len(levels) == 1:
        return (Level.OK, Level.REVIEW, Level.BLOCKED)[next(iter(levels))]
    return Level.UNDETERMINED if OK in levels else Level.REVIEW


def facts_of(round_id: str) -> list[str]:
    facts = ["sex", "age", "employable", "contact", "citizen"]
    return facts if round_id == "win-win-1" else [*facts, "legal", "ended"]


def readings_of(case: dict[str, object]) -> dict[str, Reading]:
    readings = {"entry_date": Reading(Spans.exactly(ENTRY), State.KNOWN)}
    for fact, value in case.items():
        if fact != "territory":
            readings |= reading(fact, value)
    return readings


def with_territory(round_id: str, case: dict[str, object]) -> dict[str, object]:
    return case | {"territory": MISSING} if round_id == "win-win-3" else case


READS = {
    "sex": ("sex",),
    "age": ("age",),
    "employable": ("employable",),
    "hard-to-reach": ("contact", "citizen"),
    "residence-status": ("citizen", "legal", "ended", "territory"),
    "consistent-status": ("citizen", "legal"),
    "territory": ("citizen", "legal", "ended", "territory"),
}


@pytest.mark.parametrize("round_id", sorted(CRITERIA))
def test_each_criterion_over_all_classes_and_missing_facts_equals_the_independent_evaluation(round_id: str) -> None:
    for criterion, rule in CRITERIA[round_id].items():
        facts = [f for f in READS[criterion] if f in facts_of(round_id)]
        domains = [(*DOMAINS[f], MISSING, *((BLANK_TITLE,) if f == "legal" else ())) for f in facts]
        filler: dict[str, object] = {f: MISSING for f in facts_of(round_id) if f not in facts}
        for values in product(*domains):
            part = dict(zip(facts, values, strict=True))
            case = with_territory(round_id, part)
            levels = {rule(full) for full in completions(case)}
            verdict, _ = judge().judge(f"{ID}round/{round_id}", readings_of(filler | part))
            (outcome,) = [o for o in verdict.outcomes if o.criterion.notation == criterion]
            assert outcome.level is expected(levels), (criterion, part, outcome.level)


CASES = st.fixed_dictionaries(
    {
        fact: st.sampled_from([*domain, MISSING, MISSING, *([BLANK_TITLE] if fact == "legal" else [])])
        for fact, domain in DOMAINS.items()
        if fact != "territory"
    }
)
COLUMNS = {
    "contact": "contact_status",
    "citizen": "citizenship",
    "legal": "residence_title",
    "ended": "title_valid_until",
    "territory": "municipality",
}


@settings(max_examples=200, deadline=None)
@given(CASES, st.sampled_from(sorted(CRITERIA)))
def test_verdict_and_missing_columns_equal_the_independent_evaluation(case: dict[str, object], round_id: str) -> None:
    case = {fact: value for fact, value in case.items() if fact in facts_of(round_id)}
    rules = CRITERIA[round_id]
    full_case = with_territory(round_id, case)
    worlds = [(full, [rule(full) for rule in rules.values()]) for full in completions(full_case)]
    outcomes = [expected({levels[i] for _, levels in worlds}) for i in range(len(rules))]
    verdict, _ = judge().judge(f"{ID}round/{round_id}", readings_of(case))
    assert verdict.level is max(outcomes)
    deciding = [name for name, level in zip(rules, outcomes, strict=True) if level is verdict.level is not Level.OK]
    assert list(verdict.criteria) == deciding
    unknown = [fact for fact, value in full_case.items() if value in (MISSING, BLANK_TITLE)]
    matter = {fact for fact in unknown if changes(fact, case, worlds)}
    assert set(verdict.missing) - {"birth_date"} == {COLUMNS.get(fact, fact) for fact in matter}


def changes(fact: str, case: dict[str, object], worlds: list[tuple[dict[str, object], list[int]]]) -> bool:
    """Whether knowing `fact` changes the verdict, all others known; a blank title hangs on the citizenship.

    Completions that differ only in it are one case in which it alone is open: its verdict against that of each.
    """
    hanging = {"legal"} if fact == "citizen" and case.get("legal") == BLANK_TITLE else set()
    alike: dict[tuple[object, ...], list[list[int]]] = {}
    for full, levels in worlds:
        rest = tuple(value for name, value in full.items() if name != fact and name not in hanging)
        alike.setdefault(rest, []).append(levels)
    for cases in alike.values():
        unsettled = max(expected(set(levels)) for levels in zip(*cases, strict=True))
        if any(max(expected({level}) for level in levels) is not unsettled for levels in cases):
            return True
    return False

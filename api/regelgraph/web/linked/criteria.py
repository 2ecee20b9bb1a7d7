"""A criterion at a glance: what each of its conditions checks, with its clauses, what it asks for, what is open."""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.terms import RG, SH
from regelgraph.web.linked.checks import Check, check
from regelgraph.web.linked.values import Value, Words

if TYPE_CHECKING:
    from regelgraph.rulebook import Criterion, Fact, Rulebook
    from regelgraph.web.service import Loaded

_CLAUSE: Final = RG + "clause"
TOLD: Final = frozenset(
    {SH + "property", SH + "targetClass", *(RG + name for name in ("constraint", "clause", "openReason", "hasReading"))}
)
"""Properties of a criterion that its overview says in other words."""
_READING: Final = RG + "hasReading"
_MACHINE: Final = RG + "machineSays"
_RESULTS: Final = {SH + "Violation": "outcome-blocked", SH + "Warning": "outcome-review"}
_UNDETERMINED: Final = "outcome-undetermined"
_PLACE: Final = re.compile(r"\{(\w+)\}")


@dataclass(frozen=True, slots=True)
class Condition:
    """One condition: its name, what it checks, what follows where it is not met, why, and by which clauses."""

    name: Value
    check: Check
    result: str
    reason: str
    clauses: tuple[Value, ...]


@dataclass(frozen=True, slots=True)
class Overview:
    """`facts` are columns of the table with their evidence, `readings` what is open and how the machine judges it."""

    conditions: tuple[Condition, ...]
    facts: tuple[tuple[Value, str, tuple[Value, ...]], ...]
    readings: tuple[tuple[Value, tuple[Value, ...]], ...]


def overview(loaded: Loaded, iri: str, words: Words) -> Overview | None:
    """None for what is no criterion."""
    book = loaded.rulebook
    criterion = book.criteria.get(iri)
    if criterion is None:
        return None
    of_all = tuple(words.things(iri, _CLAUSE))

    def reason(text: str) -> str:
        """A reason with the names of facts where a report has their values."""
        return _PLACE.sub(lambda place: f"[{_label(book, criterion, place[1], words.lang)}]", text)

    def condition(severity: str, text: str, shape: str) -> Condition:
        result = words.phrase(_RESULTS[severity])
        clauses = tuple(words.things(shape, _CLAUSE)) or of_all
        return Condition(words.named(shape), check(shape, words), result, reason(text), clauses)

    made = [condition(each.severity, each.reason.get(words.lang), each.iri) for each in criterion.constraints]
    unsettled = Value(words.say("unsettled"))
    open_ = reason(criterion.open_reason.get(words.lang))
    return Overview(
        (*made, Condition(unsettled, Check(()), words.phrase(_UNDETERMINED), open_, of_all)),
        tuple(
            (words.named(fact.iri), ", ".join(_columns(fact)), tuple(words.named(each) for each in fact.evidence))
            for fact in _asked(book, criterion)
        ),
        tuple((each, tuple(words.told(each.iri, _MACHINE))) for each in words.things(iri, _READING)),
    )


def _asked(book: Rulebook, criterion: Criterion) -> list[Fact]:
    """The columns from which all that a criterion reads can be known, in the order of the table."""
    facts, derived = book.facts.get(criterion.case_kind, {}), book.derived.get(criterion.case_kind, {})
    columns = {column for name in criterion.reads for column in (derived[name].inputs if name in derived else (name,))}
    return sorted((facts[each] for each in columns & facts.keys()), key=lambda each: (each.order, each.name))


def _columns(fact: Fact) -> list[str]:
    return [fact.name, *(each.column for each in fact.other_columns)]


def _label(book: Rulebook, criterion: Criterion, name: str, lang: str) -> str:
    kind = criterion.case_kind
    fact = book.facts.get(kind, {}).get(name) or book.derived.get(kind, {}).get(name)
    return fact.label.get(lang) if fact else name

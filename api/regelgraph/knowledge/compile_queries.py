"""Compiles what answers derived facts by a query: its text, and the days on which the answer may change."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from datetime import date, timedelta

from pyoxigraph import Literal

from regelgraph.knowledge.compile_derived import DerivedByKind
from regelgraph.knowledge.find import SourceFile
from regelgraph.knowledge.fingerprint import QUERY_DIGEST, digest_of
from regelgraph.knowledge.view import View
from regelgraph.rulebook import DerivedFact
from regelgraph.terms import QUERIED, QUERIED_FOR_PAIR, RESTS_ON, XSD


def compile_queries(view: View, derived: DerivedByKind, answers: Sequence[SourceFile]) -> dict[str, str]:
    """The texts of the queries that derived facts name, by file name.

    Raises KnowledgeError for a name that no file or more than one has, and for a file that is not the one whose digest
    is stated.
    """
    texts: dict[str, str] = {}
    for fact in _queried(derived, QUERIED, QUERIED_FOR_PAIR):
        name = fact.query or ""
        found = [source for source in answers if source.path.name == name]
        if len(found) != 1:
            view.fail(fact.iri, f"rg:query names {name}; expected one file of that name, found {len(found)}")
        stated, digest = view.word(fact.iri, QUERY_DIGEST), digest_of(found[0].content)
        if stated not in (None, "", digest):
            view.fail(fact.iri, f"rg:queryDigest is not that of {name}; expected {digest}")
        texts[name] = found[0].content.decode("utf-8")
    return texts


def compile_borders(view: View, derived: DerivedByKind) -> dict[str, tuple[date, ...]]:
    """For each queried fact: the days that stand at the instances it rests on, and the days after them, ascending.

    Between two of them no period begins or ends. A fact without instances is left out: there is nothing to ask.
    """
    borders: dict[str, tuple[date, ...]] = {}
    for fact in _queried(derived, QUERIED):
        classes = view.iris(fact.iri, RESTS_ON)
        if not classes:
            view.fail(fact.iri, "rg:restsOn is missing; expected the classes whose instances decide the answer")
        instances = {subject for cls in classes for subject in view.instances(cls)}
        if instances:
            days = {day for subject in instances for day in _days(view, subject)}
            borders[fact.iri] = tuple(sorted(days | {day + timedelta(days=1) for day in days if day < date.max}))
    return borders


def _queried(derived: DerivedByKind, *by: str) -> list[DerivedFact]:
    return [fact for facts in derived.values() for fact in facts.values() if fact.derivation in by]


def _days(view: View, subject: str) -> Iterator[date]:
    for prop in view.properties(subject):
        for term in view.objects(subject, prop):
            if isinstance(term, Literal) and term.datatype.value == XSD + "date":
                try:
                    yield date.fromisoformat(term.value)
                except ValueError:
                    view.fail(subject, f"{prop} is {term.value!r}; expected a day as YYYY-MM-DD")

"""The judge: from readings of a case's columns to findings, a verdict and a proof tree."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING

from regelgraph.errors import UsageError
from regelgraph.judge import pairs, store
from regelgraph.judge.derive import Deriver
from regelgraph.judge.finding import Finding
from regelgraph.judge.pair_rows import PairRows
from regelgraph.judge.proof import proof_tree
from regelgraph.judge.queried import Answers, known
from regelgraph.judge.stays import stays_overlap
from regelgraph.judge.verdict import Verdict, Verdicts
from regelgraph.judge.words import Words
from regelgraph.rulebook import Criterion, DerivedFact, Fact, Text
from regelgraph.terms import PERSONS, QUERIED_FOR_PAIR, RG, STAYS_OVERLAP
from regelgraph.values import BLANK, Problem, Reading, State

if TYPE_CHECKING:
    from regelgraph.judge.decision import DecisionTable
    from regelgraph.knowledge import Knowledge


class Judge:
    """Judges cases by the criteria of a knowledge. Its decision tables are kept by the knowledge's fingerprint.

    `as_of` is the day until which open stays run at least; nothing else depends on it.
    """

    def __init__(self, knowledge: Knowledge, as_of: date | None = None) -> None:
        self.knowledge = knowledge
        self.rulebook = knowledge.rulebook
        self.words = Words(self.rulebook)
        answers = Answers(self.rulebook, lambda: knowledge.store, knowledge.once(known))
        self._deriver = Deriver(self.rulebook, self.words, answers)
        self._verdicts: dict[tuple[str, str], Verdicts] = {}
        self._as_of = as_of
        self._pair_rows: dict[str, PairRows] = {}

    @cached_property
    def _tables(self) -> store.Tables:
        return self.knowledge.once(store.Tables)

    def criteria(self, round_iri: str, case_kind: str) -> tuple[Criterion, ...]:
        """The criteria that a round lists for a case kind, in its order.

        Without a round ("", for cases that span programmes): all criteria of the case kind that no round lists.
        """
        if not round_iri:
            taken = {iri for round_ in self.rulebook.rounds.values() for iri in round_.criteria}
            criteria = (self.rulebook.criteria[iri] for iri in sorted(self.rulebook.criteria.keys() - taken))
            return tuple(criterion for criterion in criteria if criterion.case_kind == case_kind)
        listed = (self.rulebook.criteria[iri] for iri in self.rulebook.rounds[round_iri].criteria)
        return tuple(criterion for criterion in listed if criterion.case_kind == case_kind)

    def table(self, criterion_iri: str) -> DecisionTable:
        """The decision table of a criterion, made by pySHACL if it is not kept."""
        return self._tables.table(self.rulebook.criteria[criterion_iri])

    def needs(self, round_iri: str, case_kind: str = PERSONS) -> tuple[str, ...]:
        """Names of the facts, base and derived, whose findings a verdict of the round takes."""
        names: dict[str, None] = {}
        for criterion in self.criteria(round_iri, case_kind):
            names.update(dict.fromkeys((*criterion.reads, *criterion.shows)))
        for name in tuple(names):
            names.update(dict.fromkeys(self._where_facts(case_kind, name)))
        return tuple(names)

    def _where_facts(self, case_kind: str, name: str) -> tuple[str, ...]:
        derived = self.rulebook.derived[case_kind].get(name)
        of = self.rulebook.facts[case_kind].get(derived.of or "") if derived else None
        return (of.blank_means.where_fact,) if of and of.blank_means else ()

    def inputs(self, case_kind: str, name: str) -> tuple[str, ...]:
        """Names of the columns that a fact depends on; of a pair of stays, twice those that each stay has."""
        derived = self.rulebook.derived[case_kind].get(name)
        return pairs.readings_of(self.rulebook.facts[case_kind], derived.inputs if derived else (name,))

    def finding(self, case_kind: str, name: str, readings: Mapping[str, Reading]) -> Finding:
        """What is known of a base or derived fact; a column without a reading counts as blank."""
        given = {column: readings.get(column, BLANK) for column in self.inputs(case_kind, name)}
        derived = self.rulebook.derived[case_kind].get(name)
        if derived:
            return self._derived(derived, given)
        fact = self.rulebook.facts[case_kind][name]
        return pairs.of_both(self.words, fact, given) if fact.of_each_stay else self._base(fact, given[name])

    def _derived(self, fact: DerivedFact, given: Mapping[str, Reading]) -> Finding:
        if fact.derivation == STAYS_OVERLAP:
            return stays_overlap(self.rulebook, self.words, fact, given, self._as_of)
        if fact.derivation == QUERIED_FOR_PAIR:
            return self._rows_of(fact).finding(self.words, fact, given)
        return self._deriver.derive(fact, given)

    def _rows_of(self, fact: DerivedFact) -> PairRows:
        name = fact.query or ""
        if name not in self._pair_rows:
            self._pair_rows[name] = PairRows(self._tables.rows(name))
        return self._pair_rows[name]

    def _base(self, fact: Fact, reading: Reading) -> Finding:
        settled = reading.state is State.KNOWN
        show = self.words.possible(reading.possible, fact.code_list, reading.state)
        if fact.reader == RG + "textReader" and settled:
            show = self.words.phrase("value-given")
        return Finding(reading.possible, reading.state, show, () if settled else (fact.name,))

    def verdict(
        self,
        round_iri: str,
        findings: Mapping[str, Finding],
        case_kind: str = PERSONS,
        *,
        full: bool = False,
    ) -> Verdict:
        """The verdict on a case by the criteria of a round; `findings` holds the facts of `needs`.

        `full` gives reasons and citations of every criterion, not only of those that decided. Raises UsageError for a
        round that lists no criteria for the case kind.
        """
        known = self._verdicts.get((round_iri, case_kind))
        if known is None:
            known = self._verdicts[round_iri, case_kind] = self._make_verdicts(round_iri, case_kind)
        return known.verdict(findings, full=full)

    def _make_verdicts(self, round_iri: str, case_kind: str) -> Verdicts:
        criteria = self.criteria(round_iri, case_kind)
        label = self.rulebook.rounds[round_iri].label if round_iri else Text("", "")
        if not criteria:
            raise UsageError(f"no criteria for this kind of case: {label.en or 'no round'} lists none")
        tables = [self.table(criterion.iri) for criterion in criteria]
        return Verdicts(self.rulebook, self.words, case_kind, label, tables)

    def judge(
        self, round_iri: str, readings: Mapping[str, Reading], case_kind: str = PERSONS
    ) -> tuple[Verdict, dict[str, Finding]]:
        """Full verdict and findings of one case from the readings of its columns."""
        findings = {name: self.finding(case_kind, name, readings) for name in self.needs(round_iri, case_kind)}
        return self.verdict(round_iri, findings, case_kind, full=True), findings

    def explain(
        self,
        round_iri: str,
        readings: Mapping[str, Reading],
        raw: Mapping[str, str],
        case_kind: str = PERSONS,
    ) -> dict[str, object]:
        """The proof tree of one case (CONTRACT, POST /explain/person); `raw` are the cells as they stand."""
        verdict, findings = self.judge(round_iri, readings, case_kind)
        identity = next(fact.name for fact in self.rulebook.facts[case_kind].values() if fact.identifies_case)
        return proof_tree(self, round_iri, case_kind, raw.get(identity, ""), verdict, findings, readings, raw)

    def problem_text(self, problem: Problem, lang: str) -> str:
        """Why a cell stands under `invalid`, in `lang`."""
        return Words.fill(self.rulebook.texts[problem.message], dict(problem.values)).get(lang)

    def keep(self) -> None:
        """Keep the outcomes judged so far for later runs with the same knowledge."""
        self._tables.keep()

"""The verdict on a case: outcomes of all criteria, the deciding ones, what is missing, reasons and citations."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass

from regelgraph.judge.decision import DecisionTable
from regelgraph.judge.finding import Finding
from regelgraph.judge.missing import facts_that_matter
from regelgraph.judge.outcomes import Block, Judged, Level, judge
from regelgraph.judge.words import Words
from regelgraph.rulebook import Criterion, Rulebook, Text
from regelgraph.values import ANYTHING, Options


@dataclass(frozen=True, slots=True)
class CriterionOutcome:
    """How one criterion came out and why. `reason` is None where it is ok."""

    criterion: Criterion
    level: Level
    word: str
    reason: Text | None
    citations: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Verdict:
    """Verdict word, the ids that decided it, columns that could change it, reasons, citations, every outcome."""

    level: Level
    word: str
    criteria: tuple[str, ...]
    missing: tuple[str, ...]
    reasons: Text
    citations: tuple[str, ...]
    outcomes: tuple[CriterionOutcome, ...]


def world_blocks(
    reads: set[str], findings: Mapping[str, Finding], rulebook: Rulebook, case_kind: str
) -> tuple[Block, ...]:
    """The possible worlds as a union of products: one block, split where what a blank means hangs on another fact."""
    blocks: list[dict[str, object]] = [{name: findings[name].possible for name in reads}]
    for name in sorted(reads):
        conditional = findings[name].conditional
        if conditional is None:
            continue
        where = conditional.where_fact
        codes = rulebook.derived[case_kind].get(where) or rulebook.facts[case_kind][where]
        every = frozenset(concept.iri for concept in rulebook.code_lists[codes.code_list or ""])
        split: list[dict[str, object]] = []
        for block in blocks:
            held = block.get(where, findings[where].possible)
            values = held.values if isinstance(held, Options) else every
            inside, outside = values & conditional.where_values, values - conditional.where_values
            if inside:
                split.append({**block, where: Options(frozenset(inside)), name: conditional.value})
            if outside:
                split.append({**block, where: Options(frozenset(outside)), name: ANYTHING})
        blocks = split
    return tuple(blocks)  # type: ignore[arg-type]


@dataclass(slots=True)
class Verdicts:
    """Makes verdicts for one case kind from its rulebook, tables and words."""

    rulebook: Rulebook
    words: Words
    case_kind: str

    def verdict(self, round_label: Text, tables: list[DecisionTable], findings: Mapping[str, Finding]) -> Verdict:
        """Judge a case by the criteria of `tables`; every fact they read needs a finding."""
        reads = {name for table in tables for name in table.criterion.reads}
        reads |= {c.where_fact for name in reads if (c := findings[name].conditional)}
        blocks = world_blocks(reads, findings, self.rulebook, self.case_kind)
        judged = [judge(table, blocks) for table in tables]
        words = [concept.notation for concept in self.rulebook.outcomes[self.case_kind]]
        outcomes = tuple(
            self._outcome(table.criterion, found, findings, words) for table, found in zip(tables, judged, strict=True)
        )
        level = max((found.level for found in judged), default=Level.OK)
        deciding = [outcome for outcome in outcomes if outcome.level is level and level is not Level.OK]
        matter = facts_that_matter(tables, judged, blocks, findings)
        columns = {column for name in matter for column in findings[name].open_columns}
        facts = self.rulebook.facts[self.case_kind]
        missing = tuple(sorted(columns, key=lambda column: facts[column].order))
        reasons = [outcome.reason for outcome in deciding if outcome.reason]
        text = Text(" ".join(r.de for r in reasons), " ".join(r.en for r in reasons))
        if level is Level.OK:
            text = self.words.phrase("safe", round=round_label)
        citations = tuple(dict.fromkeys(cited for outcome in deciding for cited in outcome.citations))
        ids = tuple(dict.fromkeys(outcome.criterion.notation for outcome in deciding))
        return Verdict(level, words[level], ids, missing, text, citations, outcomes)

    def _outcome(
        self, criterion: Criterion, found: Judged, findings: Mapping[str, Finding], words: list[str]
    ) -> CriterionOutcome:
        shown = {name: findings[name].show for name in (*criterion.reads, *criterion.shows)}
        reason: Text | None = None
        if found.level is Level.UNDETERMINED:
            reason = Words.fill(criterion.open_reason, shown)
        elif found.differing:
            open_reason = Words.fill(criterion.open_reason, shown)
            reason = self.words.phrase("outcome-differs", criterion=criterion.label, reason=open_reason)
        elif found.level is not Level.OK:
            filled = [Words.fill(criterion.constraints[i].reason, shown) for i in found.fired]
            reason = Text(" ".join(text.de for text in filled), " ".join(text.en for text in filled))
        return CriterionOutcome(
            criterion, found.level, words[found.level], reason, self._citations(criterion, findings)
        )

    def _citations(self, criterion: Criterion, findings: Mapping[str, Finding]) -> tuple[str, ...]:
        clauses = [self.rulebook.clauses[iri].citation.de for iri in criterion.clauses]
        iris = (*criterion.norms, *(norm for name in criterion.reads for norm in findings[name].norms))
        norms = [self.rulebook.norms[iri].citation for iri in dict.fromkeys(iris) if iri in self.rulebook.norms]
        return tuple(dict.fromkeys((*clauses, *norms)))

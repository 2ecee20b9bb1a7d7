"""The verdict on a case: outcomes of all criteria, the deciding ones, what is missing, reasons and citations."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from regelgraph.judge.alike import Alike
from regelgraph.judge.blocks import world_blocks
from regelgraph.judge.decision import DecisionTable
from regelgraph.judge.finding import Finding
from regelgraph.judge.missing import facts_that_matter
from regelgraph.judge.outcomes import Judged, Level, judge
from regelgraph.judge.words import Words
from regelgraph.rulebook import Criterion, Rulebook, Text
from regelgraph.values import Possible


@dataclass(frozen=True, slots=True)
class CriterionOutcome:
    """How one criterion came out and why.

    `reason` is None where it is ok. Unless a verdict was asked in full, only what decided has reason and citations.
    """

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


@dataclass(frozen=True, slots=True)
class Structure:
    """What depends on classes alone: the outcome of each criterion, the worst, and the facts that matter."""

    judged: tuple[Judged, ...]
    level: Level
    matter: frozenset[str]


class Verdicts:
    """Makes verdicts for one case kind by the criteria of one round; the same classes are judged only once."""

    def __init__(
        self, rulebook: Rulebook, words: Words, case_kind: str, round_label: Text, tables: list[DecisionTable]
    ) -> None:
        self._rulebook = rulebook
        self._words = words
        self._case_kind = case_kind
        self._tables = tables
        self._verdict_words = [concept.notation for concept in rulebook.outcomes[case_kind]]
        own = f"safe-{self._verdict_words[Level.OK]}"
        self._safe = words.phrase(own if own in rulebook.texts else "safe", round=round_label)
        self._spaces = {space.fact: space for table in tables for space in table.spaces}
        self._alike = {name: Alike(space, tables) for name, space in self._spaces.items()}
        self._ids: dict[object, int] = {}
        self._class_ids: dict[tuple[str, Possible], int] = {}
        self._structures: dict[tuple[int, ...], Structure] = {}
        self._cited: dict[tuple[str, ...], tuple[str, ...]] = {}
        self._judged: dict[tuple[int, ...], Judged] = {}

    def structure(self, findings: Mapping[str, Finding]) -> Structure:
        """Outcomes over all possible worlds of a case; every fact that the criteria read needs a finding."""
        classes = {name: self.class_id(name, findings[name]) for name in self._spaces}
        hanging = {name: c.where_fact for name in self._spaces if (c := findings[name].conditional)}
        key = (*classes.values(), *(self._id(findings[where].possible) for where in hanging.values()))
        known = self._structures.get(key)
        if known is None:
            known = self._structures[key] = self._judge(findings, classes, hanging)
        return known

    def _judge(
        self, findings: Mapping[str, Finding], classes: Mapping[str, int], hanging: Mapping[str, str]
    ) -> Structure:
        split = {*hanging, *hanging.values()}
        blocks = world_blocks({*self._spaces, *split}, findings, self._rulebook, self._case_kind)
        judged = []
        for place, table in enumerate(self._tables):
            names = [space.fact for space in table.spaces]
            if split.isdisjoint(names):
                key = tuple(classes[name] for name in names)
            else:
                key = tuple(self._class_of(name, block[name]) for block in blocks for name in names)
            known = self._judged.get((place, *key))
            if known is None:
                known = self._judged[place, *key] = judge(table, blocks)
            judged.append(known)
        matter = facts_that_matter(self._tables, judged, blocks, findings)
        return Structure(tuple(judged), max((found.level for found in judged), default=Level.OK), frozenset(matter))

    @property
    def facts(self) -> tuple[str, ...]:
        """Names of the facts that the criteria read."""
        return tuple(self._spaces)

    def class_id(self, name: str, finding: Finding) -> int:
        """A number of the classes that a fact may fall into; a structure depends on these alone (and on what hangs)."""
        if finding.conditional is not None:
            return self._id((name, finding.possible, finding.conditional))
        return self._class_of(name, finding.possible)

    def _class_of(self, name: str, possible: Possible) -> int:
        """Equal for possible values of as many classes, each of which no criterion tells from one of the other's."""
        key = (name, possible)
        known = self._class_ids.get(key)
        if known is None:
            classes = self._spaces[name].classes(possible)
            alike = self._alike[name].of(classes)
            known = self._class_ids[key] = self._id((name, alike or possible))
        return known

    def _id(self, value: object) -> int:
        return self._ids.setdefault(value, len(self._ids))

    def verdict(self, findings: Mapping[str, Finding], *, full: bool = False) -> Verdict:
        """The verdict on a case; `full` gives the reasons of all criteria, not only of those that decided."""
        found = self.structure(findings)
        outcomes = [self.outcome(place, found, findings, full=full) for place in range(len(self._tables))]
        return self.together(found, outcomes, findings)

    def together(
        self, found: Structure, outcomes: Sequence[CriterionOutcome], findings: Mapping[str, Finding]
    ) -> Verdict:
        """The verdict of a structure and the outcomes of its criteria."""
        deciding = [outcome for outcome in outcomes if outcome.level is found.level and outcome.level is not Level.OK]
        reasons = [outcome.reason for outcome in deciding if outcome.reason]
        text = Text(" ".join(r.de for r in reasons), " ".join(r.en for r in reasons))
        citations = tuple(dict.fromkeys(cited for outcome in deciding for cited in outcome.citations))
        ids = tuple(dict.fromkeys(outcome.criterion.notation for outcome in deciding))
        word = self._verdict_words[found.level]
        text = self._safe if found.level is Level.OK else text
        return Verdict(found.level, word, ids, self._missing(found, findings), text, citations, tuple(outcomes))

    def _missing(self, found: Structure, findings: Mapping[str, Finding]) -> tuple[str, ...]:
        if not found.matter:
            return ()
        columns = {column for name in found.matter for column in findings[name].open_columns}
        facts = self._rulebook.facts[self._case_kind]
        return tuple(sorted(columns, key=lambda column: facts[column].order))

    def outcome(
        self, place: int, structure: Structure, findings: Mapping[str, Finding], *, full: bool = False
    ) -> CriterionOutcome:
        """How the criterion at `place` came out; why, if it decides or `full` is asked for."""
        criterion, found = self._tables[place].criterion, structure.judged[place]
        decides = found.level is structure.level
        word = self._verdict_words[found.level]
        wanted = full or (decides and found.level is not Level.OK)
        reason = self._reason(criterion, found, findings) if wanted and found.level is not Level.OK else None
        citations = self._citations(criterion, findings) if wanted else ()
        return CriterionOutcome(criterion, found.level, word, reason, citations)

    def _reason(self, criterion: Criterion, found: Judged, findings: Mapping[str, Finding]) -> Text:
        shown = {name: findings[name].show for name in (*criterion.reads, *criterion.shows)}
        if found.level is Level.UNDETERMINED:
            return Words.fill(criterion.open_reason, shown)
        if found.differing:
            open_reason = Words.fill(criterion.open_reason, shown)
            return self._words.phrase("outcome-differs", criterion=criterion.label, reason=open_reason)
        filled = list(dict.fromkeys(Words.fill(criterion.constraints[i].reason, shown) for i in found.fired))
        return Text(" ".join(text.de for text in filled), " ".join(text.en for text in filled))

    def _citations(self, criterion: Criterion, findings: Mapping[str, Finding]) -> tuple[str, ...]:
        brought = tuple(norm for name in criterion.reads for norm in findings[name].norms)
        known = self._cited.get((criterion.iri, *brought))
        if known is None:
            known = self._cited[criterion.iri, *brought] = self._cite(criterion, brought)
        return known

    def _cite(self, criterion: Criterion, brought: tuple[str, ...]) -> tuple[str, ...]:
        clauses = [self._rulebook.clauses[iri].citation.de for iri in criterion.clauses]
        iris = (*criterion.norms, *brought)
        norms = [self._rulebook.norms[iri].citation for iri in dict.fromkeys(iris) if iri in self._rulebook.norms]
        return tuple(dict.fromkeys((*clauses, *norms)))

"""Judges the rows of a round: each distinct tuple of classes once, and each distinct ending put into words once.

What decides depends on classes alone; what a reason shows only on the facts that its text names. So rows are first
brought to a structure (the outcome of every criterion), then to an ending (the words of a report row).
"""

from __future__ import annotations

from collections.abc import Sequence
from string import Formatter
from typing import TYPE_CHECKING

from regelgraph.judge.outcomes import Judged, Level
from regelgraph.judge.verdict import CriterionOutcome, Structure, Verdicts
from regelgraph.rulebook import Criterion, Round
from regelgraph.tables import steps
from regelgraph.tables.endings import Ending, ending_of
from regelgraph.tables.found import Found
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, look_up, numbered, pick, tuples

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.engine import Judge
    from regelgraph.judge.finding import Finding

Part = tuple[tuple[int, ...], dict[tuple[int, ...], CriterionOutcome]]
"""Columns on which the words of a criterion's outcome depend, and the outcomes that are in words, by their values."""


class Judging:
    """Judges rows by one round and numbers their endings in `endings`; `full` gives them every criterion."""

    def __init__(
        self,
        judge: Judge,
        case_kind: str,
        round_: Round,
        found: Found,
        endings: Interner[Ending],
        *,
        full: bool = False,
    ) -> None:
        self._full = full
        self._round = round_
        self._endings = endings
        self.needs = judge.needs(round_.iri, case_kind)
        self._facts = {name: found.facts[name] for name in self.needs}
        self._criteria = judge.criteria(round_.iri, case_kind)
        tables = [judge.table(criterion.iri) for criterion in self._criteria]
        self._structures: Interner[Structure] = Interner()
        self._plans: dict[int, list[Part]] = {}
        self._worded: dict[tuple[int, Judged, bool], Part] = {}
        self._verdicts = Verdicts(judge.rulebook, judge.words, case_kind, round_.label, tables)

    def judge(self, rows: pa.Array | None) -> pa.Array:
        """The ending of each of the rows (all if None), as places in `endings`."""
        codes = {name: pick(fact.codes, rows) for name, fact in self._facts.items()}
        if not len(next(iter(codes.values()))):
            return look_up([], next(iter(codes.values())))
        cases = numbered(self._classes(codes))
        names = list(self.needs)
        columns = [codes[name] for name in names]
        structures = [self._structure(row) for row in tuples(columns, cases.firsts)]
        masks = [self._mask(self._structures.values[structure]) for structure in structures]
        keys = [look_up(structures, cases.codes)]
        for place, name in enumerate(names):
            bits = [bool(mask >> place & 1) for mask in masks]
            if any(bits):
                shown = look_up(self._facts[name].shown, codes[name])
                keys.append(
                    shown if all(bits) else call("if_else", look_up(bits, cases.codes, "bool"), shown, steps.NONE)
                )
        ends = numbered(keys)
        rows_ = tuples([keys[0], *columns], ends.firsts)
        return look_up([self._ending(structure, row) for structure, *row in rows_], ends.codes)

    def _classes(self, codes: dict[str, pa.Array]) -> list[pa.Array]:
        """Columns on which the outcome of every criterion depends."""
        columns = []
        for name in self._verdicts.facts:
            findings = self._facts[name].findings
            columns.append(look_up([self._verdicts.class_id(name, each) for each in findings], codes[name]))
            for where in {each.conditional.where_fact for each in findings if each.conditional}:
                values: Interner[object] = Interner()
                possible = [values.id(each.possible) for each in self._facts[where].findings]
                hangs = [bool(each.conditional and each.conditional.where_fact == where) for each in findings]
                on = look_up(possible, codes[where])
                columns.append(call("if_else", look_up(hangs, codes[name], "bool"), on, steps.NONE))
        return columns

    def _findings(self, row: Sequence[int]) -> dict[str, Finding]:
        return {name: self._facts[name].findings[code] for name, code in zip(self.needs, row, strict=True)}

    def _structure(self, row: Sequence[int]) -> int:
        return self._structures.id(self._verdicts.structure(self._findings(row)))

    def _mask(self, structure: Structure) -> int:
        """Bits of the facts, by their place in `needs`, whose findings the words of an ending depend on."""
        if self._full:
            return (1 << len(self.needs)) - 1
        names = set(structure.matter)
        for criterion, judged in zip(self._criteria, structure.judged, strict=True):
            if judged.level is structure.level and judged.level is not Level.OK:
                names |= {*criterion.reads, *_named_in(criterion, judged)}
        return sum(1 << place for place, name in enumerate(self.needs) if name in names)

    def _ending(self, number: int, row: Sequence[int]) -> int:
        plan = self._plans.get(number)
        if plan is None:
            plan = self._plans[number] = [self._part(number, place) for place in range(len(self._criteria))]
        structure = self._structures.values[number]
        outcomes = []
        for place, (columns, known) in enumerate(plan):
            key = tuple([row[column] for column in columns])
            outcome = known.get(key)
            if outcome is None:
                findings = self._findings(row)
                outcome = known[key] = self._verdicts.outcome(place, structure, findings, full=self._full)
            outcomes.append(outcome)
        verdict = self._verdicts.together(structure, outcomes, self._findings(row) if structure.matter else {})
        return self._endings.id(ending_of(self._round, verdict, full=self._full))

    def _part(self, number: int, place: int) -> Part:
        """On which columns the words of a criterion's outcome depend, and those known; shared by like structures."""
        structure, criterion = self._structures.values[number], self._criteria[place]
        judged = structure.judged[place]
        decides = judged.level is structure.level
        known = self._worded.get((place, judged, decides))
        if known is not None:
            return known
        names: set[str] = set()
        if self._full or (decides and judged.level is not Level.OK):
            names = {name for name in criterion.reads if self._facts[name].cites} | _named_in(criterion, judged)
        columns = tuple(place for place, name in enumerate(self.needs) if name in names)
        known = self._worded[place, judged, decides] = (columns, {})
        return known


def _named_in(criterion: Criterion, judged: Judged) -> set[str]:
    """Facts that the reason of an outcome may name; the texts of both languages count."""
    texts = [criterion.constraints[i].reason for i in judged.fired]
    if judged.level is Level.UNDETERMINED or judged.differing:
        texts = [criterion.open_reason]
    pieces = [piece for text in texts for words in (text.de, text.en) for piece in Formatter().parse(words)]
    return {name for _, name, _, _ in pieces if name}

"""Judges the rows of a round: each distinct tuple of classes once, and each distinct ending put into words once.

What decides depends on classes alone; what a reason shows only on the facts that its text names. So rows are first
brought to a structure (the outcome of every criterion), then to an ending (the words of a report row).
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TYPE_CHECKING

from regelgraph.judge.outcomes import Judged, Level
from regelgraph.judge.verdict import CriterionOutcome, Structure, Verdicts
from regelgraph.rulebook import Round
from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, look_up, pick
from regelgraph.tables.numbering import numbered, tuples
from regelgraph.tables.reports.endings import Ending, ending_of
from regelgraph.tables.rows.found import Findings, Found
from regelgraph.tables.rows.row_findings import RowFindings, named_in

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.engine import Judge
    from regelgraph.judge.finding import Finding

Part = tuple[tuple[int, ...], dict[tuple[int, ...], CriterionOutcome]]
"""Columns on which the words of a criterion's outcome depend, and the outcomes that are in words, by their values."""


class Judging:
    """Judges rows by one round and numbers their endings in `endings`; `full` gives them every criterion.

    What has been judged and put into words is known for all further rows.
    """

    def __init__(
        self,
        judge: Judge,
        case_kind: str,
        round_: Round,
        known: Findings,
        endings: Interner[Ending],
        *,
        full: bool = False,
    ) -> None:
        self._full = full
        self._round = round_
        self._known = known
        self._endings = endings
        self.needs = judge.needs(round_.iri, case_kind)
        self._criteria = judge.criteria(round_.iri, case_kind)
        tables = [judge.table(criterion.iri) for criterion in self._criteria]
        self._structures: Interner[Structure] = Interner()
        self._masks: dict[int, int] = {}
        self._ended: dict[tuple[int, ...], int] = {}
        self._plans: dict[int, list[Part]] = {}
        self._worded: dict[tuple[int, Judged, bool], Part] = {}
        self._citing: list[str] = []
        self._places = {name: place for place, name in enumerate(self.needs)}
        self._lists: list[list[Finding]] = []
        self._verdicts = Verdicts(judge.rulebook, judge.words, case_kind, round_.label, tables)

    @property
    def size(self) -> int:
        """How many distinct cases are known in words."""
        return len(self._ended)

    def judge(self, found: Found, rows: pa.Array | None) -> pa.Array:
        """The ending of each of the rows (all if None), as places in `endings`."""
        codes = {name: pick(found.codes[name], rows) for name in self.needs}
        if not len(next(iter(codes.values()))):
            return look_up([], next(iter(codes.values())))
        self._forget_words()
        self._lists = [self._known.facts[name].findings for name in self.needs]
        cases = numbered(self._classes(codes))
        names = list(self.needs)
        columns = [codes[name] for name in names]
        structures = [self._structure(row) for row in tuples(columns, cases.firsts)]
        masks = [self._mask(structure) for structure in structures]
        keys, used = [look_up(structures, cases.codes)], 0
        for place, name in enumerate(names):
            bits = [bool(mask >> place & 1) for mask in masks]
            if any(bits):
                shown = look_up(self._known.facts[name].shown, codes[name])
                on = look_up(bits, cases.codes, "bool")
                keys.append(shown if all(bits) else call("if_else", on, shown, steps.NONE))
                used |= 1 << place
        ends = numbered(keys)
        rows_ = zip(tuples(keys, ends.firsts), tuples(columns, ends.firsts), strict=True)
        return look_up([self._ending((used, *key), row) for key, row in rows_], ends.codes)

    def _forget_words(self) -> None:
        """A fact that brings norms for the first time may change what an outcome cites."""
        citing = [name for name in self.needs if self._known.facts[name].cites]
        if citing != self._citing:
            self._citing = citing
            for known in (self._ended, self._plans, self._worded):
                known.clear()

    def _classes(self, codes: dict[str, pa.Array]) -> list[pa.Array]:
        """Columns on which the outcome of every criterion depends."""
        columns = []
        for name in self._verdicts.facts:
            findings = self._known.facts[name].findings
            columns.append(look_up([self._verdicts.class_id(name, each) for each in findings], codes[name]))
            for where in {each.conditional.where_fact for each in findings if each.conditional}:
                values: Interner[object] = Interner()
                possible = [values.id(each.possible) for each in self._known.facts[where].findings]
                hangs = [bool(each.conditional and each.conditional.where_fact == where) for each in findings]
                on = look_up(possible, codes[where])
                columns.append(call("if_else", look_up(hangs, codes[name], "bool"), on, steps.NONE))
        return columns

    def _findings(self, row: Sequence[int]) -> Mapping[str, Finding]:
        return RowFindings(self._lists, self._places, row)

    def _structure(self, row: Sequence[int]) -> int:
        return self._structures.id(self._verdicts.structure(self._findings(row)))

    def _mask(self, number: int) -> int:
        """Bits of the facts, by their place in `needs`, whose findings the words of an ending depend on."""
        known = self._masks.get(number)
        if known is None:
            known = self._masks[number] = self._mask_of(self._structures.values[number])
        return known

    def _mask_of(self, structure: Structure) -> int:
        names = set(structure.matter)
        for criterion, judged in zip(self._criteria, structure.judged, strict=True):
            if self._full or (judged.level is structure.level and judged.level is not Level.OK):
                names |= {*criterion.reads, *named_in(criterion, judged)}
        return sum(1 << place for place, name in enumerate(self.needs) if name in names)

    def _ending(self, key: tuple[int, ...], row: Sequence[int]) -> int:
        known = self._ended.get(key)
        if known is None:
            known = self._ended[key] = self._new_ending(key[1], row)
        return known

    def _new_ending(self, number: int, row: Sequence[int]) -> int:
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
            names = {name for name in criterion.reads if self._known.facts[name].cites} | named_in(criterion, judged)
        columns = tuple(place for place, name in enumerate(self.needs) if name in names)
        known = self._worded[place, judged, decides] = (columns, {})
        return known

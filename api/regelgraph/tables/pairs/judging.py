"""Judges pairs of stays: each distinct pair of programmes, rounds and kind of days in common once."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import TYPE_CHECKING, Final

from regelgraph.judge.outcomes import Level
from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.judge.stays import in_words
from regelgraph.rulebook import Round, Text
from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call, count_up, look_up, pick
from regelgraph.tables.meanings import Lexicon, Meanings
from regelgraph.tables.numbering import numbered, tuples
from regelgraph.tables.pairs.days import NO_LIMIT, Common
from regelgraph.tables.pairs.stays import Stays
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.holes import LEAST, MOST
from regelgraph.tables.reports.report import BETWEEN_IDS
from regelgraph.tables.rows.found import Findings, KnownFact
from regelgraph.tables.rows.judged import Judging
from regelgraph.values import Options, Possible

if TYPE_CHECKING:
    import pyarrow as pa

    from regelgraph.judge.engine import Judge

NO_ROUND: Final = Round("", "", Text("", ""), "", ())
"""A pair is judged by no round: its stays may be in two, or in programmes that have none."""


class _PairLexicon(Lexicon):
    """The meanings of the columns of both stays of a pair."""

    def __init__(self, stays: Stays) -> None:
        self.meanings = {of_stay(name, side): stays.meanings[name] for name in stays.paired for side in SIDES}
        self.problems = stays.lexicon.problems


@dataclass(frozen=True, slots=True)
class JudgedPairs:
    """Which pairs are listed (all if None), and of those the ending and what is wrong with the pair itself.

    `endings` are places in the endings of the judging, `troubles` in its findings' troubles, -1 for none.
    """

    listed: pa.Array | None
    endings: pa.Array
    troubles: pa.Array


class PairJudging:
    """Judges pairs and numbers their endings in `endings`, with holes for the days in common."""

    def __init__(
        self, judge: Judge, case_kind: str, stays: Stays, as_of: date, *, every: bool = False, full: bool = False
    ) -> None:
        self.endings: Interner[Ending] = Interner()
        self.findings = Findings(judge, case_kind)
        self.lexicon = _PairLexicon(stays)
        self._judge = judge
        self._case_kind = case_kind
        self._stays = stays
        self._as_of = as_of
        self._every = every
        self._judged: Interner[Ending] = Interner()
        self._overlaps: dict[int, int] = {}
        self._round_words: dict[tuple[int, int], str] = {}
        self._ended: dict[tuple[int, str, str], int] = {}
        self._judging = Judging(judge, case_kind, NO_ROUND, self.findings, self._judged, full=full)

    def judge(self, pairs: Mapping[str, pa.Array], days: Common) -> JudgedPairs:
        """Judge pairs by the meanings of the paired columns of both stays and their days in common."""
        of, on = (name or "" for name in (self._stays.relation.of, self._stays.relation.on))
        sides = [of_stay(name, side) for name in (of, on) for side in SIDES]
        groups = numbered([*(pairs[name] for name in sides), days.kind])
        columns = {name: pick(column, groups.firsts) for name, column in pairs.items()}
        count = len(groups.firsts)
        read = Meanings(self.lexicon, count, columns)
        overlap = self._stays.overlap.name
        found = self.findings.find(read, [name for name in self._judging.needs if name != overlap])
        found.codes[overlap] = look_up(self._overlap_of(columns, days.of(groups.firsts)), count_up(count))
        if not count:
            return JudgedPairs(None, look_up([], groups.codes), look_up([], groups.codes))
        judged = self._judging.judge(found, None).to_pylist()
        rows = tuples([columns[name] for name in sides], count_up(count))
        ended = [self._ending(e, *row) for e, row in zip(judged, rows, strict=True)]
        relation = self._stays.relation.name
        fact = self.findings.facts.get(relation)
        wrong = [fact.troubles[code] for code in found.codes[relation].to_pylist()] if fact else [steps.NONE] * count
        codes, listed = groups.codes, None
        safe = [self._judged.values[e].level is Level.OK for e in judged]
        if not self._every and any(safe):
            listed = call("indices_nonzero", look_up([not each for each in safe], codes, "bool"))
            codes = pick(codes, listed)
        return JudgedPairs(listed, look_up(ended, codes), look_up(wrong, codes))

    def _overlap_of(self, columns: Mapping[str, pa.Array], days: Common) -> list[int]:
        """For each kind of days in common the number of its finding, which one pair stands for."""
        fact = self.findings.facts.setdefault(self._stays.overlap.name, KnownFact())
        kinds = days.kind.to_pylist()
        for place, kind in enumerate(kinds):
            if kind not in self._overlaps:
                readings = {name: self.lexicon.of(name, column[place].as_py()) for name, column in columns.items()}
                finding = self._judge.finding(self._case_kind, self._stays.overlap.name, readings)
                least, most = days.least[place].as_py(), days.most[place].as_py()
                words = in_words(self._judge.words, least, None if most == NO_LIMIT else most, (LEAST, MOST))
                number = fact.number(replace(finding, show=words), self.lexicon.problems, self.findings.troubles)
                self._overlaps[kind] = number
        return [self._overlaps[kind] for kind in kinds]

    def _ending(self, judged: int, *meanings: int) -> int:
        """The ending with the rounds of both stays, where they are known."""
        words = [self._round_word(*pair) for pair in zip(meanings[: len(SIDES)], meanings[len(SIDES) :], strict=True)]
        key = (judged, *words)
        known = self._ended.get(key)  # type: ignore[arg-type]
        if known is None:
            shown = BETWEEN_IDS.join(dict.fromkeys(word for word in words if word))
            known = self.endings.id(replace(self._judged.values[judged], round=shown))
            self._ended[key] = known  # type: ignore[index]
        return known

    def _round_word(self, offer: int, named: int) -> str:
        """The notation of a stay's round if it is known and one of its programme's."""
        known = self._round_words.get((offer, named))
        if known is None:
            of, on = (
                self._stays.meanings[name or ""].values[number].possible
                for name, number in ((self._stays.relation.of, offer), (self._stays.relation.on, named))
            )
            round_ = self._stays.rulebook.rounds.get(only(on))
            known = round_.notation if round_ and round_.programme == only(of) else ""
            self._round_words[offer, named] = known
        return known


def only(possible: Possible) -> str:
    """The one value that is possible, else nothing."""
    values = possible.values if isinstance(possible, Options) else frozenset()
    return str(next(iter(values))) if len(values) == 1 else ""

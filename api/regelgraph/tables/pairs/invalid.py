"""What stands under `invalid` of pairs: the problems of both rows, each with the number of its row.

Rows with the same problems have one text, with holes for the numbers of the rows.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from typing import TYPE_CHECKING

from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.judge.words import Words
from regelgraph.tables import steps
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import Say
from regelgraph.tables.meanings import Lexicon
from regelgraph.tables.numbering import number_some
from regelgraph.tables.pairs.stays import Troubles
from regelgraph.tables.reports.holes import ROWS
from regelgraph.tables.rows.found import Findings
from regelgraph.values import Problem

if TYPE_CHECKING:
    import pyarrow as pa

_Of = tuple[str, Problem]


class PairInvalid:
    """Puts what is wrong with pairs and with rows into words, in `texts`."""

    def __init__(
        self, troubles: Interner[Troubles], findings: Findings, lexicon: Lexicon, order: Callable[[str], int], say: Say,
        words: Words, lang: str,
    ) -> None:  # fmt: skip
        self.texts: Interner[str] = Interner()
        self._troubles = troubles
        self._findings = findings
        self._lexicon = lexicon
        self._order = order
        self._say = say
        self._words = words
        self._lang = lang

    def of_pairs(self, a: pa.Array, b: pa.Array, own: pa.Array) -> pa.Array:
        """The place in `texts` for each pair, -1 for none, by the troubles of its stays and those of its own."""
        return number_some([a, b, own], len(a), self._pair)

    def of_rows(self, troubles: pa.Array) -> pa.Array:
        """The place in `texts` for each row that is in no pair, -1 for none."""
        return number_some([troubles], len(troubles), self._row)

    def _pair(self, a: int, b: int, own: int) -> int:
        problems = [
            (side, problem)
            for side, number in enumerate((a, b))
            if number != steps.NONE
            for problem in self._troubles.values[number]
        ]
        if own != steps.NONE:
            problems += [self._placed(self._lexicon.problems.values[n]) for n in self._findings.troubles.values[own]]
        return self.texts.id(self._told(problems))

    def _told(self, problems: Iterable[tuple[int, _Of]]) -> str:
        ordered = sorted(dict.fromkeys(problems), key=lambda item: (self._order(item[1][0]), item[0]))
        parts = [
            f"{column}: {self._words.phrase('pair-row', row=ROWS[side], why=self._say(problem)).get(self._lang)}"
            for side, (column, problem) in ordered
        ]
        return "; ".join(dict.fromkeys(parts))

    def _placed(self, problem: _Of) -> tuple[int, _Of]:
        """A problem of a pair's derived fact, with the stay whose column it names."""
        for place, side in enumerate(SIDES):
            name = problem[0].removesuffix(of_stay("", side))
            if name != problem[0]:
                return place, (name, problem[1])
        return 0, problem

    def _row(self, number: int) -> int:
        ordered = sorted(self._troubles.values[number], key=lambda problem: self._order(problem[0]))
        return self.texts.id("; ".join(f"{column}: {self._say(problem)}" for column, problem in ordered))

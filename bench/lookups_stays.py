"""Writes the small tables that the SQL report on stays joins: `python bench/lookups_stays.py FOLDER` (Parquet).

They hold what the knowledge says beforehand: what a spelling means, and for each two stays, each in a programme and a
round, and whether their days in common are open, everything of a report row but the days. `DAYS` stands in reasons
where the days in common are named. SQL is left with reading the list and its days, finding pairs and joining.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from itertools import product
from pathlib import Path

import pyarrow as pa
from generate_stays import OTHER_ROUNDS, PROGRAMMES, ROUNDS
from pyarrow import parquet
from regelgraph.judge import Judge
from regelgraph.judge.finding import Finding
from regelgraph.judge.outcomes import Level
from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.knowledge import load
from regelgraph.rulebook import Round, Text
from regelgraph.tables.readers import CellReader
from regelgraph.tables.reports.report import BETWEEN_CITATIONS, BETWEEN_IDS, short_knowledge
from regelgraph.terms import RG
from regelgraph.values import Options, Problem, Reading, State

STAYS = RG + "ParticipationCase"
AS_OF = date(2026, 11, 24)
DAYS = "\x01"
"""Stands in a reason for the words for the days in common."""
CELLS = {"programme": tuple(PROGRAMMES), "round": tuple({**ROUNDS, **OTHER_ROUNDS})}
DAY_COLUMNS = ("entry_date", "exit_date")
UNREADABLE_DAYS = ("siehe Akte", "31.02.2025")
PHRASES = (
    "pair-day", "pair-days", "pair-days-at-least", "pair-day-at-least", "pair-days-from-to", "pair-days-none",
    "pair-days-open", "pair-days-up-to", "pair-row", "unpaired",
)  # fmt: skip
Row = dict[str, object]


@dataclass(frozen=True)
class Kind:
    """A programme and a round as their cells are understood."""

    programme: Reading
    round: Reading


class Lookups:
    """What the knowledge says about the spellings of the invented list."""

    def __init__(self) -> None:
        self.judge = Judge(load(), AS_OF)
        self.rulebook = self.judge.rulebook
        self.facts = self.rulebook.facts[STAYS]
        self.cells = {name: {raw: self._read(name, raw) for raw in raws} for name, raws in CELLS.items()}
        self.codes = {name: list(dict.fromkeys(map(_bare, cells.values()))) for name, cells in self.cells.items()}
        self.kinds = [Kind(*pair) for pair in product(*self.codes.values())]

    def tables(self) -> Iterator[tuple[str, list[Row]]]:
        """Names and rows of all tables."""
        steps = {"programme": len(self.codes["round"]), "round": 1}
        for name, cells in self.cells.items():
            codes = {raw: self.codes[name].index(_bare(read)) * steps[name] for raw, read in cells.items()}
            yield (
                f"cells_{name}",
                [{"raw": raw, "code": codes[raw], "problem": self._say(read.problem)} for raw, read in cells.items()],
            )
        yield "kinds", [self._kind(number, kind) for number, kind in enumerate(self.kinds)]
        yield "bad_days", [self._bad_day(name, raw) for name in DAY_COLUMNS for raw in UNREADABLE_DAYS]
        yield "day_before", [{"problem": self._say(Problem("day-before", (("column", "entry_date"),)))}]
        outcomes: dict[tuple[tuple[str, object], ...], int] = {}
        numbered = [
            {
                "a": a,
                "b": b,
                "days": days,
                "listed": listed,
                "outcome": outcomes.setdefault(tuple(row.items()), len(outcomes)),
            }
            for a, b, days, listed, row in self._outcomes()
        ]
        yield "pairs", numbered
        yield "outcomes", [{"outcome": number, **dict(row)} for row, number in outcomes.items()]
        texts = {key: self.rulebook.texts[key] for key in PHRASES}
        phrases = {
            f"{key.replace('-', '_')}_{lang}": text.get(lang) for key, text in texts.items() for lang in ("de", "en")
        }
        version = short_knowledge(self.rulebook.version, self.rulebook.fingerprint)
        yield "constants", [{"knowledge": version, **phrases}]

    def _read(self, name: str, raw: str) -> Reading:
        return CellReader(self.rulebook, self.facts[name]).read(raw)

    def _say(self, problem: Problem | None) -> str:
        return self.judge.problem_text(problem, "de") if problem else ""

    def _bad_day(self, name: str, raw: str) -> Row:
        return {"column": name, "raw": raw, "problem": self._say(self._read(name, raw).problem)}

    def _kind(self, number: int, kind: Kind) -> Row:
        """Codes, the notation of a known programme, and what is wrong with a round of another one."""
        known = {concept.iri: concept.notation for concept in self.rulebook.code_lists[f"{RG}FundedOffer"]}
        foreign = self._relation(kind, kind).problems
        return {
            "kind": number,
            "programme": self.codes["programme"].index(kind.programme),
            "round": self.codes["round"].index(kind.round),
            "notation": known.get(_only(kind.programme), ""),
            "problem": self._say(foreign[0][1]) if foreign else "",
        }

    def _readings(self, a: Kind, b: Kind) -> dict[str, Reading]:
        sides = list(zip(SIDES, (a, b), strict=True))
        programmes = {of_stay("programme", side): kind.programme for side, kind in sides}
        return programmes | {of_stay("round", side): kind.round for side, kind in sides}

    def _relation(self, a: Kind, b: Kind) -> Finding:
        return self.judge.finding(STAYS, "relation", self._readings(a, b))

    def _outcomes(self) -> Iterator[tuple[int, int, int, bool, Row]]:
        """By `days`: 0 some are common; 1 that is open, plus 1 for open entries and plus 2 for open exits."""
        overlap = {concept.notation: concept.iri for concept in self.rulebook.code_lists[self._overlaps()]}
        shown = Text(DAYS, DAYS)
        findings = [Finding(Options(frozenset({overlap["overlaps"]})), State.KNOWN, shown)]
        for mask in range(4):
            columns = tuple(name for place, name in enumerate(DAY_COLUMNS) if mask >> place & 1)
            findings.append(Finding(Options(frozenset(overlap.values())), State.VAGUE, shown, columns))
        for (a, one), (b, other) in product(enumerate(self.kinds), repeat=2):
            relation = self._relation(one, other)
            programme = self.judge.finding(STAYS, "programme", self._readings(one, other))
            rounds = BETWEEN_IDS.join(dict.fromkeys(word for word in map(self._round, (one, other)) if word))
            for days, each in enumerate(findings):
                given = {"overlap": each, "relation": relation, "programme": programme}
                verdict = self.judge.verdict("", given, STAYS)
                yield (
                    a,
                    b,
                    days,
                    verdict.level is not Level.OK,
                    {
                        "round": rounds,
                        "verdict": verdict.word,
                        "criteria": BETWEEN_IDS.join(verdict.criteria),
                        "missing": BETWEEN_IDS.join(verdict.missing),
                        "de": verdict.reasons.de,
                        "en": verdict.reasons.en,
                        "citations": BETWEEN_CITATIONS.join(verdict.citations),
                    },
                )

    def _overlaps(self) -> str:
        return self.rulebook.derived[STAYS]["overlap"].code_list or ""

    def _round(self, kind: Kind) -> str:
        """The notation of a round that is known and one of its programme's."""
        found: Round | None = self.rulebook.rounds.get(_only(kind.round))
        return found.notation if found and found.programme == _only(kind.programme) else ""


def _bare(reading: Reading) -> Reading:
    return Reading(reading.possible, reading.state)


def _only(reading: Reading) -> str:
    values = reading.possible.values if isinstance(reading.possible, Options) else frozenset()
    return str(next(iter(values))) if len(values) == 1 else ""


def write(folder: Path) -> None:
    """Write all tables into an existing folder."""
    for name, rows in Lookups().tables():
        parquet.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

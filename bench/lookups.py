"""Writes the small tables that the SQL report joins: `python bench/lookups.py FOLDER` (Parquet, together a few MB).

They hold what the knowledge says: what a spelling means, the reason and citations of each criterion for the codes that
it reads, the verdict for each tuple of classes. SQL is left with reading the list, counting years, joining and putting
texts together; an author of SQL would not have these tables at hand, so they make the yardstick faster, not slower.
"""

from __future__ import annotations

import sys
from collections.abc import Iterator
from datetime import date
from itertools import product
from pathlib import Path

import pyarrow as pa
from generate import CITIZENSHIPS, CONTACTS, EMPLOYABLE, SEXES, TITLES
from pyarrow import parquet
from regelgraph.judge import Judge
from regelgraph.judge.finding import Finding
from regelgraph.judge.outcomes import Level
from regelgraph.judge.verdict import Verdicts
from regelgraph.knowledge import load
from regelgraph.tables.readers import CellReader
from regelgraph.tables.reports.report import BETWEEN_IDS, short_knowledge
from regelgraph.terms import RG
from regelgraph.values import BLANK, Options, Reading, Span, Spans, State

PERSONS, ROUND = RG + "PersonCase", "win-win-2"
UNTIL, ENTRY = date(2999, 12, 31), date(2026, 6, 1)
"""The printed end of a title, in whose place SQL puts that of each row; and any day of entry."""
COLUMNS = {
    "sex": SEXES,
    "employable": EMPLOYABLE,
    "contact_status": CONTACTS,
    "citizenship": CITIZENSHIPS,
    "residence_title": TITLES,
}
DERIVED = {"citizenship": "citizenship_group", "residence_title": "legal_group"}
"""The fact on which a verdict depends where it is not the column itself."""
READS = {
    "sex": ("sex",),
    "employable": ("employable",),
    "hard-to-reach": ("contact_status", "citizenship"),
    "residence-status": ("citizenship", "residence_title", "ended"),
    "consistent-status": ("citizenship", "residence_title"),
}
DECIDES = tuple(f"d{place}" for place in range(6))
OUTCOME = ("verdict", "criteria", "missing", "de", "en", *DECIDES)
Row = dict[str, object]
Findings = dict[str, Finding]


def day(low: date, high: date | None = None) -> Reading:
    """A day, or one of those from `low` to `high`."""
    return Reading(Spans((Span(low, high or low),)), State.VAGUE if high else State.KNOWN)


class Lookups:
    """What the knowledge says about the spellings of the invented list."""

    def __init__(self) -> None:
        self.judge = Judge(load())
        self.rulebook = self.judge.rulebook
        self.round = next(each for each in self.rulebook.rounds.values() if each.notation == ROUND)
        self.criteria = self.judge.criteria(self.round.iri, PERSONS)
        tables = [self.judge.table(each.iri) for each in self.criteria]
        self.verdicts = Verdicts(self.rulebook, self.judge.words, PERSONS, self.round.label, tables)
        self.classes: dict[object, int] = {}
        self.cells: dict[str, dict[str, Reading]] = {}
        for column, spellings in COLUMNS.items():
            reader = CellReader(self.rulebook, self.rulebook.facts[PERSONS][column])
            self.cells[column] = {raw: reader.read(raw) for raw in spellings}
        self.codes = {
            column: list(dict.fromkeys((each.possible, each.state) for each in cells.values()))
            for column, cells in self.cells.items()
        }
        self.ages = list(self._ages())

    def tables(self) -> Iterator[tuple[str, list[Row]]]:
        """Names and rows of all tables."""
        for column, cells in self.cells.items():
            yield f"cells_{column}", [self._cell(column, raw, reading) for raw, reading in cells.items()]
        ages = [{**key, **self._worded("age", self._case({}, age))} for key, age in self.ages]
        yield "reasons_age", [{"id": number, **row} for number, row in enumerate(ages)]
        for criterion, names in READS.items():
            domain = [range(5) if name == "ended" else range(len(self.codes[name])) for name in names]
            cases = [dict(zip(names, codes, strict=True)) for codes in product(*domain)]
            yield f"reasons_{criterion}", [{**case, **self._worded(criterion, self._case(case))} for case in cases]
        rows = list(self._verdicts())
        outcomes: dict[tuple[object, ...], int] = {}
        numbers = [outcomes.setdefault(tuple(row[name] for name in OUTCOME), len(outcomes)) for row in rows]
        yield (
            "verdicts",
            [
                {
                    **{name: each for name, each in row.items() if name not in OUTCOME or name in DECIDES},
                    "outcome": number,
                }
                for row, number in zip(rows, numbers, strict=True)
            ],
        )
        yield "outcomes", [{"outcome": n, **dict(zip(OUTCOME, values, strict=True))} for values, n in outcomes.items()]
        yield "constants", [{"knowledge": short_knowledge(self.rulebook.version, self.rulebook.fingerprint)}]

    def _cell(self, column: str, raw: str, reading: Reading) -> Row:
        code = self.codes[column].index((reading.possible, reading.state))
        problem = f"{column}: {self.judge.problem_text(reading.problem, 'de')}" if reading.problem else ""
        number = self._class(column, self._case({column: code}))
        continued = {"continued": self._continued({column: reading})} if column in DERIVED else {}
        return {"raw": raw, "code": code, "class": number, **continued, "problem": problem}

    def _ended(self, **given: Reading) -> Finding:
        blank = dict.fromkeys(self.rulebook.facts[PERSONS], BLANK)
        return self.judge.finding(PERSONS, "title_ended", {**blank, **given})

    def _continued(self, cell: dict[str, Reading]) -> int:
        """Whether a card that ended counts on: 0 no, 1 yes, 2 or 3 perhaps, with the citizenship unknown or known."""
        held = {
            column: self.cells[column][raw]
            for column, raw in (("residence_title", "§ 24"), ("citizenship", "ukrainisch"))
        }
        ended = self._ended(title_valid_until=day(date(2026, 3, 1)), entry_date=day(ENTRY), **{**held, **cell})
        assert isinstance(ended.possible, Options)
        if len(ended.possible.values) > 1:
            return 2 if ended.open_columns else 3
        return int(False in ended.possible.values)

    def _case(self, codes: dict[str, int], age: Finding | None = None) -> Findings:
        """The facts of a case.

        `ended`: 0 the title has not, 1 it has, 2 nobody knows, 3 that depends on the citizenship, 4 it has, unless an
        ordinance for others holds.
        """
        ended = codes.get("ended", 0)
        given = dict.fromkeys(self.rulebook.facts[PERSONS], BLANK)
        given |= {name: Reading(*self.codes[name][code]) for name, code in codes.items() if name != "ended"}
        given |= {"entry_date": BLANK if ended == 2 else day(ENTRY), "title_valid_until": day(UNTIL)}
        found = {name: self.judge.finding(PERSONS, name, given) for name in self.judge.needs(self.round.iri, PERSONS)}
        held = {"residence_title": self.cells["residence_title"]["§ 24"]} if ended > 2 else {}
        held |= {"citizenship": self.cells["citizenship"]["syrisch"]} if ended == 4 else {}
        last = day(date(2026, 3, 1)) if ended else BLANK
        found["title_ended"] = self._ended(title_valid_until=last, entry_date=given["entry_date"], **held)
        if age:
            found["age_at_entry"] = age
        return found

    def _class(self, name: str, findings: Findings) -> int:
        """A number of what the verdict and the missing columns depend on."""
        fact = DERIVED.get(name, name)
        key = (fact, self.verdicts.class_id(fact, findings[fact]), findings[fact].open_columns)
        return self.classes.setdefault(key, len(self.classes))

    def _ages(self) -> Iterator[tuple[Row, Finding]]:
        """By least and most whole years, -1 for unknown; `kind`: 1 the year of birth, 2 no birth date, 4 no entry."""
        born, year = day(date(2000, 1, 1)), day(date(2000, 1, 1), date(2000, 12, 31))
        cases = [(years, years, 0, born, day(date(2000 + years, 6, 1))) for years in range(121)]
        cases += [(years - 1, years, 1, year, day(date(2000 + years, 6, 1))) for years in range(1, 121)]
        cases += [(years, years, 1, year, day(date(2000 + years, 12, 31))) for years in range(121)]
        cases += [(-1, -1, 2, BLANK, day(ENTRY)), (-1, -1, 6, BLANK, BLANK)]
        cases += [(-1, -1, 4, born, BLANK), (-1, -1, 5, year, BLANK)]
        for least, most, kind, birth, entry in cases:
            age = self.judge.finding(PERSONS, "age_at_entry", {"birth_date": birth, "entry_date": entry})
            number = self._class("age_at_entry", self._case({}, age))
            yield {"least": least, "most": most, "kind": kind, "class": number}, age

    def _worded(self, criterion: str, findings: Findings) -> Row:
        place = next(i for i, each in enumerate(self.criteria) if each.notation == criterion)
        outcome = self.verdicts.outcome(place, self.verdicts.structure(findings), findings, full=True)
        reason, cited = outcome.reason, list(outcome.citations) if outcome.reason else []
        return {"de": reason.de if reason else "", "en": reason.en if reason else "", "cites": cited}

    def _verdicts(self) -> Iterator[Row]:
        """Verdict, criteria and missing columns for each tuple of classes, and which criteria decide."""
        ages = {int(str(key["class"])): age for key, age in reversed(self.ages)}
        codes = {
            column: {self._class(column, self._case({column: code})): code for code in range(len(self.codes[column]))}
            for column in COLUMNS
        }
        for age, ended, *classes in product(ages, range(5), *codes.values()):
            numbers = dict(zip(COLUMNS, classes, strict=True))
            findings = self._case({**{name: codes[name][n] for name, n in numbers.items()}, "ended": ended}, ages[age])
            verdict = self.verdicts.verdict(findings)
            decides = [each.level is verdict.level is not Level.OK for each in verdict.outcomes]
            texts = {"de": verdict.reasons.de, "en": verdict.reasons.en} if not any(decides) else {"de": "", "en": ""}
            yield {
                "age": age,
                "ended": ended,
                **numbers,
                "verdict": verdict.word,
                "criteria": BETWEEN_IDS.join(verdict.criteria),
                "missing": BETWEEN_IDS.join(verdict.missing),
                **texts,
                **{f"d{place}": each for place, each in enumerate(decides)},
            }


def write(folder: Path) -> None:
    """Write all tables into an existing folder."""
    for name, rows in Lookups().tables():
        parquet.write_table(pa.Table.from_pylist(rows), folder / f"{name}.parquet")


if __name__ == "__main__":
    write(Path(sys.argv[1]))

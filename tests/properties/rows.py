"""Rows of the persons table to draw from, and their verdict through the real readers and the real judge."""

from __future__ import annotations

from collections.abc import Mapping
from functools import cache

from hypothesis import strategies as st
from regelgraph.judge import Verdict
from regelgraph.tables.readers import CellReader
from regelgraph.values import Reading

from tests.cases.cases import PERSONS, judge

Row = dict[str, str]
ID = "https://w3id.org/regelgraph/id/"
ROUNDS = ("win-win-1", "win-win-2", "win-win-3")
SAFE = "eligible"

CELLS: dict[str, tuple[str, ...]] = {
    "sex": ("male", "m", "männlich", "female", "divers", "x"),
    "birth_date": ("2000-05-17", "01.06.2007", "02.06.2007", "1989-06-02", "1989", "00.05.1999", "2010-01-01"),
    "age": ("", "25", "17", "36", "18", "35,0"),
    "citizenship": (
        "DEU",
        "syrisch; deutsch",
        "ROU",
        "NOR",
        "Schweiz",
        "SYR",
        "türkisch",
        "GBR",
        "152",
        "Kongo",
        "XXX",
    ),
    "residence_title": (
        "§ 30 AufenthG",
        "§ 16g",
        "§ 25 Abs. 2 AufenthG",
        "Duldung",
        "Aufenthaltsgestattung",
        "NE § 26 Abs. 3",
        "§ 23",
        "D-Visum § 22",
        "Fiktionsbescheinigung",
        "BÜMA",
        "none",
        "§ 24",
        "Aufenthaltserlaubnis",
    ),
    "title_valid_until": ("", "2026-12-31", "2025-05-31", "2025", "2026-02-01"),
    "employable": ("yes", "ja", "1", "no"),
    "contact_status": ("not-reached", "nicht mehr erreicht", "verweigert Kooperation", "nicht betreubar", "in-support"),
    "migration_background": ("", "yes", "no"),
    "entry_date": ("2025-06-01", "01.06.2026", "2025", "2020-12-31"),
    "exit_date": ("", "2027-01-01"),
    "municipality": ("", "99001"),
}
BLANKS = ("", "-", "?", "k. A.", "keine Angabe", "unbekannt", "n/a", "NULL")
GARBAGE = ("zzz 9 zzz", "=1+1", "2000-02-30", "\u202eelam", "Absurdistan", "§ 999 AufenthG", "🙂", "{sex}", "a;b;c")

ROWS = st.fixed_dictionaries({column: st.sampled_from(cells) for column, cells in CELLS.items()})
GAPPY_ROWS = st.fixed_dictionaries(
    {
        column: st.one_of(*[st.sampled_from(cells)] * 3, st.sampled_from(BLANKS), st.sampled_from(GARBAGE))
        for column, cells in CELLS.items()
    }
)


@cache
def readers() -> Mapping[str, CellReader]:
    rulebook = judge().rulebook
    return {name: CellReader(rulebook, fact) for name, fact in rulebook.facts[PERSONS].items()}


def readings(row: Mapping[str, str]) -> dict[str, Reading]:
    return {name: reader.read(row.get(name)) for name, reader in readers().items()}


def verdict(row: Mapping[str, str], round_id: str) -> Verdict:
    found, _ = judge().judge(f"{ID}round/{round_id}", readings(row))
    return found

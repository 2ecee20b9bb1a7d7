"""Lists of partners in which every kind of defect meets every other: several files, rounds, spellings, gaps."""

from __future__ import annotations

import csv
from collections.abc import Sequence
from pathlib import Path
from random import Random

CELLS: dict[str, tuple[str, ...]] = {
    "network_id": ("", " ", "-", "k. A.", "K.A.", "unbekannt", "=cmd", "V 1 ", "\u200bV 1", "Ä", "ä", "."),
    "round": ("", "", "win-win-1", "win-win-2", "win-win-2", "win-win-3", "Win-Win 3", "keine", "win-win-9", "-"),
    "partner": (
        "Kreis", "KREIS", "K-r e.i_s", "Müller", "Mueller", "MÜLLER", "Mu\u0308ller", "Straße", "STRASSE", "Verein", "",
        "-", "...", "k. A.", "\u00a0Kreis", "İ", "i̇", "ja", "nein", "x" * 700,
    ),
    "kind": (
        "municipality", "Kommune", "Landkreis", "Jobcenter", "jobcenter", "Agentur für Arbeit", "civil-society",
        "Verein", "Unternehmen", "company", "other", "", "zzz", "?", "y" * 600,
    ),
    "municipality": ("", "", "99003", "99003000", "99003004", "99007", "9900", "abc", "n/a"),
    "new_network": ("", "", "ja", "nein", "vielleicht"),
    "in_municipal_strategy": ("", "yes", "no", "0", "zz"),
    "complements_offers": ("", "", "wahr", "falsch", "??"),
    "perpetuation_plan": ("", "ja", "nein", "2"),
    "solution_stage": ("", "", "entwickeln", "erproben; übertragen", "transfer", "kein", "transfer; zzz", "zzz"),
    "transfer_to": ("", "", "99003", "99007000", "99003004", "nein", "keine", "xx"),
    "good_practice": ("", "", "Ansatz 7", "ja", "nein", "keine", "z" * 900),
    "activities_for": ("", "", "Geflüchtete", "Langzeitarbeitslose; Geflüchtete", "Geflüchtete; zzz", "zzz"),
}  # fmt: skip


def rows_of(count: int, networks: int, rng: Random, filled: float) -> list[list[str]]:
    """Rows in any order; a cell that is not `filled` is blank, a row in fifty has too many cells or too few."""
    ids = [f"V-{number}" for number in range(networks)] + list(CELLS["network_id"])
    rows = []
    for _ in range(count):
        row = [rng.choice(ids)]
        for column, cells in list(CELLS.items())[1:]:
            always = column in ("round", "partner", "kind")
            row.append(rng.choice(cells) if always or rng.random() < filled else "")
        chance = rng.random()
        rows.append([*row, "zu", "viel"] if chance < 0.01 else row[: rng.randrange(1, 13)] if chance < 0.02 else row)
    return rows


def write(path: Path, rows: Sequence[Sequence[str]], columns: Sequence[str]) -> Path:
    """The rows as a CSV file with such headers, of which those named `-` are left out."""
    with path.open("w", encoding="utf-8", newline="") as file:
        writer = csv.writer(file)
        writer.writerow(columns)
        writer.writerows(rows)
    return path

"""Invents a list of stays in programmes as CSV or Parquet: no real person, the same list for the same seed.

`python bench/generate_stays.py ROWS FILE [--seed N]`. Four persons of ten have one stay, three have two and three have
three, scattered over the list as in one that several projects wrote. Programmes are spelled in several ways; some cells
are blank, vague or not readable, some exits lie before the entry, and some rows name nobody.
"""

from __future__ import annotations

from math import gcd
from pathlib import Path

import duckdb
from processes import write_asked

PROGRAMMES = {
    "win-win": 20,
    "Win-Win": 8,
    "ESF Plus-Programm Win-Win": 4,
    "wir": 11,
    "WIR": 5,
    "ESF Plus WIR": 2,
    "amif": 8,
    "AMIF": 4,
    "biwaq": 3,
    "ESF Berlin": 3,
    "just-best": 2,
    "MBE": 7,
    "jmd": 4,
    "bsk": 5,
    "Berufssprachkurs": 3,
    "Integrationskurs": 4,
    "IQ": 3,
    "sgb2-16h": 2,
    "": 1,
    "siehe Akte": 1,
}
WIN_WIN = ("win-win", "Win-Win", "ESF Plus-Programm Win-Win")
ROUNDS = {"": 20, "win-win-1": 18, "win-win-2": 40, "Win-Win Runde 2": 10, "win-win-3": 10, "2": 1, "wir-2": 1}
OTHER_ROUNDS = {"": 97, "wir-2": 2, "win-win-2": 1}
FIRST_ENTRY = "2024-01-01"
DAYS_OF_ENTRY = 700
PERSONS_OF_A_BLOCK = (0, 1, 2, 3, 4, 4, 5, 5, 6, 6, 7, 7, 7, 8, 8, 8, 9, 9, 9)


def drawn(weights: dict[str, int], seed: str) -> str:
    """SQL for one key of `weights`, by a number that hangs on the stay and `seed`."""
    keys = [key for key, weight in weights.items() for _ in range(weight)]
    listed = ", ".join(f"'{key}'" for key in keys)
    return f"[{listed}][1 + (hash(stay, '{seed}') % {len(keys)})::INT]"


def query(rows: int, seed: int) -> str:
    """SQL for the list. A step that has no divisor in common with `rows` visits every stay once."""
    step = next(n for n in range(int(rows * 0.618) + 1, 2 * rows + 2) if gcd(n, rows) == 1)
    block = len(PERSONS_OF_A_BLOCK)
    return f"""
    WITH numbered AS (
        SELECT (i * {step}) % {rows} AS stay FROM range({rows}) r(i)
    ), persons AS (
        SELECT stay, stay // {block} * 10 + {list(PERSONS_OF_A_BLOCK)}[1 + (stay % {block})::INT] AS person
        FROM numbered
    ), dated AS (
        SELECT stay, person, {drawn(PROGRAMMES, f"programme {seed}")} AS programme,
            DATE '{FIRST_ENTRY}'
                + (hash(person, 'start {seed}') % {DAYS_OF_ENTRY} + hash(stay, 'entry {seed}') % 500)::INT AS entry,
            (hash(stay, 'days {seed}') % 330 + 15)::INT AS days, hash(stay, 'form {seed}') % 1000 AS form,
            hash(stay, 'leaves {seed}') % 1000 AS leaves, hash(stay, 'person {seed}') % 1000 AS named
        FROM persons
    )
    SELECT CASE WHEN named < 2 THEN '' WHEN named = 2 THEN 'k. A.' ELSE 'P' || lpad(person::VARCHAR, 8, '0') END
            AS person_id,
        programme,
        CASE WHEN programme IN {WIN_WIN} THEN {drawn(ROUNDS, f"round {seed}")}
            ELSE {drawn(OTHER_ROUNDS, f"other {seed}")} END AS round,
        'Projekt ' || (hash(stay, 'project {seed}') % 400 + 1) AS project,
        CASE WHEN form < 690 THEN strftime(entry, '%Y-%m-%d') WHEN form < 980 THEN strftime(entry, '%d.%m.%Y')
            WHEN form < 985 THEN strftime(entry, '%m.%Y') WHEN form < 988 THEN strftime(entry, '%Y')
            WHEN form < 995 THEN '' ELSE 'siehe Akte' END AS entry_date,
        CASE WHEN leaves < 200 THEN '' WHEN leaves < 203 THEN '31.02.2025'
            WHEN leaves < 205 THEN strftime(entry - 10, '%Y-%m-%d')
            WHEN leaves < 210 THEN strftime(entry + days, '%m.%Y')
            WHEN form < 690 THEN strftime(entry + days, '%Y-%m-%d')
            ELSE strftime(entry + days, '%d.%m.%Y') END AS exit_date
    FROM dated
    """


def write(rows: int, file: Path, seed: int = 1) -> None:
    """Write `rows` invented stays to `file`, in the format that its suffix names."""
    format_ = "FORMAT parquet" if file.suffix == ".parquet" else "FORMAT csv, HEADER true, QUOTE '', ESCAPE ''"
    duckdb.execute(f"COPY ({query(rows, seed)}) TO '{file}' ({format_})")


if __name__ == "__main__":
    write_asked(__doc__, write)

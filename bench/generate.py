"""Invents a list of persons as CSV: no real person, the same list for the same seed.

`python bench/generate.py ROWS FILE [--seed N]`. Titles, citizenships and dates are drawn with weights
like those of lists in practice: most cells as they should be, some vague, some blank, a few unreadable.
"""

from __future__ import annotations

import csv
import random
from datetime import date, timedelta
from pathlib import Path

from processes import write_asked

HEADER = (
    "person_id",
    "sex",
    "birth_date",
    "citizenship",
    "residence_title",
    "title_valid_until",
    "employable",
    "contact_status",
    "migration_background",
    "entry_date",
    "exit_date",
    "municipality",
)
SEXES = {"male": 50, "m": 20, "männlich": 25, "w": 3, "divers": 1, "": 1}
CITIZENSHIPS = {
    "deutsch": 38,
    "DEU": 6,
    "syrisch": 12,
    "AFG": 8,
    "Irak": 5,
    "TUR": 5,
    "ukrainisch": 5,
    "NGA": 3,
    "SOM": 2,
    "rumänisch": 4,
    "BGR": 3,
    "POL": 2,
    "ITA": 2,
    "türkisch; deutsch": 2,
    "stateless": 1,
    "CHE": 0.5,
    "ungeklärt": 0.5,
    "": 0.8,
    "irgendwo": 0.2,
}
FREE_MOVERS = frozenset(
    {"deutsch", "DEU", "rumänisch", "BGR", "POL", "ITA", "türkisch; deutsch", "CHE"},
)
TITLES = {
    "§ 25 Abs. 2 Satz 1 AufenthG": 12,
    "25 II": 5,
    "§ 25 Abs. 1 AufenthG": 4,
    "AE § 25 Abs. 3": 6,
    "§ 25 Abs. 5": 4,
    "§ 25a Abs. 1 AufenthG": 3,
    "§ 25b": 3,
    "§ 24": 5,
    "§ 104c AufenthG": 4,
    "Aufenthaltsgestattung": 9,
    "Duldung § 60a": 7,
    "Duldung": 4,
    "§ 16a AufenthG": 3,
    "§ 18a AufenthG": 3,
    "§ 28 Abs. 1 AufenthG": 5,
    "§ 30 AufenthG": 5,
    "§ 9 AufenthG": 4,
    "NE § 26 Abs. 3": 4,
    "Aufenthaltserlaubnis": 4,
    "Fiktionsbescheinigung": 2,
    "none": 1,
    "": 2,
    "siehe Akte": 1,
}
CONTACTS = {
    "not-reached": 30,
    "nicht erreicht": 15,
    "no-longer-reached": 15,
    "nicht betreubar": 12,
    "verweigert Kooperation": 10,
    "in Betreuung": 12,
    "": 5,
    "?": 1,
}
EMPLOYABLE = {"ja": 60, "yes": 30, "nein": 4, "": 6}
FIRST_ENTRY = date(2025, 10, 1)
DAYS_OF_ENTRY = 700


def draw(rng: random.Random, weights: dict[str, float]) -> str:
    """One key of `weights`."""
    return rng.choices(list(weights), list(weights.values()))[0]


def person(rng: random.Random, number: int) -> tuple[str, ...]:
    """One invented row in the order of HEADER."""
    entry = FIRST_ENTRY + timedelta(days=rng.randrange(DAYS_OF_ENTRY))
    born = entry - timedelta(days=round(rng.triangular(15.5, 40, 25) * 365.25))
    birth = rng.choices([born.isoformat(), born.strftime("%d.%m.%Y"), str(born.year), ""], [55, 40, 4, 1])[0]
    citizenship = draw(rng, CITIZENSHIPS)
    title = "" if citizenship in FREE_MOVERS and rng.random() < 0.97 else draw(rng, TITLES)
    until = (entry + timedelta(days=rng.randrange(-120, 1000))).isoformat() if title and rng.random() < 0.7 else ""
    leaves = (entry + timedelta(days=rng.randrange(30, 400))).isoformat() if rng.random() < 0.4 else ""
    return (
        f"P{number:07d}",
        draw(rng, SEXES),
        birth,
        citizenship,
        title,
        until,
        draw(rng, EMPLOYABLE),
        draw(rng, CONTACTS),
        rng.choice(["ja", "nein"]),
        entry.isoformat() if rng.random() < 0.99 else "",
        leaves,
        f"99{rng.randrange(1, 40):03d}{rng.randrange(1, 30):03d}",
    )


def write(rows: int, file: Path, seed: int = 1) -> None:
    """Write `rows` invented persons to `file` as UTF-8 CSV with commas."""
    rng = random.Random(seed)
    with file.open("w", encoding="utf-8", newline="") as target:
        writer = csv.writer(target, lineterminator="\n")
        writer.writerow(HEADER)
        writer.writerows(person(rng, number) for number in range(1, rows + 1))


if __name__ == "__main__":
    write_asked(__doc__, write)

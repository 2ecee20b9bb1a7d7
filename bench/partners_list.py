"""Invents a list of partners of cooperation networks as CSV: no real body, the same list for the same seed.

`python bench/partners_list.py ROWS FILE [--seed N]`. Five partners a network; most cells as they should be, in several
spellings, some blank, a few unreadable; one network in ten has a row of another round or of none.
"""

from __future__ import annotations

import random
from collections.abc import Iterator
from pathlib import Path

from processes import write_asked

HEADER = (
    "network_id", "round", "partner", "kind", "municipality", "new_network", "in_municipal_strategy",
    "complements_offers", "perpetuation_plan", "solution_stage", "transfer_to", "good_practice", "activities_for",
)  # fmt: skip
PARTNERS = 5
KINDS = (
    ("municipality", "Kommune", "Landkreis"),
    ("jobcenter", "Jobcenter", "employment-agency"),
    ("civil-society", "Verein", "civil-society"),
    ("company", "Unternehmen", "company"),
    ("other", "company", "Verein"),
)
NAMES = ("Kreis Müsterau {n}", "Jobcenter Musterau {n}", "Brücke e. V. {n}", "Beispielbau {n} GmbH", "Runder Tisch {n}")
YES_NO = {"ja": 60, "yes": 20, "": 15, "nein": 4, "vielleicht": 1}
STAGES = {"entwickeln": 40, "entwickeln; erproben": 25, "übertragen": 20, "transfer": 10, "": 4, "irgendwie": 1}
PRACTICES = {"": 50, "nein": 2, "ja": 10, **{f"Ansatz {number}": 4 for number in range(10)}}
GROUPS = {"": 60, "Geflüchtete": 3, "Langzeitarbeitslose": 30, "zzz": 1}
ROUNDS = {"win-win-2": 80, "win-win-3": 20}


def drawn(weights: dict[str, int], count: int, rng: random.Random) -> list[str]:
    """As many words as asked, by their weights."""
    return rng.choices(list(weights), list(weights.values()), k=count)


def network(number: int, chosen: tuple[str, ...], rng: random.Random) -> Iterator[tuple[str, ...]]:
    """The rows of a network; what is true of the whole of it stands in the first row, `chosen` but for the round."""
    round_, *whole = chosen
    where = rng.randrange(10_000)
    keys = f"99{where % 1000:03}{where // 1000:03}", f"99{rng.randrange(1000):03}"
    aims = (keys[0], *whole[:5], keys[1] if rng.random() < 0.9 else "nein", *whole[5:])
    odd = rng.randrange(PARTNERS) if rng.random() < 0.1 else -1
    for place in range(PARTNERS):
        kind = rng.choice(KINDS[place]) if rng.random() > 0.02 else rng.choice(("", "Art unklar", "other"))
        name = NAMES[place if rng.random() > 0.01 else 0].format(n=number) if rng.random() > 0.01 else ""
        own = rng.choice(("win-win-3", "", "alte Runde")) if place == odd else round_
        yield (f"V-{number}", own, name, kind, *(aims if place == 0 else ("",) * len(aims)))


def write(rows: int, file: Path, seed: int = 1) -> None:
    """Write as many rows, of a network for each five."""
    rng = random.Random(seed)
    count = -(-rows // PARTNERS)
    columns = [drawn(each, count, rng) for each in (ROUNDS, *[YES_NO] * 4, STAGES, PRACTICES, GROUPS)]
    written = 0
    with file.open("w", encoding="utf-8", newline="") as out:
        out.write(",".join(HEADER) + "\n")
        for number, chosen in enumerate(zip(*columns, strict=True), 1):
            for cells in network(number, chosen, rng):
                if written < rows:
                    out.write(",".join(cells) + "\n")
                    written += 1


if __name__ == "__main__":
    write_asked(__doc__, write)

"""Lists for Spark: several files of different forms, with every kind of defect that a list has, the same each time."""

from __future__ import annotations

import codecs
import csv
import io
import json
from collections.abc import Callable, Mapping, Sequence
from datetime import date, timedelta
from pathlib import Path
from random import Random

import pyarrow as pa
from pyarrow import parquet

from tests.networks.partners import AIMS
from tests.properties.rows import BLANKS, CELLS, GARBAGE

Row = dict[str, str]
Draw = Callable[[Random, int], Row]
STRANGER = Path(__file__).parents[1] / "stranger"
ROUNDS = ("win-win-1", "win-win-2", "win-win-3", "", "", "2", "win-win-9", "Runde zwei")
STAYS = ("person_id", "programme", "round", "project", "entry_date", "exit_date")
PROGRAMMES = ("win-win", "wir", "biwaq", "esf-land-be", "amif", "mbe", "bsk", "AMIF", "Win-Win", "unbekannt", "zzz", "")
PARTNERS = ("network_id", "round", "partner", "kind", *AIMS)
KINDS = (
    "municipality", "Kommune", "jobcenter", "Agentur für Arbeit", "civil-society", "Verein", "company", "other", "",
    "?", "Zirkus",
)  # fmt: skip


def person(rng: Random, number: int) -> Row:
    """A row of persons; about every third cell is blank, vague or garbage in some rows, in others none is."""
    bad = rng.choice((0.0, 0.1, 0.3))
    row = {"person_id": rng.choice((f"P{number}", f"P {number}", "", f"=P{number}", f'Meier, "{number}"', "k. A."))}
    for column, cells in CELLS.items():
        row[column] = rng.choice((*BLANKS, *GARBAGE)) if rng.random() < bad else rng.choice(cells)
    return row


def person_with_round(rng: Random, number: int) -> Row:
    """A row of persons that may say by which round it is judged."""
    return {**person(rng, number), "round": rng.choice(ROUNDS)}


def stay(rng: Random, number: int) -> Row:
    """A row of stays: a person has some, under several spellings of one id."""
    person = f"P{number // 4 + rng.randrange(3)}"
    start = date(2026, 1, 1) + timedelta(days=rng.randrange(400))
    end = (start + timedelta(days=rng.randrange(-5, 200))).isoformat()
    return {
        "person_id": rng.choice((person, person, person, f" {person}", f"{person}\u00a0", "", "k. A.")),
        "programme": rng.choice(PROGRAMMES),
        "round": rng.choice(ROUNDS),
        "project": f"Projekt {rng.randrange(9)}",
        "entry_date": rng.choice(
            (start.isoformat(), start.strftime("%d.%m.%Y"), start.isoformat(), "2026", "", "bald")
        ),
        "exit_date": rng.choice((end, "", "", "2026-12", "?", "31.02.2026")),
    }


def partner(rng: Random, number: int) -> Row:
    """A row of partners: a network has some, and not all of them one behind the other."""
    network = f"N{number // 5 + rng.randrange(4)}"
    return {
        "network_id": rng.choice((network, network, network, f" {network} ", "", "-")),
        "round": rng.choice(ROUNDS),
        "partner": rng.choice((f"Partner {rng.randrange(9)}", "Jobcenter A", "")),
        "kind": rng.choice(KINDS),
        **{aim: rng.choice(("yes", "nein", "", "", "develop", "99001", "99002", "Frauen", "??")) for aim in AIMS},
    }


def as_csv(rows: Sequence[Row], columns: Sequence[str], separator: str = ",") -> str:
    """A plain text table."""
    text = io.StringIO()
    writer = csv.DictWriter(text, columns, delimiter=separator, lineterminator="\r\n", extrasaction="ignore")
    writer.writeheader()
    writer.writerows(rows)
    return text.getvalue()


def ragged(text: str, separator: str) -> str:
    """The table with rows that are too short or too long, empty lines, and a cell over two lines."""
    lines = text.split("\r\n")
    for place in range(3, len(lines) - 1, 7):
        if '"' not in lines[place]:
            lines[place] += separator * 2 + "zu viel"
    for place in range(5, len(lines) - 1, 11):
        if '"' not in lines[place]:
            lines[place] = separator.join(lines[place].split(separator)[:4])
    lines[9:9] = ["", '"P\nüber zwei Zeilen"' + separator + "m", "  "]
    return "\r\n".join(lines)


def as_parquet(rows: Sequence[Mapping[str, str]], columns: Sequence[str], path: Path) -> None:
    """A Parquet file of several row groups."""
    table = pa.table([pa.array([row.get(name, "") for row in rows], pa.string()) for name in columns], [*columns])
    parquet.write_table(table, path, row_group_size=max(1, len(rows) // 3))


def write(folder: Path, draw: Draw, columns: Sequence[str], rows: int, seed: int) -> None:
    """A list of about so many rows in files of six forms, one in a folder below."""
    rng = Random(seed)
    share = rows // 6
    drawn = [[draw(rng, number) for number in range(at * share, (at + 1) * share)] for at in range(6)]
    (folder / "d").mkdir(parents=True)
    fewer = [column for column in columns if column not in ("residence_title", "project", "good_practice")]
    (folder / "a.csv").write_bytes(as_csv(drawn[0], columns).encode())
    noted = [{**row, "Bemerkung": "§"} for row in drawn[1]]
    latin = as_csv(noted, ["Bemerkung", *fewer], ";").encode("cp1252", "replace")
    (folder / "b.csv").write_bytes(latin)
    (folder / "c.tsv").write_bytes(codecs.BOM_UTF8 + ragged(as_csv(drawn[2], columns, "\t"), "\t").encode())
    as_parquet(drawn[3], columns, folder / "d" / "part-0.parquet")
    lines = [json.dumps(row, ensure_ascii=False) for row in drawn[4]]
    (folder / "e.jsonl").write_text("\n".join(lines), encoding="utf-8")
    (folder / "f.csv").write_bytes(ragged(as_csv(drawn[5], fewer), ",").encode())
    as_parquet([], columns, folder / "g.parquet")
    (folder / "_SUCCESS").touch()
    (folder / ".f.csv.crc").write_bytes(b"crc")


def write_all(folder: Path, rows: int) -> None:
    """All lists: persons, with a column of rounds and without, stays, partners."""
    persons = ("person_id", *CELLS)
    write(folder / "persons", person, persons, rows, 1)
    write(folder / "rounds", person_with_round, (*persons, "round"), rows, 2)
    write(folder / "participations", stay, STAYS, rows, 3)
    write(folder / "networks", partner, PARTNERS, rows, 4)
    text = (STRANGER / "families.csv").read_text(encoding="utf-8")
    head, *lines = text.splitlines(keepends=True)
    (folder / "families").mkdir()
    for name, part in (("a.csv", lines[:4]), ("b.csv", lines[4:])):
        (folder / "families" / name).write_text(head + "".join(part), encoding="utf-8")


def files_in(folder: Path) -> list[Path]:
    """The files of a list in the order of their names, those without rows left out."""
    names = ("a.csv", "b.csv", "c.tsv", "d/part-0.parquet", "e.jsonl", "f.csv")
    return [folder / name for name in names if (folder / name).exists()]


def write_bad(folder: Path) -> None:
    """Lists that cannot be judged, each for another reason."""
    rng, columns = Random(5), ("person_id", *CELLS)
    rows = [person(rng, number) for number in range(60)]
    for name in ("broken", "nameless", "divided", "cut"):
        (folder / name).mkdir(parents=True)
        (folder / name / "a.csv").write_text(as_csv(rows, columns), encoding="utf-8")
    as_parquet(rows, columns, folder / "broken" / "b.parquet")
    whole = (folder / "broken" / "b.parquet").read_bytes()
    (folder / "broken" / "b.parquet").write_bytes(whole[: len(whole) // 2])
    (folder / "nameless" / "b.csv").write_text(as_csv(rows, columns[1:]).replace("sex", "name", 1), encoding="utf-8")
    (folder / "divided" / "b.csv").write_text(
        as_csv(rows, columns).replace("citizenship", "citizenship_key", 1), encoding="utf-8"
    )
    stays = as_csv([stay(rng, number) for number in range(60)], STAYS)
    (folder / "cut" / "a.csv").write_bytes(stays.encode())
    text = "person_id,programme\nP1,Förderung für ü"
    (folder / "cut" / "b.csv").write_bytes(codecs.BOM_UTF8 + text.encode()[:-1])

"""Pieces of a file, one behind the other, hold the rows of the file; where they would not, the file is one piece."""

from __future__ import annotations

from pathlib import Path
from random import Random

import pyarrow as pa
import pytest
from pyarrow import parquet
from regelgraph.checks import PERSONS
from regelgraph.spark import pieces
from regelgraph.spark.pieces import Looked, look, numbered, read
from regelgraph.spark.stretches import stretches_of
from regelgraph.tables.files.opening import read_all

from tests.cases.cases import judge
from tests.spark.lists import ragged

SMALL = 700
LINES = ["person_id;sex;citizenship;Bemerkung"]


@pytest.fixture(autouse=True)
def small(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(pieces, "stretches_of", lambda path: stretches_of(path, SMALL))
    monkeypatch.setattr(pieces, "MOST_ROWS", 25)


def text(end: str = "\n") -> str:
    rng = Random(4)
    rows = [f"P{number};{rng.choice('mwdx')};{rng.choice(('deutsch', 'türkisch', ''))};ä" for number in range(200)]
    return end.join([*LINES, *rows]) + end


def looked(path: Path) -> Looked:
    return look(judge().rulebook, PERSONS, str(path))


def rows_in_pieces(path: Path) -> list[dict[str, object]]:
    found = numbered([looked(path)])
    rows: list[dict[str, object]] = []
    for piece in found:
        assert piece.before == len(rows)
        own = read(judge().rulebook, PERSONS, piece).cells.to_pylist()
        assert len(own) == piece.rows
        rows += own
    return rows


def rows_of(path: Path) -> list[dict[str, object]]:
    return list(read_all(judge().rulebook, PERSONS, [path])[0].cells.to_pylist())


@pytest.mark.parametrize(
    "written",
    [
        text().encode(),
        text("\r\n").encode(),
        "\ufeff".encode() + text("\r\n").encode(),
        ragged(text("\r\n"), ";").replace('"', "").encode(),
        text().replace("\n", "\n\n   \n").encode(),
        text().rstrip().encode(),
    ],
    ids=["plain", "two characters a line end", "a mark", "rows of uneven length", "empty lines", "no last line end"],
)
def test_a_plain_text_is_cut_at_line_ends(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(written)
    assert len(looked(path).pieces) > 3
    assert rows_in_pieces(path) == rows_of(path)


@pytest.mark.parametrize(
    "written",
    [
        text().replace("P150;", '"P\n150";').encode(),
        text().encode("cp1252"),
        text().encode("utf-16"),
        b"sep=;\n" + text().encode(),
        text().replace("\n", "\r").encode(),
        (text()[: SMALL - 100].rpartition("\n")[0] + "\n").encode(),
    ],
    ids=["quotes", "Windows-1252", "UTF-16", "a declared separator", "old line ends", "a short file"],
)
def test_any_other_text_is_one_piece(written: bytes, tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(written)
    assert len(looked(path).pieces) == 1
    assert rows_in_pieces(path) == rows_of(path)


def test_groups_of_rows_of_a_parquet_file_are_pieces(tmp_path: Path) -> None:
    path = tmp_path / "list.parquet"
    cells = {"person_id": [f"P{number}" for number in range(100)], "sex": ["m", "w", None, "x"] * 25}
    parquet.write_table(pa.table(cells), path, row_group_size=10)
    assert [piece.rows for piece in looked(path).pieces] == [20] * 5
    assert rows_in_pieces(path) == rows_of(path)

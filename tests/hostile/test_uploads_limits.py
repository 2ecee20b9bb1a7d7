"""The limits of lists are those that the documentation says; the command line has wider ones."""

from __future__ import annotations

from dataclasses import asdict
from pathlib import Path

import pytest
from regelgraph.errors import TooLargeError
from regelgraph.tables.files.limits import COMMAND_LINE, SERVICE, Limits
from regelgraph.tables.files.source import Held, read_table

from tests.tables.pieces import recognised

PAGE = (Path(__file__).parents[2] / "docs" / "api.md").read_text(encoding="utf-8")


def test_the_documentation_says_every_limit() -> None:
    said = PAGE.partition("### Of a list")[2].partition("## An explanation")[0]
    for name, most in asdict(SERVICE).items():
        shown = f"{most >> 20} MiB" if name in ("unpacked", "footer") else f"{most:,}".replace(",", " ")
        assert f" {shown}" in said, name


def test_the_command_line_has_wider_limits_and_none_for_rows() -> None:
    assert COMMAND_LINE.rows is None
    wide = asdict(COMMAND_LINE)
    assert all(wide[name] > most for name, most in asdict(SERVICE).items() if name != "rows")


SMALL = Limits(rows=3, columns=3, cells=8, cell=9, lines=6)


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ("person_id,sex\n1,m\n2,m\n3,m\n", ""),
        ("person_id,sex\n1,m\n2,m\n3,m\n4,m\n", "3 rows"),
        ("person_id,sex\n1,m\n2,m\n3,m,,,x\n4,m\n", "3 rows"),
        ("person_id,sex,a,b\n1,m,2,3\n", "3 columns"),
        ("person_id,sex,a\n1,m,2\n1,m,2\n", ""),
        ("person_id,sex,a\n1,m,2\n1,m,2\n1,m,2\n", "8 cells"),
        ("person_id,Überschrift\n1,m\n", "the header of column 2"),
        ("person_id\nöäüßéöäüß\n", ""),
        ("person_id\nöäüßéöäüßx\n", "a cell of column 1"),
        ("person_id\n1\n\n\n\n\n", ""),
        ("person_id\n1\n\n\n\n\n\n", "6 lines"),
    ],
)
def test_a_limit_is_kept_to_the_last_row_column_and_character(text: str, says: str) -> None:
    held = Held("list.csv", text.encode(), limits=SMALL)
    if not says:
        assert read_table(held, recognised).rows
        return
    with pytest.raises(TooLargeError, match=says):
        read_table(held, recognised)

"""Files become tables: encodings, separators, ragged and hostile text."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.errors import InputError
from regelgraph.tables.files import even_text
from regelgraph.tables.files.delimiter import find_separator
from regelgraph.tables.files.records import Records, _fast, read_records
from regelgraph.tables.files.source import read_bytes, read_table

KNOWN = {"person_id", "sex", "Größe"}


def recognised(headers: Sequence[str]) -> int:
    return sum(header in KNOWN for header in headers)


def rows(data: bytes | str) -> list[list[str]]:
    source = read_bytes(data.encode() if isinstance(data, str) else data, "list.csv", recognised)
    return [[row[f"c{i}"] for i in range(len(source.headers))] for row in source.cells.to_pylist()]


@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_umlauts_survive_every_encoding_of_the_contract(encoding: str) -> None:
    source = read_bytes("person_id;Größe\nä;ß\n".encode(encoding), "list.csv", recognised)
    assert source.headers == ("person_id", "Größe")
    assert source.cells.column("c1").to_pylist() == ["ß"]


@pytest.mark.parametrize("rows_", [3, 20_000])
@pytest.mark.parametrize("body", ["P;m", "P;ß"])
@pytest.mark.parametrize("encoding", ["utf-8", "cp1252"])
def test_umlauts_that_only_headers_have_survive_in_lists_of_any_length(rows_: int, body: str, encoding: str) -> None:
    source = read_bytes(("person_id;Größe\n" + f"{body}\n" * rows_).encode(encoding), "list.csv", recognised)
    assert source.headers == ("person_id", "Größe")
    assert source.rows == rows_


@pytest.mark.parametrize("off", [-2, -1, 0, 1])
def test_a_line_break_in_a_cell_is_whole_where_blocks_end(off: int, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(even_text, "_BLOCK", 1 << 17)
    head, row = b"person_id;Gr\xc3\xb6\xc3\x9fe\n", b"P;m\n"
    before = head + row * (((1 << 17) - len(head) - 100) // len(row))
    begin = b'Q;"'
    cell = b"y" * ((1 << 17) + off - len(before) - len(begin)) + b"\r\nz"
    found = rows(before + begin + cell + b'"\n' + row * 50_000)
    assert [each[1] for each in found if each[0] == "Q"] == [cell.decode()]


@pytest.mark.parametrize("separator", [",", ";", "\t"])
@pytest.mark.parametrize("end", ["\n", "\r\n", "\r"])
def test_separators_and_line_ends_are_found(separator: str, end: str) -> None:
    assert rows(end.join([f"person_id{separator}sex", f"1{separator}m", f"2{separator}w", ""])) == [
        ["1", "m"],
        ["2", "w"],
    ]


def test_the_split_that_names_known_columns_wins_over_the_one_with_more_columns() -> None:
    assert find_separator("person_id;sex;a,b,c,d,e\n", recognised) == ";"


def test_separators_in_quotes_do_not_count() -> None:
    assert find_separator('"person_id";"a,b,c";"d,e,f"\n', lambda _: 0) == ";"


def test_a_first_line_may_declare_the_separator() -> None:
    assert rows("sep=;\r\nperson_id;sex\r\n1;m\r\n") == [["1", "m"]]


def test_line_ends_and_quotes_in_quotes_belong_to_the_cell() -> None:
    assert rows('person_id;sex\n1;"a\nb"\n2;"say ""x"""\n') == [["1", "a\nb"], ["2", 'say "x"']]


def test_an_empty_line_is_no_row_and_a_line_of_separators_is_one() -> None:
    assert rows("person_id;sex\n\n1;m\n;\n\n   \n2;w\n\n\n") == [["1", "m"], ["", ""], ["2", "w"]]


def test_a_short_row_is_filled_up_with_blanks() -> None:
    assert rows("person_id;sex;x\n1\n2;w\n3;m;z\n") == [["1", "", ""], ["2", "w", ""], ["3", "m", "z"]]


def test_only_filled_cells_too_many_make_a_row_overfull() -> None:
    source = read_bytes(b"person_id;sex\n1;m;;\n2;m;x\n3;m\n", "list.csv", recognised)
    assert source.cells.column("overfull").to_pylist() == [0, 3, 0]


def test_a_quote_that_never_closes_is_a_character_and_swallows_no_row() -> None:
    assert rows('person_id;sex\n1;m\n2;"m\n3;w\n4;d\n') == [["1", "m"], ["2", '"m'], ["3", "w"], ["4", "d"]]


@pytest.mark.parametrize("end", ["", "\n"])
def test_a_quote_within_a_cell_pairs_with_none_that_opens_one(end: str) -> None:
    assert rows(f'person_id;sex\n1;a"b\n2;"m\n3;w{end}') == [["1", 'a"b'], ["2", '"m'], ["3", "w"]]
    assert rows(f'person_id;sex\n1;a"b\n2;"m{end}') == [["1", 'a"b'], ["2", '"m']]


def test_an_end_of_file_character_of_old_systems_is_no_row() -> None:
    assert rows(b"person_id;sex\r\n1;m\r\n\x1a") == [["1", "m"]]


def test_a_long_cell_is_a_cell() -> None:
    assert len(rows("person_id;sex\n1\n2;" + "x" * 200_000)[1][1]) == 200_000


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (b"", "empty"),
        (b"\n \n", "empty"),
        (b"person_id;sex\n", "no row"),
        (b"person_id;sex\n\n\n", "no row"),
        (b"person_id;sex\n1;\x81\x8d\n", "Windows-1252"),
        (b"person_id;sex\n1;a\0b\n", "NUL"),
        (b"PK\x03\x04rest", "Excel"),
        (b"PAR1rest", "Parquet"),
        (b"\xff\xfea", "UTF-16"),
    ],
)
def test_what_is_no_table_is_refused_in_one_sentence(data: bytes, says: str) -> None:
    with pytest.raises(InputError, match=says) as error:
        rows(data)
    assert "\n" not in error.value.message


def test_a_missing_file_and_a_folder_are_refused(tmp_path: Path) -> None:
    with pytest.raises(InputError, match="no such file"):
        read_table(tmp_path / "none.csv", recognised)
    with pytest.raises(InputError, match="folder"):
        read_table(tmp_path, recognised)


CELLS = st.text(st.sampled_from([*'ab;,"\n\r\t ä', "\u2028"]), max_size=6)


@settings(deadline=None)
@given(st.lists(st.lists(CELLS, min_size=2, max_size=2), min_size=1, max_size=6))
def test_both_readers_agree_wherever_the_fast_one_answers(table: list[list[str]]) -> None:
    quoted = [";".join('"' + cell.replace('"', '""') + '"' for cell in row) for row in [["person_id", "sex"], *table]]
    text = "\n".join(quoted) + "\n"
    fast = _fast(text, ";", 2)
    assert fast is not None
    found = [[row["c0"], row["c1"]] for row in fast.to_pylist()]
    assert found == table == list(Records(text, ";", "list.csv"))[1:]


@settings(deadline=None)
@given(st.text(st.sampled_from(list('ab;"\n\r ')), max_size=40))
def test_any_text_gives_rows_or_a_clear_refusal(text: str) -> None:
    try:
        headers, cells = read_records(text, ";", "list.csv")
    except InputError:
        return
    tolerant = list(Records(text, ";", "list.csv"))
    assert cells.num_rows <= len(tolerant) <= text.count("\n") + text.count("\r") + 1
    assert cells.num_columns == len(headers) + 1

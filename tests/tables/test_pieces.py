"""A large file, read in pieces, is the table, or has the error, that it would have if it were read at once."""

from __future__ import annotations

import json
from pathlib import Path

import pyarrow as pa
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.errors import InputError
from regelgraph.tables.files import kept_file
from regelgraph.tables.files.kept_file import KeptFile
from regelgraph.tables.files.source import read_blocks, read_table

from tests.tables.pieces import in_pieces, kept, parquet_of, pieces_of, recognised, whole

SIZES = st.sampled_from([4, 16, 40, 256])
PARTS = [
    *'ab;,"\n\r\t ä€',
    "\r\n",
    '"";',
    ";",
    '";"',
    '"\n',
    '\n"',
    "\n",
    "x;y\n",
    '"x";"y"\n',
    "\x1a",
    "\ufeff",
    "\u2028",
]
HEADS = [
    "person_id;sex",
    'person_id;"s\nex"',
    "person_id",
    "\n \nperson_id,Größe",
    "sep=;\nperson_id;sex",
    'sex;"person_id',
]
ENCODINGS = ["utf-8", "utf-8-sig", "utf-16", "utf-32", "cp1252"]


def texts(parts: list[str]) -> st.SearchStrategy[str]:
    return st.lists(st.sampled_from(parts), max_size=60).map("".join)


@settings(deadline=None, max_examples=300)
@given(
    st.sampled_from(HEADS), st.sampled_from(["\n", "\r\n", "\r"]), texts(PARTS),
    st.sampled_from(["", "\n", "\x1a\x1a", "\0"]), st.sampled_from(ENCODINGS),
    st.sampled_from([b"", b"\xe4", b"\x81", b"\xff\xfe"]), st.integers(0, 99), SIZES,
)  # fmt: skip
def test_any_text_is_the_same_in_pieces(
    head: str, end: str, body: str, behind: str, encoding: str, odd: bytes, place: int, size: int
) -> None:
    data = f"{head}{end}{body}{behind}".encode(encoding, "ignore")
    data = data[:place] + odd + data[place:]
    assert in_pieces(data, size=size) == whole(data)


def row_of(cells: list[str]) -> str:
    return ";".join('"' + cell.replace('"', '""') + '"' if set(cell) & set('";\n\r') else cell for cell in cells)


@settings(deadline=None, max_examples=100)
@given(st.lists(st.lists(texts(list('ab";\n\rä ')), min_size=2, max_size=2), min_size=1, max_size=20), SIZES)
def test_a_text_with_quotes_as_they_should_be_is_the_same_in_pieces(table: list[list[str]], size: int) -> None:
    data = "".join(row_of(row) + "\r\n" for row in [["person_id", "sex"], *table]).encode()
    assert in_pieces(data, size=size) == whole(data)


def test_of_a_text_with_a_quote_that_never_closes_no_row_is_swallowed_at_a_border_of_pieces() -> None:
    data = b"person_id;sex\n" + b"".join(b"%d;%sm\n" % (i, b'"' if i == 30 else b"") for i in range(60))
    table = in_pieces(data, size=32)
    assert table == whole(data)
    assert len(table[1]) == 60


def test_a_quote_far_ahead_closes_a_cell_whatever_lies_between() -> None:
    data = b'person_id;sex\n1;"' + b"a;b\n" * 100 + b'"\n2;m\n'
    table = in_pieces(data, size=16)
    assert table == whole(data)
    assert table[1] == [("1", "a;b\n" * 100, 0), ("2", "m", 0)]


VALUES = st.one_of(
    st.sampled_from(["", "x", "ä€😀", "a\nb", 'say "x"', "}\n{", "2026-01-05", "\u2028"]),
    st.none(), st.booleans(), st.integers(-(2**65), 2**65), st.sampled_from([25.0, 1.5, 1e300]),
)  # fmt: skip
LINES = st.one_of(
    st.dictionaries(st.sampled_from(["person_id", "sex", 'x"y', "ä", ""]), VALUES).map(json.dumps),
    st.fixed_dictionaries({"person_id": st.text("ab", max_size=3), "sex": st.just("m")}).map(json.dumps),
    st.sampled_from(['{"person_id": -0}', "", " ", "null", "[1]", '{"a": 1}{"a": 2}']),
    st.sampled_from(['{"a": 1, "a": 2}', '{"a": "\\ud800"}']),
    st.just('{"a":\n1}'),
)  # fmt: skip


@settings(deadline=None, max_examples=200)
@given(st.lists(LINES, min_size=1, max_size=12), st.sampled_from(["\n", "\r\n"]), st.booleans(), SIZES)
def test_any_json_lines_are_the_same_in_pieces(lines: list[str], end: str, ends: bool, size: int) -> None:
    data = (end.join(lines) + (end if ends else "")).encode()
    if data.strip():
        assert in_pieces(data, "list.jsonl", size=size) == whole(data, "list.jsonl")


def test_a_key_that_only_the_last_line_has_is_a_column_from_the_first_block_on() -> None:
    lines = [{"person_id": str(i)} for i in range(50)] + [{"person_id": "50", "sex": "m"}]
    headers, rows = in_pieces("".join(json.dumps(line) + "\n" for line in lines).encode(), "list.jsonl", size=64)
    assert headers == ("person_id", "sex")
    assert (rows[0], rows[-1]) == (("0", "", 0), ("50", "m", 0))


TABLE = pa.table(
    {
        "person_id": [f"P{i}" for i in range(100)],
        "sex": pa.array([None if i % 7 == 0 else "mwd"[i % 3] for i in range(100)]),
        "age": pa.array([None if i % 5 == 0 else i for i in range(100)], pa.int32()),
        "share": [i / 4 for i in range(100)],
        "kind": pa.array([None if i % 9 == 0 else "ab"[i % 2] for i in range(100)]).dictionary_encode(),
    }
)


@pytest.mark.parametrize("group", [1, 7, 30, 1000])
@pytest.mark.parametrize("rows", [1, 10, 64])
def test_any_groups_of_rows_of_parquet_are_the_same_in_blocks(group: int, rows: int) -> None:
    data = parquet_of(TABLE, row_group_size=group)
    assert in_pieces(data, "list.parquet", rows=rows) == whole(data, "list.parquet")


@pytest.mark.parametrize("name", ["list.csv", "list.jsonl", "list.parquet"])
def test_blocks_are_small_and_can_be_gone_through_again(name: str) -> None:
    lines = "".join(json.dumps({"person_id": str(i), "sex": "m"}) + "\n" for i in range(100))
    data = {
        "list.csv": ("person_id;sex\n" + "".join(f"{i};m\n" for i in range(100))).encode(),
        "list.jsonl": lines.encode(),
        "list.parquet": parquet_of(TABLE.select(["person_id", "sex"])),
    }[name]
    with pieces_of(256, rows=8):
        source = read_blocks(kept(data, name), recognised)
        first, second = list(source.blocks), list(source.blocks)
    assert max(block.num_rows for block in first) <= 8
    assert pa.concat_tables(first).to_pylist() == pa.concat_tables(second).to_pylist()
    assert sum(block.num_rows for block in first) == 100


@pytest.mark.parametrize("change", ["shorter", "longer"])
@pytest.mark.parametrize("name", ["list.csv", "list.jsonl", "list.parquet"])
def test_a_file_that_changes_while_it_is_read_is_refused(tmp_path: Path, name: str, change: str) -> None:
    data = {
        "list.csv": b"person_id;sex\n" + b"1;m\n" * 100,
        "list.jsonl": b'{"person_id": "1"}\n' * 100,
        "list.parquet": parquet_of(TABLE.select(["person_id"]), row_group_size=10),
    }[name]
    path = tmp_path / name
    path.write_bytes(data)
    with pieces_of(64, rows=8):
        source = read_blocks(KeptFile(path.open("rb", buffering=0), name), recognised)
        blocks = iter(source.blocks)
        next(blocks)
        path.write_bytes(data[: len(data) // 2] if change == "shorter" else data * 2)
        with pytest.raises(InputError, match=f"{name} was changed while it was read"):
            list(blocks)


def test_a_file_whose_name_is_gone_can_still_be_gone_through(tmp_path: Path) -> None:
    path = tmp_path / "list.csv"
    path.write_bytes(b"person_id;sex\n" + b"1;m\n" * 100)
    with pieces_of(64):
        source = read_blocks(KeptFile(path.open("rb", buffering=0), "list.csv"), recognised)
        path.unlink()
        assert [sum(block.num_rows for block in source.blocks) for _ in range(2)] == [100, 100]


@pytest.mark.parametrize("form", ["csv", "jsonl"])
def test_about_how_many_rows_a_long_list_has_is_known_before_it_is_read(
    form: str, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(kept_file, "WHOLE", 1000)
    path = tmp_path / f"list.{form}"
    lines = [f"P{n},m" if form == "csv" else json.dumps({"person_id": f"P{n}", "sex": "m"}) for n in range(100_000)]
    path.write_text("\n".join((["person_id,sex"] if form == "csv" else []) + lines), encoding="utf-8")
    source = read_table(path, len)
    assert not isinstance(source.blocks, list)
    assert source.expected == pytest.approx(100_000, rel=0.1)
    assert source.rows == 100_000

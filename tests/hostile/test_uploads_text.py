"""CSV that is far too large or no text: a clear problem, and little memory spent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.hostile.uploads import CSV, NDJSON, judged, refused

HEAD = b"person_id,sex\n"
COLUMNS, CELLS = "more than 1000 columns", "more than 3000000 cells"
ROWS, LINES, LONG = "more than 100000 rows", "more than 1000000 lines", "more than 32767 characters"


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: b"person_id" + b",c" * 100_000 + b"\nA\n", COLUMNS),
        (lambda: b"person_id" + b"," * 1_000_000 + b"\nA\n", COLUMNS),
        (lambda: HEAD + b"," * 20_000_000 + b"\n", CELLS),
        (lambda: b"," * 20_000_000, CELLS),
        (lambda: b"person_id" + b",c" * 600 + b"\n" + b"A,m\n" * 20_000, CELLS),
        (lambda: HEAD + b"x" * 10_000_000 + b",m\n", f"a cell of column 1 has {LONG}"),
        (lambda: HEAD + b'A,"' + b"x" * 10_000_000 + b'"\n', f"a cell of column 2 has {LONG}"),
        (lambda: b"person_id," + b"x" * 40_000 + b"\nA,m\n", f"the header of column 2 has {LONG}"),
        (lambda: HEAD + b'A,"' + b"x" * 40_000_000, "more than 33,554,432 characters"),
        (lambda: HEAD + b'A,"' + b"x,m\n" * 1_100_000, LINES),
        (lambda: HEAD + b"A,m\n" * 100_001, ROWS),
        (lambda: HEAD + b"A,m\n" * 100_001 + b"A\n", ROWS),
        (lambda: b"person_id\n" + b"A\n" * 200_000, ROWS),
        (lambda: HEAD + b"A,m\r" * 200_000, ROWS),
        (lambda: HEAD + b"A,m\n" + b"\n" * 10_000_000, LINES),
        (lambda: b"\r\n" * 1_000_001 + b"x", LINES),
        (lambda: b"\xff\xfe" + ("person_id,sex\n" + "A,m\n" * 1_000_000).encode("utf-16-le"), LINES),
    ],
)
def test_a_text_beyond_the_limits_is_too_large(data: Callable[[], bytes], says: str) -> None:
    refused(CSV, data(), 413, "too-large", says)


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: HEAD + b"Geheimnis\0,m\n", "NUL character (at character 24)"),
        (lambda: HEAD + b"\0" * 10_000_000, "NUL character (at character 15)"),
        (lambda: HEAD + "Geheimnis ä,m\n".encode() + b"Geheimnis \xfc,m\n", "mixes two encodings: line 2"),
        (lambda: HEAD + b"Geheimnis\x81,m\n", "byte 24 does not fit"),
        (lambda: b" " * 20_000_000, "is empty"),
        (lambda: b",,,,,,\n" * 1000, "empty table"),
        (lambda: b"\n" * 100_000, "is empty"),
        (lambda: b'{"Geheimnis":' + b"[" * 20_000_000, "is JSON Lines"),
        (lambda: b'{"Geheimnis":[' + b"{}," * 8_000_000 + b"1]}", "is JSON Lines"),
    ],
)
def test_a_text_that_is_no_table_is_refused(data: Callable[[], bytes], says: str) -> None:
    refused(CSV, data(), 400, "input", says)


@pytest.mark.parametrize("type_", [CSV, NDJSON])
def test_more_than_the_largest_body_is_too_large(type_: str) -> None:
    refused(type_, HEAD + b'A,"' + b"x" * 100_000_000, 413, "too-large", "64 MiB")


@pytest.mark.parametrize(
    "data",
    [
        HEAD + b"1," * 100_000 + b"\n",
        HEAD + b'A,"m\n' + b"xxxxxxxx,m\n" * 5,
        HEAD + b"A,m\n" + b"\n" * 900_000,
        HEAD + b'"' + b"x" * 32_765 + b'",m\n',
    ],
)
def test_what_is_odd_within_the_limits_is_judged(data: bytes) -> None:
    found = judged(CSV, data)
    assert found["summary"]["eligible"] == 0
    assert found["results"]


def test_a_list_as_large_as_the_limits_is_judged() -> None:
    columns = b"".join(b",x%d" % number for number in range(998))
    data = HEAD[:-1] + columns + b"\n" + (b"A,m" + b"," * 998 + b"\n") * 200
    assert judged(CSV, data)["summary"]["undetermined"] == 200

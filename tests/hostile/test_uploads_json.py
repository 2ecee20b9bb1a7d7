"""JSON that is too deep, too large or no JSON: a clear problem that tells nothing of it, and little memory spent."""

from __future__ import annotations

from collections.abc import Callable

import pytest

from tests.hostile.uploads import JSON, NDJSON, judged, refused

CELLS, COLUMNS, LONG = "more than 3000000 cells", "more than 1000 columns", "more than 32767 characters"
OBJECTS = "more objects and lists than 100000 rows"


def as_lines(objects: bytes) -> bytes:
    return objects


def as_document(objects: bytes) -> bytes:
    return b'{"persons":[' + objects.replace(b"\n", b",").rstrip(b",") + b"]}"


BOTH = pytest.mark.parametrize(("type_", "form"), [(NDJSON, as_lines), (JSON, as_document)])


@BOTH
@pytest.mark.parametrize(
    ("objects", "says"),
    [
        (lambda: b'{"a":[' + b"1," * 8_000_000 + b"1]}\n", CELLS),
        (lambda: b'{"a":[' + b"[]," * 8_000_000 + b"1]}\n", OBJECTS),
        (lambda: b'{"a":' + b"[" * 20_000_000, OBJECTS),
        (lambda: b"".join(b'{"k%d":1}\n' % number for number in range(2_000)), COLUMNS),
        (lambda: b"{" + b",".join(b'"k%d":1' % number for number in range(100_000)) + b"}\n", COLUMNS),
        (lambda: b"".join(b'{"k%d":1}\n' % (number % 900) for number in range(20_000)), CELLS),
        (lambda: b'{"person_id":"A"}\n' * 100_001, "more than 100000 rows"),
        (lambda: b'{"person_id":"' + b"x" * 10_000_000 + b'"}\n', f"a cell of column 1 has {LONG}"),
        (lambda: b'{"' + b"x" * 10_000_000 + b'":1}\n', f"the header of column 1 has {LONG}"),
        (lambda: b'{"person_id":' + b"1" * 1_000_000 + b"}\n", "1, value 1: a number of more than 100 digits"),
        (lambda: b'{"person_id":1.' + b"1" * 1_000_000 + b"e5}\n", "1, value 1: a number of more than 100 digits"),
    ],
)
def test_json_beyond_the_limits_is_too_large(
    objects: Callable[[], bytes], says: str, type_: str, form: Callable[[bytes], bytes]
) -> None:
    refused(type_, form(objects()), 413, "too-large", says)


@BOTH
@pytest.mark.parametrize(
    ("objects", "says"),
    [
        (b'{"person_id":' + b"[" * 100_000 + b"]" * 100_000 + b"}\n", "nested too deep"),
        (b'{"person_id":' + b'{"Geheimnis":' * 100_000 + b"1" + b"}" * 100_000 + b"}\n", "nested too deep"),
        (b'{"person_id":' + b"[" * 500 + b"]" * 500 + b"}\n", "1, value 1 holds a list"),
        (b'{"person_id":"A","Geheimnis":{"Geheimnis":1}}\n', "1, value 2 holds an object"),
        (b'{"person_id":NaN}\n', "NaN is no JSON value"),
        (b'{"person_id":-Infinity}\n', "-Infinity is no JSON value"),
        (b'{"Geheimnis":1,"Geheimnis":2}\n', "values 1 and 2 stand under the same key"),
        (b"{" + b'"k":1,' * 100_000 + b'"k":1}\n', "values 1 and 2 stand under the same key"),
        (b'{"person_id":"Geheimnis\\ud800"}\n', "1, value 1: half a character"),
        (b'{"Geheimnis\\udfff":1}\n', "1: half a character"),
        (b'{"person_id":"Geheimnis\xed\xa0\x80"}\n', "must be UTF-8 text"),
        (b'{"person_id":"Geheimnis\xff"}\n', "must be UTF-8 text"),
        (b'{"person_id":"Geheimnis\x01"}\n', "is no JSON"),
        (b'{"person_id":"Geheimnis\n', "is no JSON"),
        (b'{"person_id":Geheimnis}\n', "is no JSON"),
        (b"{}\n", "empty table"),
    ],
)
def test_json_that_is_no_list_is_refused(objects: bytes, says: str, type_: str, form: Callable[[bytes], bytes]) -> None:
    refused(type_, form(objects), 400, "input", says)


@BOTH
@pytest.mark.parametrize("number", [b"1e400", b"-1e-400", b"1e99999999999999999999", b"9" * 100])
def test_a_number_beyond_all_numbers_is_a_finding(number: bytes, type_: str, form: Callable[[bytes], bytes]) -> None:
    (row,) = judged(type_, form(b'{"person_id":"A","age":' + number + b"}\n"))["results"]
    assert row["verdict"] == "undetermined"
    assert row["invalid"].startswith("age: ")


def test_empty_lines_without_end_are_too_many() -> None:
    refused(NDJSON, b'{"person_id":"A"}\n' + b"\n" * 20_000_000, 413, "too-large", "more than 1000000 lines")

"""JSON Lines in: one object a line, keys in any order; what is no single value is refused with its line and column."""

from __future__ import annotations

import json

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.errors import InputError
from regelgraph.tables.files.source import Source, read_bytes


def read(text: str | bytes, name: str = "list.jsonl") -> Source:
    return read_bytes(text if isinstance(text, bytes) else text.encode(), name, lambda _: 0)


def rows(source: Source) -> list[list[str]]:
    return [[row[f"c{i}"] for i in range(len(source.headers))] for row in source.cells.to_pylist()]


@pytest.mark.parametrize(
    ("value", "text"),
    [
        ('"ä\\n\\u2028"', "ä\n\u2028"), ("25", "25"), ("25.0", "25"), ("-1.50", "-1.5"), ("1e3", "1000"),
        ("true", "true"), ("false", "false"), ("null", ""), ('""', ""),
        ("12345678901234567890123", "12345678901234567890123"),
        ("1e999999999", "1E+999999999"), ('"=1+1"', "=1+1"),
    ],
)  # fmt: skip
def test_a_value_is_the_text_that_a_csv_would_hold(value: str, text: str) -> None:
    assert rows(read(f'{{"person_id": {value}}}')) == [[text]]


def test_keys_may_lack_and_stand_in_any_order() -> None:
    source = read('{"a": 1}\n\n{"b": 2, "a": 3}\r\n{}\n')
    assert (source.headers, rows(source)) == (("a", "b"), [["1", ""], ["3", "2"], ["", ""]])


def test_a_mark_of_the_encoding_is_no_character() -> None:
    assert read(b'\xef\xbb\xbf{"person_id": "x"}').headers == ("person_id",)


def test_a_line_separator_within_a_text_ends_no_line() -> None:
    assert rows(read('{"a": "x\u2028y"}\n')) == [["x\u2028y"]]


@pytest.mark.parametrize(
    ("text", "says"),
    [
        ('{"a": 1}\n{"a": 2', "line 2 is no JSON"),
        ('{"a": 1}\nx', "line 2 is no JSON"),
        ("[1]", "line 1 is no JSON object"),
        ('{"a": 1}\n"x"', "line 2 is no JSON object"),
        ('{"a": 1}\n\n{"a": [1]}', "line 3, column 'a' holds a list"),
        ('{"a": {"b": 1}}', "line 1, column 'a' holds an object"),
        ('{"a": 1, "b": 2, "a": 3}', "line 1: the key 'a' stands there twice"),
        ('{"a": NaN}', "line 1: NaN"),
        ('{"a": 1}\n{"a": "x\\ud800"}', "line 2, column 'a': half a character"),
        ('{"\\udfff": 1}', "line 1: half a character"),
        ('{"a": -Infinity}', "line 1: -Infinity"),
        ('{"a": ' + "[" * 100_000, "line 1 is"),
        (b'{"a": 1}\n{"a": "\xe4"}', "line 2: JSON Lines must be UTF-8"),
        ("{}\n", "empty table"),
        ("", "empty"),
        ("person_id;sex\n1;m\n", "line 1 is no JSON"),
    ],
)
def test_what_is_no_list_is_refused_with_its_line(text: str | bytes, says: str) -> None:
    with pytest.raises(InputError) as error:
        read(text)
    assert says in error.value.message
    assert "\n" not in error.value.message


def test_objects_under_another_name_are_refused_and_without_one_are_read() -> None:
    with pytest.raises(InputError, match=r"JSON Lines, but its name ends in \.csv"):
        read('{"a": 1}', "list.csv")
    assert read('{"a": 1}', "standard input").headers == ("a",)
    assert read("{a},b\n1,2\n", "list.csv").headers == ("{a}", "b")


TEXTS = st.text(st.characters(exclude_categories=["Cs"]), max_size=8)


@settings(deadline=None, max_examples=50)
@given(st.lists(st.dictionaries(TEXTS, TEXTS, min_size=1, max_size=3), min_size=1, max_size=4))
def test_every_text_comes_through_exactly(objects: list[dict[str, str]]) -> None:
    source = read("".join(json.dumps(each) + "\n" for each in objects))
    found = [dict(zip(source.headers, row, strict=True)) for row in rows(source)]
    keys = list(dict.fromkeys(key for each in objects for key in each))
    assert found == [{key: each.get(key, "") for key in keys} for each in objects]


@settings(deadline=None)
@given(st.text(st.sampled_from(list('{}[]":,1eN \n\\u')), max_size=30))
def test_any_text_gives_rows_or_a_clear_refusal(text: str) -> None:
    try:
        source = read(text)
    except InputError:
        return
    assert source.rows <= text.count("\n") + 1

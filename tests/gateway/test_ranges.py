"""What Range and If-Range ask for is sent, or else the whole (RFC 9110, sections 13.1.5 and 14)."""

from __future__ import annotations

import pytest
from regelgraph.gateway.ranges import headers_of, part

TAG = b'"abc"'


@pytest.mark.parametrize(
    ("asked", "found"),
    [
        (b"bytes=0-0", range(1)),
        (b"bytes=10-19", range(10, 20)),
        (b"bytes=90-", range(90, 100)),
        (b"bytes=90-500", range(90, 100)),
        (b"bytes=-10", range(90, 100)),
        (b"bytes=-500", range(100)),
        (b"BYTES= 1-2 ", range(1, 3)),
    ],
)
def test_one_range_of_bytes_is_a_part(asked: bytes, found: range) -> None:
    assert part(asked, None, TAG, 100) == found
    assert part(asked, TAG, TAG, 100) == found


@pytest.mark.parametrize("asked", [b"bytes=100-", b"bytes=100-200", b"bytes=-0", b"bytes=999999999999999999-"])
def test_a_range_behind_the_end_is_empty(asked: bytes) -> None:
    found = part(asked, None, TAG, 100)
    assert found is not None
    assert not found


@pytest.mark.parametrize(
    "asked",
    [
        None,
        b"",
        b"bytes=-",
        b"bytes=",
        b"bytes=5-4",
        b"bytes=0-1,5-6",
        b"bytes=a-b",
        b"bytes=+1-2",
        b"rows=0-1",
        b"0-1",
        b"bytes=" + b"1" * 5000 + b"-",
        "bytes=٣-٤".encode(),
    ],
)
def test_what_is_no_single_range_of_bytes_asks_for_the_whole(asked: bytes | None) -> None:
    assert part(asked, None, TAG, 100) is None


@pytest.mark.parametrize("condition", [b'"abd"', b'W/"abc"', b"Sat, 28 Nov 2026 08:07:44 GMT", b"", b"*"])
def test_of_other_bytes_than_the_client_has_a_part_of_it_gets_the_whole(condition: bytes) -> None:
    assert part(b"bytes=0-9", condition, TAG, 100) is None


def test_a_part_says_where_it_stands_and_how_long_it_is() -> None:
    whole = [(b"content-type", b"text/turtle"), (b"content-length", b"100"), (b"etag", TAG)]
    assert headers_of(range(90, 100), 100, whole) == [
        (b"content-type", b"text/turtle"),
        (b"etag", TAG),
        (b"content-length", b"10"),
        (b"content-range", b"bytes 90-99/100"),
    ]

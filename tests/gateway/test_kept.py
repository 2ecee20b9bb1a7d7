"""Answers are kept within bounds, for one state of the knowledge, and what is often asked stays."""

from __future__ import annotations

import gzip

import pytest
from regelgraph.gateway.entries import Answer, Entry
from regelgraph.gateway.kept import Kept, Key

TEXT = b"a line of text\n" * 200
HEADERS = [(b"content-type", b"text/turtle"), (b"vary", b"Accept"), (b"cache-control", b"public, max-age=60")]
BOOK = [(b"content-type", b"application/vnd.apache.parquet")]


def key(number: int) -> Key:
    return b"/questions/%d" % number, b"", b""


def entry(body: bytes = b"x") -> Entry:
    return Entry(HEADERS, body)


def answer(*asked: bytes | None, body: bytes = TEXT, headers: list[tuple[bytes, bytes]] = HEADERS) -> Answer:
    found = Entry(headers, body).answer(*(asked or (None, None)))
    assert found is not None
    return found


def test_what_is_kept_comes_back_under_the_whole_key_only() -> None:
    kept = Kept()
    first = entry()
    assert kept.put((b"/a", b"text/turtle", b"de"), first, 0)
    assert kept.get((b"/a", b"text/turtle", b"de")) is first
    assert kept.get((b"/a", b"text/turtle", b"en")) is None
    assert kept.get((b"/a", b"text/html", b"de")) is None
    assert kept.get((b"/a?", b"text/turtle", b"de")) is None
    assert (kept.hits, kept.misses) == (1, 3)


def test_new_knowledge_forgets_all_and_takes_no_answer_of_the_old() -> None:
    kept = Kept()
    kept.put(key(1), entry(), 0)
    kept.renew(1)
    assert kept.get(key(1)) is None
    assert (len(kept), kept.size) == (0, 0)
    assert not kept.put(key(1), entry(), 0)
    assert kept.get(key(1)) is None
    assert kept.put(key(1), entry(), 1)


def test_bytes_and_entries_stay_within_their_bounds() -> None:
    kept = Kept(room=400_000, most=30)
    for number in range(500):
        kept.put(key(number), entry(b"x" * (number * 37 % 9000)), 0)
        if number % 3 == 0:
            kept.get(key(number - 5))
        assert kept.size <= 400_000
        assert len(kept) <= 30
    assert len(kept) > 15
    for number in range(500):
        kept.get(key(number))
    assert kept.hits > 0


def test_long_addresses_count_as_bytes_too() -> None:
    kept = Kept(room=1 << 20)
    for number in range(100):
        kept.put((b"/sparql?query=" + b"%d" % number * 10_000, b"", b""), entry(), 0)
    assert len(kept) < 60


def test_an_answer_that_would_cost_many_others_is_not_kept() -> None:
    kept = Kept(room=1 << 20)
    assert kept.put(key(1), Entry(BOOK, b"x" * (60 << 10)), 0)
    assert not kept.put(key(2), Entry(BOOK, b"x" * (65 << 10)), 0)
    assert kept.get(key(2)) is None


def test_no_number_of_queries_asked_once_drives_out_what_is_asked_often() -> None:
    kept = Kept(most=100)
    for _ in range(3):
        for number in range(60):
            kept.get(key(number)) or kept.put(key(number), entry(), 0)
    for number in range(1000, 5000):
        kept.get(key(number)) or kept.put(key(number), entry(), 0)
        if number % 10 == 0:
            kept.get(key(number // 10 % 60))
    assert sum(kept.get(key(number)) is not None for number in range(60)) == 60


def test_what_nobody_asks_for_any_more_makes_room() -> None:
    kept = Kept(most=100)
    for start in (0, 1000):
        for _ in range(12):
            for number in range(start, start + 60):
                kept.get(key(number)) or kept.put(key(number), entry(), 0)
    assert all(kept.get(key(number)) for number in range(1000, 1060))
    assert sum(kept.get(key(number)) is not None for number in range(60)) <= 40


def test_the_answer_says_its_length_and_its_name() -> None:
    status, headers, body = answer()
    assert (status, body) == (200, TEXT)
    assert dict(headers)[b"content-length"] == b"%d" % len(TEXT)
    assert dict(headers)[b"vary"] == b"Accept, Accept-Encoding"
    assert b"content-encoding" not in dict(headers)


def test_gzip_is_another_representation_of_the_same() -> None:
    status, headers, body = answer(b"gzip", None)
    assert (status, gzip.decompress(body)) == (200, TEXT)
    assert dict(headers)[b"content-encoding"] == b"gzip"
    assert dict(headers)[b"content-length"] == b"%d" % len(body)
    assert dict(headers)[b"vary"] == b"Accept, Accept-Encoding"
    assert dict(headers)[b"etag"] != dict(answer()[1])[b"etag"]


def test_gzip_is_made_once() -> None:
    kept = entry(TEXT)
    first, second = kept.answer(b"gzip", None), kept.answer(b"br, gzip", None)
    assert first is not None
    assert second is not None
    assert first[2] is second[2]


@pytest.mark.parametrize(
    ("accepted", "body", "headers", "coding"),
    [
        (b"gzip;q=0", TEXT, HEADERS, None),
        (b"gzip", b"short", HEADERS, None),
        (b"gzip, identity;q=0", b"short", HEADERS, b"gzip"),
        (b"gzip", TEXT, BOOK, None),
    ],
)
def test_gzip_is_sent_where_it_is_taken_and_worthwhile(
    accepted: bytes, body: bytes, headers: list[tuple[bytes, bytes]], coding: bytes | None
) -> None:
    found = answer(accepted, None, body=body, headers=headers)
    assert dict(found[1]).get(b"content-encoding") == coding


def test_who_takes_no_coding_that_there_is_gets_nothing() -> None:
    assert Entry(HEADERS, TEXT).answer(b"identity;q=0, gzip;q=0", None) is None
    assert Entry(BOOK, TEXT).answer(b"identity;q=0, gzip", None) is None


def test_who_has_it_already_is_told_so_without_a_body() -> None:
    tag = dict(answer()[1])[b"etag"]
    status, headers, body = answer(None, b'"other", W/' + tag)
    assert (status, body) == (304, b"")
    assert headers == [
        (b"cache-control", b"public, max-age=60"),
        (b"vary", b"Accept, Accept-Encoding"),
        (b"etag", tag),
    ]


def test_the_name_of_the_plain_bytes_does_not_stand_for_those_by_gzip() -> None:
    tag = dict(answer()[1])[b"etag"]
    assert answer(b"gzip", tag)[0] == 200
    assert answer(b"gzip", dict(answer(b"gzip", None)[1])[b"etag"])[0] == 304


def test_a_condition_that_fails_is_said() -> None:
    assert answer(None, None, b'"other"') == (412, [], b"")

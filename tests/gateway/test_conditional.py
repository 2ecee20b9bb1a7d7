"""ETags name bytes, and If-None-Match and If-Match are compared as RFC 9110 says (8.8.3.2, 13.1)."""

from __future__ import annotations

import pytest
from regelgraph.gateway.conditional import is_named, not_modified, outcome, tag, zipped_tag

TAG = tag(b"body", b"text/turtle")


def test_another_body_type_or_state_of_the_knowledge_is_another_representation() -> None:
    others = {tag(b"bodx", b"text/turtle"), tag(b"body", b"text/html"), tag(b"body", b"text/turtle", b"new")}
    assert len({TAG, zipped_tag(TAG), *others}) == 5
    assert tag(b"body", b"text/turtle") == TAG


@pytest.mark.parametrize("made", [TAG, zipped_tag(TAG)])
def test_a_tag_is_strong_and_quoted(made: bytes) -> None:
    assert made.startswith(b'"')
    assert made.endswith(b'"')
    assert made.count(b'"') == 2
    assert made.isascii()


@pytest.mark.parametrize(
    "condition",
    [TAG, b"W/" + TAG, b"*", b" * ", b'"a", ' + TAG, b'"a",W/' + TAG + b',"b"', b'"x,y" , ' + TAG, b'W/"",' + TAG],
)
def test_if_none_match_finds_the_tag_in_a_list_and_weakly(condition: bytes) -> None:
    assert outcome(TAG, condition) == 304


@pytest.mark.parametrize(
    "condition",
    [b"", b'"a"', TAG.strip(b'"'), b"**", b"*, " + b'"a"', b'"' + TAG.strip(b'"') + b'-gzip"', b"w" + TAG[1:]],
)
def test_if_none_match_finds_nothing_else(condition: bytes) -> None:
    assert outcome(TAG, condition) == 0


def test_if_match_compares_strongly_and_comes_first() -> None:
    assert outcome(TAG, None, TAG) == 0
    assert outcome(TAG, None, b"*") == 0
    assert outcome(TAG, TAG, TAG) == 304
    assert outcome(TAG, TAG, b'"a"') == 412
    assert outcome(TAG, None, b"W/" + TAG) == 412
    assert outcome(TAG, None, b"W/" + TAG + b", " + TAG) == 0


def test_without_a_condition_the_whole_is_sent() -> None:
    assert outcome(TAG, None) == 0


def test_a_hostile_condition_is_read_in_one_go() -> None:
    assert not is_named(b'"' + b"W/" * 30_000, TAG)
    assert not is_named(b'W/"' * 20_000, TAG)


def test_what_has_no_body_says_nothing_about_one() -> None:
    headers = [
        (b"content-type", b"text/turtle"),
        (b"content-length", b"3"),
        (b"content-encoding", b"gzip"),
        (b"etag", TAG),
        (b"vary", b"Accept"),
        (b"access-control-allow-origin", b"*"),
    ]
    assert not_modified(headers) == headers[3:]

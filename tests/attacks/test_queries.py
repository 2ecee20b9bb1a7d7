"""Query bombs over HTTP: each is refused or ended, and the service is as well as before."""

from __future__ import annotations

import pytest

from tests.attacks.bombs import DEEP, ENDLESS, WIDE
from tests.attacks.target import QUERY_SECONDS, Target, refused

LONGEST = QUERY_SECONDS + 4.0
"""Until an answer must be there: a query may begin anew once in the slow lane, and be ended there."""


@pytest.mark.parametrize("kind", DEEP)
def test_what_is_nested_thousands_deep_is_refused(served: Target, kind: str) -> None:
    for depth in (1000, 4000):
        answer = served.query(DEEP[kind](depth))
        refused(answer, 400, 413)
        assert answer.seconds < 1.0
    served.still_well()


@pytest.mark.parametrize("kind", DEEP)
def test_what_is_nested_some_deep_is_answered_refused_or_ended(served: Target, kind: str) -> None:
    for depth in (30, 100, 300):
        answer = served.query(DEEP[kind](depth))
        assert answer.seconds < LONGEST
        if answer.status != 200:
            refused(answer, 400, 503)
    served.still_well()


@pytest.mark.parametrize("kind", WIDE)
def test_what_is_long_is_answered_refused_or_ended(served: Target, kind: str) -> None:
    for size in (200, 3000, 20_000):
        answer = served.query(WIDE[kind](size))
        assert answer.seconds < LONGEST
        if answer.status != 200:
            refused(answer, 400, 413, 503)
    served.still_well()


@pytest.mark.parametrize("kind", ENDLESS)
def test_what_never_ends_is_ended(served: Target, kind: str) -> None:
    answer = served.query(ENDLESS[kind])
    refused(answer, 503)
    assert answer.seconds < LONGEST
    served.still_well()


def test_a_query_that_is_longer_than_any_may_be_is_refused_before_it_is_read(served: Target) -> None:
    refused(served.query("#" + "x" * 900_000), 400, 413)
    refused(served.query("#" + "x" * 2_000_000), 413)
    served.still_well()

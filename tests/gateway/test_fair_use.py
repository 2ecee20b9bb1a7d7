"""Fair use: every client has its share, over all processes, in a table that does not grow."""

from __future__ import annotations

import os
import subprocess
import sys
from collections.abc import Iterator
from fractions import Fraction
from ipaddress import ip_address

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st
from regelgraph.errors import TooManyError
from regelgraph.gateway import fair_use, shared
from regelgraph.gateway.fair_use import FairUse

ONE = ip_address("198.51.100.1")
OTHER = ip_address("198.51.100.2")
MANY = """
import sys
from ipaddress import ip_address
from regelgraph.errors import TooManyError
from regelgraph.gateway.fair_use import FairUse
mine, client, passed = FairUse(int(sys.argv[1]), 500, 36000.0), ip_address("198.51.100.1"), 0
print(flush=True)
input()
for _ in range(400):
    try:
        mine.take(client)
        passed += 1
    except TooManyError:
        pass
print(passed)
"""
HOLDS = "import fcntl, sys; fcntl.lockf(int(sys.argv[1]), fcntl.LOCK_EX); print(flush=True); input()"


class Clock:
    now = 1000.0

    def __call__(self) -> float:
        return self.now


@pytest.fixture
def table() -> Iterator[int]:
    file = fair_use.make()
    yield file
    os.close(file)


def passes(mine: FairUse, client: object = ONE) -> bool:
    try:
        mine.take(client)  # type: ignore[arg-type]
    except TooManyError:
        return False
    return True


def test_a_client_may_use_its_share_at_once_and_then_as_it_is_filled_again(table: int) -> None:
    clock = Clock()
    mine = FairUse(table, 120, 60, clock)
    assert all(passes(mine) for _ in range(120))
    with pytest.raises(TooManyError, match="more than 120 requests in 60 seconds came from this address") as found:
        mine.take(ONE)
    assert (found.value.http_status, found.value.after) == (429, 1)
    clock.now += 0.5
    assert [passes(mine), passes(mine)] == [True, False]
    clock.now += 60
    assert [passes(mine) for _ in range(121)] == [*[True] * 120, False]


def test_it_is_said_when_to_ask_again_and_then_it_passes(table: int) -> None:
    clock = Clock()
    mine = FairUse(table, 2, 30, clock)
    assert [passes(mine), passes(mine)] == [True, True]
    clock.now += 4.5
    with pytest.raises(TooManyError) as found:
        mine.take(ONE)
    assert found.value.after == 11  # one request in each 15 s
    clock.now += 10.4
    assert not passes(mine)
    clock.now += 0.1
    assert passes(mine)


def test_clients_do_not_share_and_a_whole_64_is_one_client(table: int) -> None:
    mine = FairUse(table, 1, 60)
    assert [passes(mine, ONE), passes(mine, OTHER), passes(mine, ONE), passes(mine, None), passes(mine, None)] == [
        True, True, False, True, False,
    ]  # fmt: skip
    same = [ip_address(f"2001:db8:0:1::{number:x}") for number in range(9)]
    assert [passes(mine, each) for each in same] == [True, *[False] * 8]
    assert passes(mine, ip_address("2001:db8:0:2::"))


@settings(deadline=None, max_examples=50)
@given(st.integers(1, 8), st.integers(1, 9), st.lists(st.integers(0, 5000), max_size=40))
def test_it_is_a_bucket_of_so_many_tokens(requests: int, seconds: int, waits: list[int]) -> None:
    file = fair_use.make(1)
    clock = Clock()
    clock.now = 0.0
    mine = FairUse(file, requests, seconds, clock)
    os.close(file)
    tokens, now = Fraction(requests), Fraction(0)
    for wait in waits:
        waited = Fraction(wait, 1024)
        now += waited
        tokens = min(Fraction(requests), tokens + waited * requests / seconds)
        if Fraction(1) - Fraction(1, 512) < tokens < 1:
            return  # on the border, where rounding decides
        clock.now = float(now)
        assert passes_open(mine) == (tokens >= 1)
        tokens -= tokens >= 1


def passes_open(mine: FairUse) -> bool:
    """As `passes`, by the memory alone: the file is closed, and nobody else has it."""
    start, digest = mine._digest(ONE)
    return mine._counted(start, digest) is None


def test_a_table_that_is_full_forgets_those_who_have_used_least_and_never_grows() -> None:
    file = fair_use.make(1)
    mine = FairUse(file, 2, 60, Clock())
    size = os.fstat(file).st_size
    assert passes(mine, ONE)
    assert passes(mine, ONE)
    others = [ip_address(f"203.0.113.{number}") for number in range(200)]
    assert all(passes(mine, each) for each in others)
    assert not passes(mine, ONE), "one who has used all of its share is the last to be forgotten"
    assert os.fstat(file).st_size == size
    os.close(file)


def test_the_table_holds_no_address(table: int) -> None:
    mine = FairUse(table, 2, 60)
    six = ip_address("2001:db8:aaaa:bbbb::1")
    assert passes(mine, six)
    held = bytes(shared.opened(table))
    assert held.count(0) < len(held)
    assert six.packed[:8] not in held
    assert ONE.packed not in held


def test_over_several_processes_not_one_request_too_many_passes(table: int) -> None:
    command = [sys.executable, "-c", MANY, str(table)]
    fronts = [
        subprocess.Popen(command, pass_fds=(table,), stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True)
        for _ in range(3)
    ]
    for front in fronts:
        assert front.stdout is not None
        front.stdout.readline()
    outputs = []
    for front in fronts:
        assert front.stdin is not None
        front.stdin.write("\n")
        front.stdin.flush()
    for front in fronts:
        outputs.append(int(front.communicate(timeout=60)[0]))
        assert front.returncode == 0
    assert sum(outputs) == 500
    assert not passes(FairUse(table, 500, 36000.0))


def test_a_process_that_dies_holds_nobody_up_and_one_that_is_stopped_lets_requests_pass(table: int) -> None:
    mine = FairUse(table, 1, 60)
    command = [sys.executable, "-c", HOLDS, str(table)]
    with subprocess.Popen(command, pass_fds=(table,), stdin=subprocess.PIPE, stdout=subprocess.PIPE) as holder:
        assert holder.stdout is not None
        holder.stdout.readline()
        assert [passes(mine) for _ in range(3)] == [True, True, True]
        holder.kill()
        holder.wait(10)
        assert [passes(mine) for _ in range(3)] == [True, False, False]

"""Fair use: how many requests a client may make, counted over all processes in a table of shared memory.

Each client has a bucket that holds N requests and is filled again within the given seconds. Kept is, for each bucket,
only the time at which it is full again (the generic cell rate algorithm), beside a digest of the client's address by a
key that nobody knows: no address. A client has its place in one set of eight; if all are taken by others, the one whose
bucket is fullest is forgotten, which gives its owner some requests more.
"""

from __future__ import annotations

import fcntl
import math
import os
import struct
import time
from collections.abc import Callable
from functools import lru_cache
from hashlib import blake2b
from typing import Final

from regelgraph.errors import TooManyError
from regelgraph.gateway import shared
from regelgraph.gateway.clients import Address

SETS: Final = 8192
WAYS: Final = 8
_PLACE: Final = struct.Struct("=Qd")
"""Digest of a client, 0 if nobody's; the time (of the system's monotonic clock) at which its bucket is full again."""
_SET: Final = WAYS * _PLACE.size
_KEY: Final = 32
_TRIES: Final = 200
_SIX: Final = 8
"""Bytes of an IPv6 address that are one client: whoever has a /64 has all addresses in it."""


def make(sets: int = SETS) -> int:
    """The number of a file in memory with the table; the supervisor makes it and hands it to the processes (1 MiB)."""
    file = shared.make(_KEY + sets * _SET)
    os.pwrite(file, os.urandom(_KEY), 0)
    return file


class FairUse:
    """`requests` in `seconds` for each client; `file` is a table by `make`, shared with the other processes."""

    def __init__(self, file: int, requests: int, seconds: float, clock: Callable[[], float] = time.monotonic) -> None:
        self._file = file
        self._memory = shared.opened(file)
        self._sets = (len(self._memory) - _KEY) // _SET
        self._whole = seconds
        self._one = seconds / requests
        self._said = f"more than {requests} requests in {seconds:g} seconds"
        self._clock = clock
        self._digest = lru_cache(maxsize=4096)(self._digested)

    def take(self, client: Address | None) -> None:
        """Count a request. Raises TooManyError if the client has had its share; such a request is not counted.

        Clients without an address share one bucket. A place that another process holds for long (it was stopped there,
        which takes a debugger) lets requests pass uncounted: fair use is no reason not to answer.
        """
        start, digest = self._digest(client)
        if not self._locked(start):
            return
        try:
            full = self._counted(start, digest)
        finally:
            fcntl.lockf(self._file, fcntl.LOCK_UN, _SET, start)
        if full is not None:
            after = max(1, math.ceil(full))
            raise TooManyError(after, f"{self._said} came from this address; try again in {after} seconds")

    def _digested(self, client: Address | None) -> tuple[int, int]:
        """Where a client's set begins, and its digest."""
        packed = client.packed if client else b""
        key = bytes(self._memory[:_KEY])
        digest = blake2b(packed[:_SIX] if len(packed) > _SIX else packed, digest_size=16, key=key).digest()
        number, name = struct.unpack("=QQ", digest)
        return _KEY + number % self._sets * _SET, name or 1

    def _locked(self, start: int) -> bool:
        """Take the lock of a set, which the system takes back from a process that dies."""
        for _ in range(_TRIES):
            try:
                fcntl.lockf(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB, _SET, start)
            except OSError:
                os.sched_yield()
            else:
                return True
        return False

    def _counted(self, start: int, digest: int) -> float | None:
        """None if there was room in the bucket; else in how many seconds there will be."""
        now = self._clock()
        places = [*_PLACE.iter_unpack(self._memory[start : start + _SET])]
        mine = next((number for number, (name, _) in enumerate(places) if name == digest), None)
        if mine is None:
            mine = min(range(WAYS), key=lambda number: places[number][1])
            then = now
        else:
            then = max(now, places[mine][1])
        if then + self._one > now + self._whole + self._one / 1024:  # the last part is for rounding
            return then + self._one - now - self._whole
        _PLACE.pack_into(self._memory, start + mine * _PLACE.size, digest, then + self._one)
        return None

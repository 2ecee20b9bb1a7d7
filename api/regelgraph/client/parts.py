"""Counts what comes in, so that an answer is neither larger nor slower than is allowed, nor shorter than it says."""

from __future__ import annotations

from collections.abc import Mapping
from time import monotonic

from regelgraph.client.errors import AnswerError, UnreachableError


class Counted:
    """The parts of one answer: at most `largest` bytes (None: any number), by the moment `until`."""

    def __init__(self, largest: int | None, until: float | None) -> None:
        self._left = largest
        self._largest = largest
        self._until = until

    def begin(self, headers: Mapping[str, str]) -> None:
        """Raises AnswerError for an answer that says itself that it is too large."""
        length = headers.get("content-length", "")
        if length.isdecimal():
            self._check(int(length))

    def part(self, data: bytes) -> bytes:
        """The part, counted. Raises AnswerError if it is one too many, UnreachableError if it comes too late."""
        self._check(len(data))
        if self._left is not None:
            self._left -= len(data)
        if self._until is not None and monotonic() > self._until:
            raise UnreachableError("the answer takes too long")
        return data

    def _check(self, size: int) -> None:
        if self._left is not None and size > self._left:
            raise AnswerError(
                f"the answer is larger than {self._largest} bytes; ask for fewer rows, or have it written to a file"
            )

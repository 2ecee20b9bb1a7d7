"""Remembers which requests turned out to be slow, so that the next like them takes no place from quick ones."""

from __future__ import annotations

from collections import OrderedDict
from typing import Final, TypeAlias

from regelgraph.workers.messages import Request

_MOST: Final = 1024
_SECONDS: Final = 60.0
"""After this a request may be quick again, as it may have been slow only since the machine was busy."""
Name: TypeAlias = int


class Slow:
    """Requests by a hash of all that their answer depends on; nothing of them is kept."""

    def __init__(self) -> None:
        self._since: OrderedDict[Name, float] = OrderedDict()

    def add(self, name: Name, now: float) -> None:
        """A request was slow."""
        self._since[name] = now
        self._since.move_to_end(name)
        if len(self._since) > _MOST:
            self._since.popitem(last=False)

    def has(self, name: Name, now: float) -> bool:
        """Whether such a request was slow lately."""
        since = self._since.get(name)
        return since is not None and now - since < _SECONDS


def name_of(request: Request, body: bytes | int) -> Name:
    """The same for the same work."""
    return hash((request.path, request.query, request.headers, body))

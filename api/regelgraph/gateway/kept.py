"""Answers that are the same for everyone, kept as bytes until the knowledge changes.

What goes first is decided by S3-FIFO (Yang et al., SOSP 2023): a new answer waits in a short queue, and only one that
is asked for again there, or soon after it left, comes to the long one. So queries that are asked once, however many,
never drive out what is often asked, and a hit costs no more than to count it.
"""

from __future__ import annotations

from collections import OrderedDict
from typing import Final, TypeAlias

from regelgraph.gateway.entries import Entry

Key: TypeAlias = tuple[bytes, bytes, bytes]
"""The target as it came in, Accept, Accept-Language."""
_NEW: Final = 0.1
"""The share of the room that answers wait in which were asked for once."""
_LARGEST: Final = 1 / 16
"""The share of the room above which an answer is not kept: it would cost many others."""
_OVERHEAD: Final = 1500
"""Bytes that an entry takes beside its key and its bodies: its lists, and the entry itself."""
_MOST_HITS: Final = 3


class Kept:
    """The answers of one generation of the knowledge, at most `most` of them in `room` bytes. For one thread."""

    def __init__(self, room: int = 64 << 20, most: int = 20_000) -> None:
        self._room, self._most = room, most
        self._new: OrderedDict[Key, Entry] = OrderedDict()
        self._long: OrderedDict[Key, Entry] = OrderedDict()
        self._left: OrderedDict[int, None] = OrderedDict()
        self._all: dict[Key, Entry] = {}
        self._size_of_new = self.size = 0
        self.generation = 0
        self.hits = self.misses = 0

    def __len__(self) -> int:
        return len(self._all)

    def get(self, key: Key) -> Entry | None:
        """What is kept under a key."""
        entry = self._all.get(key)
        if entry is None:
            self.misses += 1
            return None
        self.hits += 1
        entry.hits += 1
        return entry

    def renew(self, generation: int) -> None:
        """Forget all: from here on answers of this generation are kept, and only these."""
        for queue in (self._new, self._long, self._left, self._all):
            queue.clear()
        self._size_of_new = self.size = 0
        self.generation = generation

    def put(self, key: Key, entry: Entry, generation: int) -> bool:
        """Keep an answer; False: it is too large, or of knowledge that has been replaced while it was made."""
        size = _size(key, entry)
        if generation != self.generation or size > self._room * _LARGEST or key in self._all or self._most < 1:
            return False
        while self.size + size > self._room or len(self._all) >= self._most:
            self._drop()
        self._all[key] = entry
        self.size += size
        if hash(key) in self._left:
            del self._left[hash(key)]
            self._long[key] = entry
        else:
            self._new[key] = entry
            self._size_of_new += size
        return True

    def _drop(self) -> None:
        """Make room by one entry."""
        while True:
            if self._new and (self._is_much_new() or not self._long):
                key, entry = self._new.popitem(last=False)
                self._size_of_new -= _size(key, entry)
                if not entry.hits:
                    self._left[hash(key)] = None
                    break
                entry.hits = 0
            else:
                key, entry = self._long.popitem(last=False)
                if not entry.hits:
                    break
                entry.hits = min(entry.hits, _MOST_HITS) - 1
            self._long[key] = entry
        del self._all[key]
        self.size -= _size(key, entry)
        while len(self._left) > len(self._all):
            self._left.popitem(last=False)

    def _is_much_new(self) -> bool:
        return self._size_of_new > self._room * _NEW or len(self._new) > self._most * _NEW


def _size(key: Key, entry: Entry) -> int:
    return _OVERHEAD + sum(map(len, key)) + entry.size

"""How much a front takes of anything: sizes in bytes, times in seconds."""

from __future__ import annotations

from dataclasses import dataclass

MIB = 2**20


@dataclass(frozen=True, slots=True)
class Limits:
    """The bounds of one front. `base` is the public address of the service, without a slash at its end."""

    base: str
    body: int = 64 * MIB
    held: int = 256 * MIB
    kept: int = 64 * MIB
    query_memory: int = 512 * MIB
    check_memory: int = 2048 * MIB
    query_seconds: float = 10.0
    check_seconds: float = 120.0
    quick_places: int = 2
    slow_places: int = 2
    check_places: int = 2
    room: int = 256
    examples: bool = False

"""A shortest way between two things along the lines, in either direction."""

from __future__ import annotations

from typing import Final

from regelgraph.linked.connected.lines import Lines, Step

LONGEST_WAY: Final = 4
"""Steps; what is farther apart has little to do with each other."""


def way(lines: Lines, start: str, end: str) -> list[Step] | None:
    """The steps from one thing to another, at most `LONGEST_WAY`; None without such a way. The same at every call."""
    before: dict[str, tuple[str, Step]] = {}
    edge = [start]
    for _ in range(LONGEST_WAY):
        if end in before or start == end:
            break
        reached = []
        for at in edge:
            for step in lines.of(at):
                if step[2] != start and step[2] not in before:
                    before[step[2]] = (at, step)
                    reached.append(step[2])
        edge = reached
    if end != start and end not in before:
        return None
    steps: list[Step] = []
    while end != start:
        end, step = before[end]
        steps.append(step)
    return steps[::-1]

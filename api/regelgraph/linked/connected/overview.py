"""The first drawing: of each class that the data name for it the things with most connections, bounded."""

from __future__ import annotations

from typing import Final

from regelgraph.linked.connected.lines import Lines

MOST: Final = 60


def overview(lines: Lines) -> tuple[str, ...]:
    """Things class after class: those with most connections to what is chosen already, then with most of all.

    What is connected with nothing else that is chosen is left out.
    """
    chosen: dict[str, None] = {}
    for kind in lines.kinds:
        share = min(lines.at_start.get(kind, 0), MOST - len(chosen))
        if share > 0:
            found = [(-len({each for _, _, each in lines.of(iri)} & chosen.keys()), iri) for iri in lines.things(kind)]
            found.sort(key=lambda each: (each[0], -lines.degree(each[1]), each[1]))
            chosen |= dict.fromkeys(iri for _, iri in found[:share])
    return tuple(iri for iri in chosen if any(other in chosen for _, _, other in lines.of(iri))) or tuple(chosen)

"""How things are connected, for drawings and lists: which lines there are, what is shown, and ways between things."""

from regelgraph.linked.connected.lines import Lines, Step
from regelgraph.linked.connected.overview import overview
from regelgraph.linked.connected.relations import Relation, relations
from regelgraph.linked.connected.shown import ROOM, Line, Shown, Wish, shown
from regelgraph.linked.connected.ways import LONGEST_WAY, way

__all__ = [
    "LONGEST_WAY",
    "ROOM",
    "Line",
    "Lines",
    "Relation",
    "Shown",
    "Step",
    "Wish",
    "overview",
    "relations",
    "shown",
    "way",
]

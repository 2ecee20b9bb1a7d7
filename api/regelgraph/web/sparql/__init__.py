"""The SPARQL endpoint, worker side: SPARQL 1.1 Protocol (query) and Service Description, as plain functions."""

from __future__ import annotations

from regelgraph.web.sparql.description import PATH
from regelgraph.web.sparql.endpoint import Bounds, answer, prepare
from regelgraph.web.sparql.examples import examples
from regelgraph.web.sparql.formats import SUFFIXES

PATHS = frozenset({PATH, *(PATH + suffix for suffix in SUFFIXES)})
"""The address of the endpoint, and those that name a format."""

__all__ = ["PATHS", "Bounds", "answer", "examples", "prepare"]

"""The SPARQL endpoint, worker side: SPARQL 1.1 Protocol (query) and Service Description, as plain functions."""

from __future__ import annotations

from regelgraph.web.sparql.endpoint import Bounds, answer, prepare
from regelgraph.web.sparql.examples import examples

__all__ = ["Bounds", "answer", "examples", "prepare"]

"""Where SPARQL runs: in this process (pyoxigraph) or on a remote server (SPARQLWrapper); both give an Answer."""

from __future__ import annotations

from regelgraph.engines.answer import Answer, Engine
from regelgraph.engines.local import LocalEngine

__all__ = ["Answer", "Engine", "LocalEngine"]

"""Answers for the names of the knowledge under the addresses of this deployment: /id, /def, /graph."""

from regelgraph.web.linked.endpoint import answer

__all__ = ["answer"]

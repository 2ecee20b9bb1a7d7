"""The service: questions, checks and explanations over HTTP (FastAPI)."""

from __future__ import annotations

from regelgraph.web.app import create_app
from regelgraph.web.service import Options

__all__ = ["Options", "create_app"]

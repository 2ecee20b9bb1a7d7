"""Writes what a query gives: as a table to read, CSV, JSON, JSON Lines, XLSX, Turtle or SPARQL results."""

from __future__ import annotations

from regelgraph.answers.formats import FORMATS, format_of
from regelgraph.answers.plain import plain, rows_of
from regelgraph.answers.writers import for_people, write

__all__ = ["FORMATS", "for_people", "format_of", "plain", "rows_of", "write"]

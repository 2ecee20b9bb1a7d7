"""Reads a day as options and parameters write it; cells of tables have a reader of their own."""

from __future__ import annotations

from datetime import date


def exact_day(text: str) -> date | None:
    """The day written as YYYY-MM-DD (ISO 8601, extended format), or None for anything else."""
    try:
        day = date.fromisoformat(text)
    except ValueError:
        return None
    return day if day.isoformat() == text else None

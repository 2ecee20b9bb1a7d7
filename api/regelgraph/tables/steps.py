"""Numbers that stand for something of their own in every column of numbers."""

from __future__ import annotations

NONE = -1
UNREADABLE = 0
"""The meaning of every cell of a row whose cells cannot be told apart."""

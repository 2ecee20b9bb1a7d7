"""Numbers that stand for something of their own in every column of numbers."""

from __future__ import annotations

NONE = -1
UNREADABLE = 0
"""The meaning of every cell of a row whose cells cannot be told apart."""
BLANK = 1
"""The meaning of an empty cell, and of one that is not there."""

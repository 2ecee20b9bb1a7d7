"""Which rights the system gives to what is made anew; a temporary file has fewer until it takes its place."""

from __future__ import annotations

import os


def usual(rights: int) -> int:
    """Of `rights` (such as 0o666) those that the process may give; the mask can only be read by setting it."""
    mask = os.umask(0)
    os.umask(mask)
    return rights & ~mask

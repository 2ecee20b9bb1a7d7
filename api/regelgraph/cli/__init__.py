"""The command line. Importing it is light: what a command needs is imported when it runs."""

from __future__ import annotations

import gc
from collections.abc import Sequence

__all__ = ["main"]

_OBJECTS = 50_000
"""New objects between two collections of garbage: what a start makes stays, and looking through it often costs time."""


def main(arguments: Sequence[str] | None = None) -> None:
    """Run a command with `arguments` (default: the process's own); always ends with SystemExit.

    Exit codes: 0 it ran, 1 `--fail-on` was met, `lint` found faults, `format --check` files not in their form or
    `compare` differences,
    2 wrong usage or unreadable input.
    """
    from regelgraph.cli.run import run

    gc.set_threshold(_OBJECTS)
    raise SystemExit(run(arguments))

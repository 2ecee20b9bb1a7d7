"""Writes the pages that are made from the knowledge: `python -m regelgraph.docs [FOLDER]` (default: docs)."""

from __future__ import annotations

import sys
from pathlib import Path

from regelgraph.docs import pages
from regelgraph.knowledge import load


def main() -> None:
    """Write the pages into the folder named on the command line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    for name, page in pages(load(), load(examples=True, compiled=False)).items():
        (folder / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Writes the pages that are made from the knowledge: `python -m regelgraph.docs [FOLDER]` (default: docs)."""

from __future__ import annotations

import sys
from pathlib import Path

from regelgraph.docs import columns_page, rules_page
from regelgraph.knowledge import load


def main() -> None:
    """Write rules.md and columns.md into the folder named on the command line."""
    folder = Path(sys.argv[1] if len(sys.argv) > 1 else "docs")
    knowledge = load()
    for name, page in {"rules.md": rules_page(knowledge), "columns.md": columns_page(knowledge)}.items():
        (folder / name).write_text(page, encoding="utf-8")


if __name__ == "__main__":
    main()

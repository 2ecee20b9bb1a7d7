"""Writes the pages on reuse anew, with the scripts as they are and what they print; read the difference."""

from __future__ import annotations

import shutil
import tempfile
from pathlib import Path

from tests.reuse.pages import FOLDER, PAGES, install, rewritten, run, running


def main() -> None:
    with tempfile.TemporaryDirectory() as place, running() as service:
        copy = Path(place) / "reuse"
        shutil.copytree(FOLDER, copy, ignore=shutil.ignore_patterns("node_modules"))
        install(copy / "javascript", Path(place) / "npm")
        for page in PAGES:
            text = (FOLDER / page).read_text(encoding="utf-8")
            new = rewritten(text, lambda command: run(command, service, copy))
            (FOLDER / page).write_text(new, encoding="utf-8")


if __name__ == "__main__":
    main()

"""Runs of the command in processes of their own, and what they imported that only making needs."""

from __future__ import annotations

import json
import os
import subprocess
import sys
from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

import regelgraph

CHECKOUT = Path(regelgraph.__file__).parents[1]
SAMPLES = Path(__file__).parents[2] / "data" / "samples"
MAKERS = ("owlrl", "pyshacl", "rdflib")
NOW = ("--as-of", "2026-11-01")

PERSONS = ("check", "persons", SAMPLES / "participants.csv", "--round", "win-win-2", *NOW)
USES: dict[str, tuple[object, ...]] = {
    "persons": PERSONS,
    "persons of every round": ("check", "persons", SAMPLES / "participants.csv", "--format", "jsonl", *NOW),
    "participations": ("check", "participations", SAMPLES / "participations.csv", "--all-pairs", *NOW),
    "networks": ("check", "networks", SAMPLES / "networks.csv", *NOW),
    "a person explained": ("explain", "persons", SAMPLES / "participants.csv", "--id", "WW-001", *NOW),
    "stays explained": ("explain", "participations", SAMPLES / "participations.csv", "--id", "T-017", *NOW),
    "a network explained": ("explain", "networks", SAMPLES / "networks.csv", "--id", "V-01", *NOW),
    "a decision table": ("tables", "residence-status-round-3"),
}
"""What people do every day."""

_RUN = """
import json, sys
{before}
from regelgraph.cli import main
try:
    main(sys.argv[2:])
finally:
    import regelgraph
    with open(sys.argv[1], "w", encoding="utf-8") as file:
        json.dump([regelgraph.__file__, sorted(sys.modules)], file)
"""


@dataclass(frozen=True)
class Ran:
    """What a run answered, which of MAKERS it imported, and where its package stands."""

    out: bytes
    made_by: tuple[str, ...]
    package: Path


class Run:
    """A run that has begun: of the package below `package`, keeping in `cache`, after doing `before`."""

    def __init__(
        self, arguments: Sequence[object], folder: Path, cache: object, package: Path = CHECKOUT, before: str = ""
    ) -> None:
        folder.mkdir(exist_ok=True)
        self._trace = folder / "modules.json"
        self._trace.unlink(missing_ok=True)
        command = [sys.executable, "-c", _RUN.format(before=before), str(self._trace), *map(str, arguments)]
        environment = os.environ | {"REGELGRAPH_CACHE": str(cache), "PYTHONPATH": str(package)}
        self.process = subprocess.Popen(
            command, env=environment, cwd=folder, stdout=subprocess.PIPE, stderr=subprocess.PIPE
        )

    def end(self) -> Ran:
        """Wait for it; it must succeed."""
        out, told = self.process.communicate()
        assert self.process.returncode == 0, told.decode()
        package, modules = json.loads(self._trace.read_text(encoding="utf-8"))
        return Ran(out, tuple(name for name in MAKERS if name in modules), Path(package))

"""What is asked of Spark in the tests, and of the local engine beside it: lists, options, formats."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import Path

from tests.spark.lists import STRANGER, files_in

MASTERS = ("local[*]", "local-cluster[2,1,1024]")
AS_OF = "2026-11-24"
ROWS = 1200


@dataclass(frozen=True)
class Scenario:
    """A check: its name, the kind and the folder of the list, further options, the format of the report."""

    name: str
    kind: str
    folder: str
    options: tuple[str, ...] = ()
    format_: str = "csv"

    def arguments(self, files: Sequence[Path], output: Path) -> list[str]:
        """The command line."""
        return [
            "check", self.kind, *map(str, files), "--as-of", AS_OF, *self.options, "--format", self.format_,
            "--output", str(output),
        ]  # fmt: skip

    def on_spark(self, lists: Path, output: Path, master: str) -> list[str]:
        """The command line for Spark: the folder in, a folder out."""
        return [*self.arguments([lists / self.folder], output), "--engine", "spark", "--master", master]

    def locally(self, lists: Path, output: Path) -> list[str]:
        """The command line for the same files here."""
        return self.arguments(files_in(lists / self.folder), output)


TWO = ("--round", "win-win-2", "--round", "win-win-3")
ONE = ("--round", "win-win-2")
FAMILIES = ("--knowledge", str(STRANGER / "family-benefit.ttl"), "--round", "family-2026")
SCENARIOS = (
    Scenario("persons in two rounds", "persons", "persons", TWO),
    Scenario("persons who name their rounds", "persons", "rounds", (*ONE, "--lang", "en"), "jsonl"),
    Scenario("persons as Parquet", "persons", "persons", ("--round", "win-win-1"), "parquet"),
    Scenario("pairs of stays", "participations", "participations", ONE),
    Scenario("every pair of stays", "participations", "participations", ("--all-pairs",), "parquet"),
    Scenario("networks", "networks", "networks", ONE),
    Scenario("somebody else's programme", "persons", "families", FAMILIES),
    Scenario("networks as JSON Lines", "networks", "networks", (*TWO, "--lang", "en"), "jsonl"),
)
SUMMARIES = (
    Scenario("summary of persons", "persons", "rounds", (*ONE, "--summary", "--min-cell", "5")),
    Scenario("summary of pairs", "participations", "participations", ("--summary",)),
    Scenario("summary of networks", "networks", "networks", (*TWO, "--summary"), "jsonl"),
)
FAILING = (
    Scenario("a broken Parquet file", "persons", "broken", ONE),
    Scenario("a file without the column of ids", "persons", "nameless", ONE),
    Scenario("two columns for one fact", "persons", "divided", ONE),
    Scenario("a file cut within a character", "participations", "cut"),
)


def on(master: str) -> tuple[Scenario, ...]:
    """What is asked of a master: of the cluster all; of threads one list of each kind and form of report.

    Both run the same code of ours; what only a cluster has is that executors are other processes than the driver.
    """
    if master == MASTERS[0]:
        chosen = ("persons in two rounds", "persons as Parquet", "pairs of stays", "networks as JSON Lines")
        return (*(each for each in SCENARIOS if each.name in chosen), SUMMARIES[0], FAILING[0])
    return (*SCENARIOS, *SUMMARIES, *FAILING)

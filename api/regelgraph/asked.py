"""What a check is asked for, whatever the list and wherever it is judged."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regelgraph.checks import Check, open_check
from regelgraph.terms import NETWORKS, STAYS

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.tables.files.source import Held


@dataclass(frozen=True, slots=True)
class Asked:
    """Which kind of case, by which rounds, as of which day.

    `every`: pairs that are safe have a row, too.
    """

    case_kind: str
    rounds: tuple[str, ...]
    as_of: date
    lang: str = "de"
    every: bool = False

    def open(self, knowledge: Knowledge, files: Sequence[Path | Held], sheet: str | None = None) -> Check:
        """The check of files, of workbooks the `sheet`. Raises as `open_check`."""
        given: dict[str, Any] = {"as_of": self.as_of, "lang": self.lang, "sheet": sheet}
        if self.case_kind == STAYS:
            from regelgraph.participations import open_pairs

            return open_pairs(knowledge, files, self.rounds, every=self.every, **given)
        if self.case_kind == NETWORKS:
            from regelgraph.networks import open_networks

            return open_networks(knowledge, files, self.rounds, **given)
        return open_check(knowledge, files, self.rounds, **given)

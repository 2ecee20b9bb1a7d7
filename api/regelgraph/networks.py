"""Checks a table of partners end to end: each network for each of its rounds is one case of several rows."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.checks import Check, open_check
from regelgraph.tables.blocks import blocks_of
from regelgraph.tables.files.source import Held
from regelgraph.tables.grouped.pipeline import GroupPipeline
from regelgraph.tables.grouped.plan import Plan
from regelgraph.tables.reports.report import Report
from regelgraph.terms import NETWORKS

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.tables.by_hand import ByHand


class NetworkCheck(Check):
    """A check of networks; `asked` rounds stand in blank round cells."""

    @cached_property
    def plan(self) -> Plan:
        """The facts of networks, and the columns that they follow from."""
        return Plan(self.judge, self.case_kind, self.columns)

    def stream(self) -> Report:
        """Judge all networks; a network may have rows anywhere in the list, so none comes before all are read."""
        pipeline = GroupPipeline(self.plan, self.asked, self._say, full=self.full)
        judged = pipeline.judge(blocks_of(self.sources, self.columns.places))
        self.judge.keep()
        return Report(
            self.columns.identity.name, judged.endings, judged.texts, self.words, self.knowledge, self.as_of,
            iris=self.iris, lines=judged.lines, marks=judged.marks,
        )  # fmt: skip


def open_networks(
    knowledge: Knowledge,
    files: Sequence[Path | Held],
    rounds: Sequence[str],
    *,
    as_of: date,
    lang: str = "de",
    sheet: str | None = None,
    by_hand: ByHand | None = None,
) -> NetworkCheck:
    """Read the files, of workbooks the `sheet`, and see that they can be judged.

    Columns `by_hand` as in `open_check`; raises what it raises.
    """
    check = open_check(
        knowledge, files, rounds, as_of=as_of, lang=lang, case_kind=NETWORKS, sheet=sheet, by_hand=by_hand
    )
    return NetworkCheck(check.judge, check.sources, check.columns, check.asked, as_of, lang, NETWORKS)

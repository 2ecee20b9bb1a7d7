"""Opens the files of a list, knowing by which headers such a list is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path

from regelgraph.folding import fold
from regelgraph.rulebook import Rulebook
from regelgraph.tables.columns import recognised_by
from regelgraph.tables.files import Held, Source, read_table
from regelgraph.tables.workbook_sheets import Sheets


def read_all(
    rulebook: Rulebook, case_kind: str, files: Sequence[Path | Held], sheet: str | None = None
) -> list[Source]:
    """The tables in the files, of workbooks the `sheet`. Raises as `read_table`."""
    facts = rulebook.facts[case_kind].values()
    ids = {fold(name) for fact in facts if fact.identifies_case for name in (fact.name, *fact.header_aliases)}

    def identifies(headers: Sequence[str]) -> int:
        return sum(fold(header) in ids for header in headers)

    recognised = recognised_by(rulebook, case_kind)
    return [read_table(path, recognised, Sheets(sheet, identifies)) for path in files]

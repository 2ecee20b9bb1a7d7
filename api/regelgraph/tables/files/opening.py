"""Opens the files of a list, knowing by which headers such a list is recognised."""

from __future__ import annotations

from collections.abc import Sequence
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.folding import fold
from regelgraph.rulebook import Rulebook
from regelgraph.tables.columns import recognised_by
from regelgraph.tables.files.delimiter import Recognised
from regelgraph.tables.files.parquet_blocks import read_parquet_blocks
from regelgraph.tables.files.source import Held, Source, coded_by, read_table
from regelgraph.tables.files.workbook_sheets import Sheets

if TYPE_CHECKING:
    import pyarrow as pa


def read_all(
    rulebook: Rulebook, case_kind: str, files: Sequence[Path | Held], sheet: str | None = None
) -> list[Source]:
    """The tables in the files, of workbooks the `sheet`. Raises as `read_table`."""
    recognised, identifies = recognised_by(rulebook, case_kind), identified_by(rulebook, case_kind)
    return [read_table(path, recognised, Sheets(sheet, identifies)) for path in files]


def read_groups(rulebook: Rulebook, case_kind: str, path: Path, groups: Sequence[int]) -> Source:
    """The rows in some row groups of a Parquet file. Raises as `read_table`."""
    is_coded = coded_by(recognised_by(rulebook, case_kind), identified_by(rulebook, case_kind))
    headers, blocks = read_parquet_blocks(partial(_stream, str(path)), str(path), is_coded, groups)
    return Source(str(path), tuple(headers), blocks)


def _stream(path: str) -> pa.OSFile:
    import pyarrow as pa

    return pa.OSFile(path)


def identified_by(rulebook: Rulebook, case_kind: str) -> Recognised:
    """A function that counts the headers of a list which name the column that identifies a case."""
    facts = rulebook.facts[case_kind].values()
    ids = {fold(name) for fact in facts if fact.identifies_case for name in (fact.name, *fact.header_aliases)}

    def identifies(headers: Sequence[str]) -> int:
        return sum(fold(header) in ids for header in headers)

    return identifies

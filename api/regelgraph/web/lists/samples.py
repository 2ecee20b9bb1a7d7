"""GET /lists/samples/…: invented lists to try, in every format that is read."""

from __future__ import annotations

from functools import lru_cache
from io import BytesIO
from pathlib import Path
from typing import TYPE_CHECKING, Final
from zipfile import ZIP_DEFLATED, ZipFile, ZipInfo

from regelgraph.knowledge.find import find_root
from regelgraph.tables.files.opening import read_all
from regelgraph.tables.files.source import Held, plain
from regelgraph.tables.writers import records
from regelgraph.web.accept import CSV, NDJSON, PARQUET, XLSX
from regelgraph.web.checks.checking import KINDS
from regelgraph.web.public import KEPT, attachment, content_type
from regelgraph.workers.messages import Reply
from regelgraph.workers.problems import of_status

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

FOLDER: Final = "samples"
TYPES: Final = {"csv": CSV, "xlsx": XLSX, "parquet": PARQUET, "jsonl": NDJSON}
"""Media types by the suffix of a sample."""
_FILES: Final = {"persons": "participants.csv"}
"""Those that are called otherwise than their kind of list."""


def answer(loaded: Loaded, name: str) -> Reply:
    """A sample as a file to keep; 404 for another name."""
    kind, _, suffix = name.partition(".")
    if kind not in KINDS or suffix not in TYPES:
        return of_status(404)
    headers = [("content-type", content_type(TYPES[suffix])), attachment(f"{kind}-sample.{suffix}"), KEPT]
    return Reply(200, headers, [_written(loaded, kind, suffix)])


def _written(loaded: Loaded, kind: str, suffix: str) -> bytes:
    data = sample(kind)
    if suffix == "csv":
        return data
    (source,) = read_all(loaded.rulebook, KINDS[kind].case_kind, [Held("sample.csv", data)])
    columns = [plain(source.cells.column(f"c{place}")).to_pylist() for place in range(len(source.headers))]
    out = BytesIO()
    records.write(suffix, source.headers, zip(*columns, strict=True), out)
    return _dateless(out) if suffix == "xlsx" else out.getvalue()


def _dateless(archive: BytesIO) -> bytes:
    """The archive without the times at which its parts were written, so that it is the same each time."""
    out = BytesIO()
    with ZipFile(archive) as parts, ZipFile(out, "w") as package:
        for name in parts.namelist():
            package.writestr(ZipInfo(name), parts.read(name), ZIP_DEFLATED)
    return out.getvalue()


@lru_cache(maxsize=len(KINDS))
def sample(kind: str) -> bytes:
    """The sample of a kind of list, as CSV."""
    return (find_root() / "data" / FOLDER / Path(_FILES.get(kind, f"{kind}.csv"))).read_bytes()

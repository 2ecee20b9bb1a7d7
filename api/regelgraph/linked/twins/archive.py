"""All tables and their description in one file, for who wants them all: the same bytes in every process."""

from __future__ import annotations

import io
import zipfile
from typing import TYPE_CHECKING, Final

from regelgraph.linked.twins.files import files

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_EARLIEST: Final = (1980, 1, 1, 0, 0, 0)
"""The first day that a ZIP can name; what is in it has no other."""
_FOLDER: Final = "csv/"


def archive(knowledge: Knowledge) -> bytes:
    """A ZIP with all files in the folder `csv`."""
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as packed:
        for name, content in files(knowledge).items():
            entry = zipfile.ZipInfo(_FOLDER + name, _EARLIEST)
            entry.compress_type = zipfile.ZIP_DEFLATED
            entry.external_attr = 0o644 << 16
            packed.writestr(entry, content)
    return out.getvalue()

"""The names of the sheets of a workbook, without reading what is in them."""

from __future__ import annotations

import posixpath
import re
from typing import Final

from regelgraph.tables.files.archives import Archive
from regelgraph.tables.files.kinds import WORKBOOK, kind_of
from regelgraph.tables.files.source import Held
from regelgraph.tables.files.workbook_oddities import ELEMENT, attributes

_RELATION: Final = re.compile(ELEMENT.format("Relationship").encode())
_SHEET: Final = re.compile(ELEMENT.format("sheet").encode())
_BOOK: Final = "/officeDocument"
_HIDDEN: Final = ("hidden", "veryHidden")


def sheet_names(held: Held) -> tuple[str, ...]:
    """Those that a reader of the workbook sees, in order; none of another file. Raises as `Archive` and `kind_of`."""
    if not held.data or kind_of(held.data, held.name) != WORKBOOK:
        return ()
    archive = Archive(held.data, held.name, held.limits)
    relations = [attributes(each) for each in _RELATION.findall(archive.read("_rels/.rels"))]
    book = next((each.get("Target", "") for each in relations if each.get("Type", "").endswith(_BOOK)), "")
    part = archive.read(posixpath.normpath(posixpath.join("/", book)).lstrip("/"))
    sheets = [attributes(each) for each in _SHEET.findall(part)]
    return tuple(each["name"] for each in sheets if each.get("name") and each.get("state") not in _HIDDEN)

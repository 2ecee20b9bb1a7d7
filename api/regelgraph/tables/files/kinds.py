"""Which kind of table a file is: by its first bytes, and by its name, which must not say otherwise."""

from __future__ import annotations

import codecs
import json
import re
from pathlib import PurePath
from typing import Final

from regelgraph.errors import InputError

TEXT: Final = "text"
WORKBOOK: Final = "workbook"
PARQUET: Final = "parquet"
JSON_LINES: Final = "json-lines"

_SUFFIXES: Final = {
    ".csv": TEXT,
    ".tsv": TEXT,
    ".txt": TEXT,
    ".xlsx": WORKBOOK,
    ".xlsm": WORKBOOK,
    ".parquet": PARQUET,
    ".pq": PARQUET,
    ".jsonl": JSON_LINES,
    ".ndjson": JSON_LINES,
}
_NAMES: Final = {
    TEXT: "a text",
    WORKBOOK: "an Excel workbook or another ZIP archive",
    PARQUET: "a Parquet file",
    JSON_LINES: "JSON Lines",
}
_MARKS: Final = ((b"PK\x03\x04", WORKBOOK), (b"PAR1", PARQUET), (b"PARE", PARQUET))
_OLE: Final = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_LONG: Final = 1 << 16
"""Bytes of a line that is not decoded just to see what it is."""
_BEGINS: Final = re.compile(rb'\{\s*(?:\}|"(?:[^"\\]|\\.)*"\s*:)')
_ENCRYPTED: Final = "EncryptedPackage".encode("utf-16-le")


def kind_of(data: bytes, name: str) -> str:
    """TEXT, WORKBOOK, PARQUET or JSON_LINES.

    Raises InputError if name and content disagree, and for workbooks that are encrypted or of an old kind. A text under
    a name for JSON Lines is taken at its word, so that its reader can name the line that is none.
    """
    said = _SUFFIXES.get(PurePath(name).suffix.lower())
    if data.startswith(_OLE):
        if _ENCRYPTED in data:
            raise InputError(f"{name} is encrypted; save it without a password", hint="password")
        raise InputError(f"{name} is an old Excel workbook (.xls); save it as XLSX", hint="old-excel")
    found = next((kind for mark, kind in _MARKS if data.startswith(mark)), None)
    if found is None:
        found = JSON_LINES if said == JSON_LINES or _is_object(data) else TEXT
    if said is not None and said != found:
        suffix = PurePath(name).suffix
        raise InputError(
            f"{name} is {_NAMES[found]}, but its name ends in {suffix}; give it a name that fits", hint="suffix"
        )
    return found


def _is_object(data: bytes) -> bool:
    """Whether the first line that is not empty is a JSON object; a very long one, whether it begins like one."""
    start = data.removeprefix(codecs.BOM_UTF8).lstrip()
    if not start.startswith(b"{"):
        return False
    line = start[:_LONG].split(b"\n", 1)[0]
    if len(line) == _LONG:
        return _BEGINS.match(line) is not None
    try:
        return isinstance(json.loads(line), dict)
    except (ValueError, RecursionError):
        return False

"""Workbooks part by part, as no program writes them."""

from __future__ import annotations

import io
import struct
import zipfile
from collections.abc import Sequence

_MAIN = "http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_RELATIONS = "http://schemas.openxmlformats.org/package/2006/relationships"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
SHEET = "xl/worksheets/sheet1.xml"


def text(place: bytes, content: bytes) -> bytes:
    """A cell that holds a text of its own."""
    return b'<c r="%s" t="inlineStr"><is><t>%s</t></is></c>' % (place, content)


def row(number: bytes, *cells: bytes) -> bytes:
    return b'<row r="%s">%s</row>' % (number, b"".join(cells))


HEAD = row(b"1", text(b"A1", b"person_id"), text(b"B1", b"sex"))
ROWS = HEAD + row(b"2", text(b"A2", b"P"), text(b"B2", b"m"))


def sheet_of(rows: bytes = ROWS, behind: bytes = b"") -> bytes:
    return b'<worksheet xmlns="%s"><sheetData>%s</sheetData>%s</worksheet>' % (_MAIN.encode(), rows, behind)


def texts_of(items: bytes) -> bytes:
    return b'<sst xmlns="%s">%s</sst>' % (_MAIN.encode(), items)


def workbook(
    sheet: bytes | None = None,
    texts: bytes | None = None,
    more: Sequence[tuple[str, bytes]] = (),
    sheets: int = 1,
    method: int = zipfile.ZIP_DEFLATED,
) -> bytes:
    """A workbook with so many sheets, all of which are the one part."""
    named = "".join(f'<sheet name="S{i}" sheetId="{i + 1}" r:id="rId1"/>' for i in range(sheets))
    parts: list[tuple[str, str | bytes]] = [
        ("_rels/.rels", _relations([("officeDocument", "xl/workbook.xml")])),
        ("xl/workbook.xml", f'<workbook xmlns="{_MAIN}" xmlns:r="{_OFFICE}"><sheets>{named}</sheets></workbook>'),
        (
            "xl/_rels/workbook.xml.rels",
            _relations([("worksheet", "worksheets/sheet1.xml"), ("sharedStrings", "sharedStrings.xml")]),
        ),
        (SHEET, sheet_of() if sheet is None else sheet),
        *([("xl/sharedStrings.xml", texts)] if texts is not None else []),
        *more,
    ]
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w", method) as written:
        for name, part in parts:
            written.writestr(name, part)
    return out.getvalue()


def _relations(targets: Sequence[tuple[str, str]]) -> str:
    found = "".join(
        f'<Relationship Id="rId{number}" Type="{_OFFICE}/{kind}" Target="{target}"/>'
        for number, (kind, target) in enumerate(targets, 1)
    )
    return f'<Relationships xmlns="{_RELATIONS}">{found}</Relationships>'


def with_lie(data: bytes, part: str, field: int, value: int) -> bytes:
    """The archive with another number in the directory's entry of a part: 16 is its check sum, 24 its size."""
    changed, place = bytearray(data), 0
    while (place := changed.find(b"PK\x01\x02", place)) >= 0:
        (length,) = struct.unpack_from("<H", changed, place + 28)
        if changed[place + 46 : place + 46 + length] == part.encode():
            struct.pack_into("<I", changed, place + field, value)
            (local,) = struct.unpack_from("<I", changed, place + 42)
            struct.pack_into("<I", changed, local + field - 2, value)
        place += 4
    return bytes(changed)

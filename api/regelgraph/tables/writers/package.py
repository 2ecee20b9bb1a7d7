"""Puts the rows of sheets into the package of a workbook (ECMA-376 part 2: a ZIP archive of XML parts)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from typing import IO, Final
from zipfile import ZIP64_LIMIT, ZIP_DEFLATED, ZipFile

_FASTEST: Final = 1
_NO_ROWS: Final = b"<sheetData/>"
_NO_EXTENT: Final = b'<dimension ref="A1"/>'
_TEXTS: Final = "xl/sharedStrings.xml"
_TYPE: Final = (
    b'<Override PartName="/xl/sharedStrings.xml" '
    b'ContentType="application/vnd.openxmlformats-officedocument.spreadsheetml.sharedStrings+xml"/>'
)
_RELATION: Final = (
    b'<Relationship Id="rIdTexts" '
    b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/sharedStrings" '
    b'Target="sharedStrings.xml"/>'
)
_ADDED: Final = {
    "[Content_Types].xml": (b"</Types>", _TYPE),
    "xl/_rels/workbook.xml.rels": (b"</Relationships>", _RELATION),
}
"""Before which end of a part something is added: what makes the shared texts a part of the package."""


@dataclass(slots=True)
class Body:
    """The rows of a sheet as XML, and the range of their cells (`A1:K12`)."""

    rows: IO[bytes]
    extent: str = "A1"


def assemble(frame: IO[bytes], bodies: Sequence[Body], texts: Iterable[bytes], out: IO[bytes]) -> None:
    """Write to `out` the workbook `frame`, whose sheets are empty, with the rows of each sheet and the texts shared."""
    sheets = {f"xl/worksheets/sheet{number}.xml": body for number, body in enumerate(bodies, 1)}
    with ZipFile(frame) as parts, ZipFile(out, "w", ZIP_DEFLATED, compresslevel=_FASTEST) as package:
        for name in parts.namelist():
            whole = parts.read(name)
            if name in sheets:
                body = sheets[name]
                _add(package, name, _filled(whole, body), len(whole) + body.rows.tell())
                continue
            end, added = _ADDED.get(name, (b"", b""))
            package.writestr(name, whole.replace(end, added + end) if end else whole)
        _add(package, _TEXTS, texts, 0)


def _filled(sheet: bytes, body: Body) -> Iterator[bytes]:
    head, tail = sheet.replace(_NO_EXTENT, f'<dimension ref="{body.extent}"/>'.encode()).split(_NO_ROWS)
    yield head + b"<sheetData>"
    body.rows.seek(0)
    while chunk := body.rows.read(1 << 20):
        yield chunk
    yield b"</sheetData>" + tail


def _add(package: ZipFile, name: str, chunks: Iterable[bytes], size: int) -> None:
    with package.open(name, "w", force_zip64=size > ZIP64_LIMIT) as part:
        for chunk in chunks:
            part.write(chunk)

"""Workbooks that are bombs or broken: a clear problem that tells nothing of them, and little memory spent."""

from __future__ import annotations

import os
import zipfile
from collections.abc import Callable
from pathlib import Path

import pytest

from tests.hostile.uploads import XLSX, judged, refused
from tests.hostile.workbook_bytes import HEAD, ROWS, SHEET, row, sheet_of, text, texts_of, with_lie, workbook

CELLS, COLUMNS, PARTS = "more than 3000000 cells", "more than 1000 columns", "more than 1000 parts"
UNPACKED, RATIO, TEXT = "more than 256 MiB", "more than 250 times its size", "more than 256 MiB of text"
BLANKS = b'<c r="A3" s="1"/>'
DTD = b'<!DOCTYPE lolz [<!ENTITY a "lol"><!ENTITY b "&a;&a;&a;&a;&a;&a;">]>'
FILE = b'<!DOCTYPE x [<!ENTITY a SYSTEM "file:///etc/hostname">]>'


def shared(size: int, rows: int) -> bytes:
    cells = b"".join(b'<row r="%d"><c r="A%d" t="s"><v>0</v></c></row>' % (n, n) for n in range(2, rows + 2))
    return workbook(sheet_of(HEAD + cells), texts_of(b"<si><t>" + b"x" * size + b"</t></si>"))


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: workbook(sheet_of(ROWS + b"<row>" + BLANKS * 600_000 + b"</row>")), RATIO),
        (lambda: workbook(sheet_of(ROWS + b" " * 10_000_000)), RATIO),
        (lambda: workbook(texts=texts_of(b"<si><t>a</t></si>" * 600_000)), RATIO),
        (lambda: workbook(sheet_of(ROWS + BLANKS * 3_000_001), method=zipfile.ZIP_STORED), CELLS),
        (lambda: workbook(more=[(f"xl/{n}.xml", b"") for n in range(10_000)]), PARTS),
        (lambda: with_lie(workbook(), SHEET, 24, 0xFFFF_FFFE), UNPACKED),
        (lambda: workbook(sheet_of(HEAD + row(b"2", *[b"<c><v>1</v></c>"] * 16_384))), COLUMNS),
        (lambda: workbook(sheet_of(row(b"1", *[b"<c><v>1</v></c>"] * 16_384))), "empty table"),
        (lambda: shared(30_000, 99_000), TEXT),
        (lambda: shared(1_000_000, 1), "more than 32767 characters"),
        (lambda: workbook(sheet_of(HEAD + b"".join(row(b"%d" % n, text(b"A%d" % n, b"P")) for n in range(2, 100_003)))),
         "more than 100000 rows"),
    ],
)  # fmt: skip
def test_a_workbook_beyond_the_limits_is_refused(data: Callable[[], bytes], says: str) -> None:
    status, kind = (400, "input") if says == "empty table" else (413, "too-large")
    refused(XLSX, data(), status, kind, says)


@pytest.mark.parametrize(
    "cell",
    [
        row(b"1048576", text(b"XFD1048576", b"x")),
        row(b"1048576", text(b"xfd1048576", b"x")),
        row(b"1048576", text(b"XFD1048576", b"x").replace(b'r="', b'r = "')),
        row(b"1048576", text(b"XFD1048576", b"x").replace(b'"XFD1048576"', b"'XFD1048576'")),
        row(b"1048576", *[b'<c t="inlineStr"><is><t>x</t></is></c>'] * 16_384),
        row(b"1", *[b"<c><v>1</v></c>"] * 16_384)
        + b'<row r="1048576"/>'
        + b"<row/>" * 3
        + row(b"1048577", text(b"", b"")),
        row(b"999999999", text(b"A999999999", b"x")),
        row(b"9", text(b"A" + b"9" * 99, b"x")),
        row(b"5", text(b"ZZZZZZ5", b"x")),
        row(b"5", text(b"Z" * 50 + b"5", b"x")),
    ],
)
def test_a_cell_far_off_is_no_reason_to_make_room(cell: bytes) -> None:
    refused(XLSX, workbook(sheet_of(ROWS + cell)), 400, "input", "the body: a cell stands far off the list")


@pytest.mark.parametrize(
    ("data", "says"),
    [
        (lambda: workbook(DTD + sheet_of(ROWS.replace(b"P<", b"&b;<"))), "document type"),
        (lambda: workbook(FILE + sheet_of(ROWS.replace(b"P<", b"&a;<"))), "document type"),
        (lambda: workbook(texts=DTD + texts_of(b"")), "document type"),
        (lambda: workbook((DTD + sheet_of()).decode().encode("utf-16")), "no UTF-8"),
        (lambda: workbook(sheet_of(ROWS.replace(b"P<", b"&Geheimnis;<"))), "broken"),
        (lambda: with_lie(workbook(sheet_of(b" " * 500_000_000)), SHEET, 24, 100_000), "broken"),
        (lambda: with_lie(workbook(), SHEET, 24, 10), "broken"),
        (lambda: with_lie(workbook(), SHEET, 24, 100_000), "broken"),
        (lambda: with_lie(workbook(), SHEET, 16, 1), "broken"),
        (lambda: workbook(method=zipfile.ZIP_LZMA), "broken"),
        (lambda: workbook(method=zipfile.ZIP_BZIP2), "broken"),
        (lambda: workbook(sheets=5_000), "a sheet is missing"),
        (lambda: workbook(sheet_of(HEAD + b'<row r="0">' + text(b"A0", b"Geheimnis") + b"</row>")), "broken"),
        (lambda: workbook(sheet_of(HEAD + b'<row r="2"><c r="A2" t="Geheimnis"><v>1</v></c></row>')), "broken"),
        (lambda: workbook(sheet_of(HEAD + b'<row r="2"><c r="A2" t="b"><v>Geheimnis</v></c></row>')), "broken"),
        (lambda: workbook(sheet_of(HEAD + b'<row r="2"><c r="A2" t="s"><v>77</v></c></row>')), "broken"),
        (lambda: workbook(sheet_of(HEAD).replace(b"S0", b"Geheimnis")), "empty table"),
        (lambda: workbook()[:-30], "broken"),
        (lambda: workbook().replace(b"xl/workbook", b"wd/workbook"), "sheet is missing"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"Geheimnis" * 9, "old Excel"),
        (lambda: b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + "EncryptedPackage".encode("utf-16-le"), "encrypted"),
    ],
)
def test_a_workbook_that_is_none_is_refused(data: Callable[[], bytes], says: str) -> None:
    refused(XLSX, data(), 400, "input", "the body", says)


@pytest.mark.filterwarnings("ignore:Duplicate name")
def test_a_part_that_is_there_twice_could_be_either(monkeypatch: pytest.MonkeyPatch) -> None:
    refused(XLSX, workbook(more=[(SHEET, sheet_of())]), 400, "input", "broken Excel workbook")


@pytest.mark.parametrize(
    "behind",
    [
        b"<row hidden " * 50_000,
        b'<row hidden="1" r="x">' * 50_000,
        b'<c r="A5"><f>' * 50_000,
        b'<col hidden="1" min="1" max="16384"/>' * 50_000,
        b"<row hidden " + b"a" * 1_000_000 + b">",
        b"<mergeCells>" + b'<mergeCell ref="A1:XFD1048576"/>' * 20_000 + b"</mergeCells>",
        b'<dimension ref="A1:XFD1048576"/>',
    ],
)
def test_what_stands_behind_the_cells_costs_nothing(behind: bytes) -> None:
    """Each would take hours where a search begins anew at each of them and goes on to the end."""
    assert judged(XLSX, workbook(sheet_of(behind=behind)))["summary"]["undetermined"] == 1


def test_names_of_parts_are_no_paths(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.chdir(tmp_path)
    parts = [("../../x.xml", b"<x/>"), (os.fspath(tmp_path / "y.xml"), b"<x/>"), ("..\\z.xml", b"<x/>")]
    assert judged(XLSX, workbook(more=[*parts, ("xl/inner.zip", workbook())]))["results"][0]["person_id"] == "P"
    assert not list(tmp_path.iterdir())


def test_a_formula_counts_as_its_value_and_is_never_reckoned() -> None:
    cells = row(b"2", b'<c r="A2"><f>1+1</f><v>2</v></c>', b'<c r="B2"><f>WEBSERVICE("http://127.0.0.1/")</f></c>')
    found = judged(XLSX, workbook(sheet_of(HEAD + cells)))
    assert found["results"][0]["person_id"] == "2"
    assert "WEBSERVICE" in found["results"][0]["invalid"]
    assert "formulas without a value cannot be read" in str(found["warnings"])


@pytest.mark.parametrize("day", [b"1e10", b"-5", b"1e400", b"2958466", b"99999999999", b"x"])
def test_a_day_beyond_the_calendar_is_a_finding(day: bytes) -> None:
    styles = b'<styleSheet><cellXfs><xf numFmtId="0"/><xf numFmtId="14"/></cellXfs></styleSheet>'
    head = row(b"1", text(b"A1", b"person_id"), text(b"B1", b"birth_date"))
    data = workbook(
        sheet_of(head + row(b"2", text(b"A2", b"P"), b'<c r="B2" s="1"><v>%s</v></c>' % day)),
        more=[("xl/styles.xml", styles)],
    )
    assert judged(XLSX, data)["results"][0]["invalid"].startswith("birth_date: ")

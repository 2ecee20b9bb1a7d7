"""Sheets written in columns: the values, styles and texts of the same sheet written cell by cell by XlsxWriter."""

from __future__ import annotations

import csv
import datetime as dt
import io
import zipfile
from collections.abc import Callable, Sequence
from pathlib import Path
from typing import Any
from xml.parsers import expat

import openpyxl
import pyarrow as pa
import pytest
import xlsxwriter
from openpyxl.utils.escape import unescape
from python_calamine import CalamineWorkbook
from regelgraph.errors import UsageError
from regelgraph.tables.reports.annotated import Annotated
from regelgraph.tables.reports.report import Report
from regelgraph.tables.writers import annotated, xlsx
from regelgraph.tables.writers.csv import safe
from regelgraph.tables.writers.sheet_rows import letters
from regelgraph.tables.writers.sheet_texts import LONGEST, cell_text

from tests.tables.lists import knowledge, opened, reported, written

DAY = dt.date(2026, 1, 1)
WORDS = pa.dictionary(pa.int32(), pa.string())
Read = Callable[[bytes], list[list[Any]]]
CODES = ("_x0041_", "_x005F_", "_x005F_x0041_", "_X0041_", "_x41_", "a_x000D_b", "_xFFFE_")
"""Texts that look like codes of characters: read by calamine, for openpyxl undoes codes of shared texts by half."""
NO_CHARACTERS = ("a\ufffeb", "a\uffffb", "\ufffe")
"""What no XML holds: read by openpyxl, for calamine leaves the codes of these as they are."""
NASTY = (
    *map(chr, range(0x20)), *(f"a{chr(code)}b" for code in (*range(0x20), 0x7F, 0x85, 0xA0, 0x2028, 0xD7FF, 0x10FFFF)),
    "<&>\"'", "]]>", "<r>a</r>", "<r><t>a</t></r>", "&amp;", " lead", "trail ", "\u3000wide", "two  inside", "a\r\nb",
    "a\n", "", "=1+1", "+1", "-1", "@x", "\t=1", "\u200b=1", "＝1", "'=1", "0123", "1e5", "ÄÖÜ §", "😀", "http://x",
    "{=1}", "NULL",
)  # fmt: skip


def batch(columns: Sequence[pa.Array]) -> pa.RecordBatch:
    return pa.record_batch(list(columns), names=[letters(place) for place in range(len(columns))])


def streamed(*batches: pa.RecordBatch, verdicts: Sequence[str] = (), verdict: int | None = None) -> bytes:
    out = io.BytesIO()
    with xlsx.Workbook(out, verdicts, DAY) as book:
        book.stream("t", batches[0].schema.names, batches, verdict)
    return out.getvalue()


def tabled(columns: Sequence[str], rows: Sequence[Sequence[int | str | None]]) -> bytes:
    out = io.BytesIO()
    with xlsx.Workbook(out, (), DAY) as book:
        book.table("t", columns, rows)
    return out.getvalue()


def blank(rows: list[list[Any]]) -> list[list[Any]]:
    return [["" if cell is None else cell for cell in row] for row in rows]


def by_openpyxl(data: bytes) -> list[list[Any]]:
    rows = list(openpyxl.load_workbook(io.BytesIO(data)).worksheets[0].iter_rows(values_only=True))
    return [[unescape(cell) if isinstance(cell, str) else cell for cell in row] for row in rows]


def by_calamine(data: bytes) -> list[list[Any]]:
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


READERS = [
    pytest.param(by_openpyxl, NASTY + NO_CHARACTERS, id="openpyxl"),
    pytest.param(by_calamine, NASTY + CODES, id="calamine"),
]


@pytest.mark.parametrize("times", [1, 8])
@pytest.mark.parametrize(("read", "given"), READERS)
def test_every_text_comes_back_as_it_was_but_for_formulas(read: Read, given: Sequence[str], times: int) -> None:
    """Once each, a text stands in its cell; often repeated, it is shared; in a dictionary, always."""
    texts = [text for text in given for _ in range(times)]
    own = pa.array(texts, pa.string())
    data = streamed(batch([own, own.dictionary_encode().cast(WORDS)]))
    wanted = [["A", "B"], *([safe(text)] * 2 for text in texts)]
    assert blank(read(data)) == wanted
    assert blank(read(tabled(["A", "B"], [[text, text] for text in texts]))) == wanted


def test_every_part_is_well_formed_and_the_extent_is_that_of_the_cells() -> None:
    texts = NASTY + CODES + NO_CHARACTERS
    data = streamed(batch([pa.array(texts, pa.string())]))
    with zipfile.ZipFile(io.BytesIO(data)) as package:
        assert package.testzip() is None
        for name in package.namelist():
            expat.ParserCreate().Parse(package.read(name), True)
    sheet = openpyxl.load_workbook(io.BytesIO(data), read_only=True).worksheets[0]
    assert (sheet.max_row, sheet.max_column) == (len(texts) + 1, 1)


@pytest.mark.parametrize("text", ["x" * 40_000, "ä" * 40_000, "😀" * 20_000, "=" + "x" * LONGEST, "x" * (LONGEST + 1)])
def test_what_does_not_fit_into_a_cell_is_cut_with_a_mark(text: str) -> None:
    ((_,), (own,)) = by_openpyxl(streamed(batch([pa.array([text], pa.string())])))
    assert own == cell_text(text)
    assert own.endswith("x …" if "x" in text else text[0] + " …")
    assert LONGEST - 1 <= len(own.encode("utf-16-le")) // 2 <= LONGEST


def test_what_just_fits_is_not_cut() -> None:
    for text in ("x" * LONGEST, "ä" * LONGEST, "😀" * (LONGEST // 2)):
        assert by_openpyxl(streamed(batch([pa.array([text], pa.string())])))[1] == [text]


def test_no_number_and_no_text_are_no_cells() -> None:
    data = streamed(
        batch([
            pa.array([1, None, -(2**40)], pa.int64()), pa.array(["", None, "a"], pa.string()),
            pa.array(["v", None, ""], pa.string()).cast(WORDS), pa.array([None] * 3, pa.string()).cast(WORDS),
        ])
    )  # fmt: skip
    assert by_openpyxl(data)[1:] == [[1, None, "v", None], [None] * 4, [-(2**40), "a", None, None]]
    sheet = zipfile.ZipFile(io.BytesIO(data)).read("xl/worksheets/sheet1.xml").decode()
    assert '<row r="3"></row>' in sheet


def test_dictionaries_may_grow_and_change_from_batch_to_batch() -> None:
    words = [pa.array(given, pa.string()) for given in (["a", "b"], ["a", "b", "c"], ["c", "d"])]
    batches = [batch([pa.DictionaryArray.from_arrays(pa.array([1, 0], pa.int32()), each)]) for each in words]
    assert by_openpyxl(streamed(*batches))[1:] == [["b"], ["a"], ["b"], ["a"], ["d"], ["c"]]
    shared = zipfile.ZipFile(io.BytesIO(streamed(*batches))).read("xl/sharedStrings.xml").decode()
    assert shared.count("<si>") == len({"A", "a", "b", "c", "d"})


def test_rows_that_are_put_into_form_in_several_blocks_stay_in_order(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(xlsx, "_BLOCK", 3)
    numbers = list(range(20))
    data = streamed(*(batch([pa.array(numbers[i : i + 7], pa.int64())]) for i in range(0, 20, 7)))
    assert by_openpyxl(data) == [["A"], *([number] for number in numbers)]


@pytest.mark.parametrize("rows", [2, 3])
def test_a_sheet_has_no_more_rows_than_it_holds(monkeypatch: pytest.MonkeyPatch, rows: int) -> None:
    monkeypatch.setattr(xlsx, "MOST_ROWS", 3)
    out = io.BytesIO()

    def write() -> None:
        with xlsx.Workbook(out, (), DAY) as book:
            book.stream("t", ["A"], [batch([pa.array(range(rows), pa.int64())])])

    if rows == 2:
        write()
        assert len(by_openpyxl(out.getvalue())) == 3
        return
    with pytest.raises(UsageError, match="no more than 2 rows; ask for csv or parquet"):
        write()
    assert out.getvalue() == b""


def test_a_sheet_has_no_more_columns_than_it_holds() -> None:
    with pytest.raises(UsageError, match="no more than 16384 columns"):
        tabled(["x"] * (xlsx.MOST_COLUMNS + 1), [])


def by_hand(report: Report) -> bytes:
    """The report as XlsxWriter writes it, cell by cell."""
    out = io.BytesIO()
    book = xlsxwriter.Workbook(out)
    head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "bottom": 1, "text_wrap": True})
    body, wrapped = ({"valign": "top"}, {"valign": "top", "text_wrap": True})
    plain = {False: book.add_format(body), True: book.add_format(wrapped)}
    colours = {
        word: book.add_format({"bg_color": back, "font_color": front, "valign": "top"})
        for word, (back, front) in zip(report.words, xlsx.COLOURS, strict=False)
    }
    sheet = book.add_worksheet("report")
    sheet.freeze_panes(1, 0)
    widths = {"row": 6, "knowledge": 18, "invalid": 40, "citations": 40, "missing": 24, "criteria": 24}
    widths |= {"reasons_de": 60, "reasons_en": 60}
    last = 0
    for place, name in enumerate(report.columns):
        sheet.set_column(place, place, widths.get(name, 16))
        sheet.write_string(0, place, name, head)
    for last, row in enumerate(report.rows(), 1):
        for place, (name, value) in enumerate(row.items()):
            style = colours[str(value)] if name == "verdict" else plain[name.startswith("reasons")]
            if isinstance(value, int):
                sheet.write_number(last, place, value, style)
            elif value:
                sheet.write_string(last, place, safe(value), style)
    sheet.autofilter(0, 0, last, len(report.columns) - 1)
    book.set_properties({"created": dt.datetime.combine(report.as_of, dt.time())})
    book.close()
    return out.getvalue()


def looks(data: bytes) -> dict[str, Any]:
    """Everything that a person sees of the first sheet, and what the file says of itself."""
    book = openpyxl.load_workbook(io.BytesIO(data))
    sheet = book.worksheets[0]
    return {
        "cells": {
            cell.coordinate: (
                cell.value, cell.data_type, cell.number_format,
                *map(repr, (cell.font, cell.fill, cell.border, cell.alignment)),
            )
            for row in sheet.iter_rows() for cell in row
        },
        "widths": {
            letters(place): each.width
            for each in sheet.column_dimensions.values() for place in range(each.min - 1, each.max)
        },
        "sheet": (sheet.title, sheet.freeze_panes, sheet.auto_filter.ref, sheet.dimensions),
        "pane": repr(sheet.sheet_view.pane),
        "book": (book.properties.created, book.properties.modified, book.properties.creator, book.sheetnames),
        "names": {name: each.attr_text for name, each in sheet.defined_names.items()},
    }  # fmt: skip


@pytest.mark.parametrize("group", ["win-win-2", "participations", "networks"])
def test_a_report_looks_as_xlsxwriter_makes_it_cell_by_cell(group: str) -> None:
    made, wanted = looks(written(reported(group), "xlsx")), looks(by_hand(reported(group)))
    assert made == wanted
    assert made["sheet"][1] == "A2"


def defect_laden(path: Path, texts: Sequence[str]) -> Path:
    """Every text that a CSV keeps, as an id and as a note, among cells that are unreadable, blank or vague."""
    sexes, births, titles = ("w", "m", "?", "<w>", ""), ("1999", "31.02.2000", "<b>", "2000-01-01"), ("§ 25", "&", "")
    with path.open("w", encoding="utf-8", newline="") as file:
        lines = csv.writer(file)
        lines.writerow(["person_id", "sex", "birth_date", "residence_title", "=note"])
        for number, text in enumerate(text for text in texts * 3 if not {"\0", "\r", "\n"} & set(text)):
            lines.writerow([text, sexes[number % 5], births[number % 4], titles[number % 3], text])
    return path


def same_as_csv(found: list[list[Any]], wanted: bytes) -> bool:
    rows = list(csv.reader(io.StringIO(wanted.decode(), newline="")))
    assert len(rows) > 150
    return [[str(int(cell)) if isinstance(cell, float) else str(cell) for cell in row] for row in blank(found)] == rows


@pytest.mark.parametrize(("read", "texts"), READERS)
def test_a_list_full_of_defects_is_the_same_in_a_sheet_as_in_csv(
    tmp_path: Path, read: Read, texts: Sequence[str]
) -> None:
    report = opened("win-win-2", [defect_laden(tmp_path / "list.csv", texts)]).report()
    assert same_as_csv(read(written(report, "xlsx")), written(report, "csv"))


@pytest.mark.parametrize(("read", "texts"), READERS)
def test_an_annotated_list_full_of_defects_is_the_same_in_a_sheet_as_in_csv(
    tmp_path: Path, read: Read, texts: Sequence[str]
) -> None:
    check = opened("win-win-2", [defect_laden(tmp_path / "list.csv", texts)])
    made, files = Annotated(check.report(), check.sources, "de"), {}
    for format_ in ("csv", "xlsx"):
        out = io.BytesIO()
        annotated.write(format_, made, knowledge().rulebook, "de", out)
        files[format_] = out.getvalue()
    assert same_as_csv(read(files["xlsx"]), files["csv"])


def test_nothing_is_kept_where_a_sheet_breaks_off() -> None:
    class Broken(Exception):  # noqa: N818 - it stands for any
        pass

    def breaks() -> Any:
        yield batch([pa.array([1], pa.int64())])
        raise Broken

    out = io.BytesIO()
    with pytest.raises(Broken), xlsx.Workbook(out, (), DAY) as book:
        book.stream("t", ["A"], breaks())
    assert out.getvalue() == b""

"""The yardstick for workbooks: `python bench/workbook_by_rows.py REPORT.csv REPORT.xlsx`, row by row with XlsxWriter.

It writes the rows of a report that is made already, in the styles of `regelgraph check`: reading, judging and wording
are not in its time.
"""

from __future__ import annotations

import csv
import sys
from pathlib import Path

from xlsxwriter import Workbook

COLOURS = {
    "eligible": ("#C6EFCE", "#006100"),
    "review": ("#FFEB9C", "#7F6000"),
    "undetermined": ("#E4DFEC", "#403151"),
    "not_eligible": ("#FFC7CE", "#9C0006"),
}
WIDTHS = {"row": 6, "knowledge": 18, "invalid": 40, "citations": 40, "missing": 24, "criteria": 24}
WIDTHS |= {"reasons_de": 60, "reasons_en": 60}


def main() -> None:
    """Write the workbook, without keeping its rows."""
    report, target = sys.argv[1:]
    with Path(report).open(encoding="utf-8", newline="") as file, Workbook(target, {"constant_memory": True}) as book:
        rows = csv.reader(file)
        columns = next(rows)
        head = book.add_format({"bold": True, "bg_color": "#D9E1F2", "bottom": 1, "text_wrap": True})
        plain, wrapped = book.add_format({"valign": "top"}), book.add_format({"valign": "top", "text_wrap": True})
        colours = {
            word: book.add_format({"bg_color": back, "font_color": front, "valign": "top"})
            for word, (back, front) in COLOURS.items()
        }
        sheet = book.add_worksheet("report")
        sheet.freeze_panes(1, 0)
        for place, name in enumerate(columns):
            sheet.set_column(place, place, WIDTHS.get(name, 16))
            sheet.write_string(0, place, name, head)
        styles = [wrapped if name.startswith("reasons") else plain for name in columns]
        verdict = columns.index("verdict")
        number = 0
        for number, row in enumerate(rows, 1):
            sheet.write_number(number, 0, int(row[0]), plain)
            for place, text in enumerate(row[1:], 1):
                if text:
                    sheet.write_string(number, place, text, colours[text] if place == verdict else styles[place])
        sheet.autofilter(0, 0, number, len(columns) - 1)


if __name__ == "__main__":
    main()

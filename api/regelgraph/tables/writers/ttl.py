"""Reports as Turtle: a SHACL validation report (SHACL, section 3.6) with the verdict of every case.

A case is the focus node of one result for each criterion that decided it, unless it is safe. What a criterion blocks is
a violation, what a person must look at a warning, what is undetermined an information.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from functools import cache
from typing import IO, Any, Final

from regelgraph.judge.outcomes import Level
from regelgraph.rulebook import Text
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.report import BETWEEN_IDS, Report
from regelgraph.tables.reports.settling import settled
from regelgraph.terms import RG, SH, XSD

PREFIXES: Final = f"@prefix rg: <{RG}> .\n@prefix sh: <{SH}> .\n@prefix xsd: <{XSD}> .\n"
_SEVERITIES: Final = {Level.REVIEW: "sh:Warning", Level.UNDETERMINED: "sh:Info", Level.BLOCKED: "sh:Violation"}
_ESCAPED: Final = re.compile(r'[\x00-\x1f"\\\x7f\u0085\u2028\u2029]')
_NO_IRI: Final = re.compile(r'[\x00-\x20<>"{}|^`\\]')
_BLOCK: Final = 4096


def write(report: Report, out: IO[bytes]) -> None:
    """Write the report, all cases and all results to a binary stream."""
    report = settled(report)
    write_lines([PREFIXES], out)
    write_lines(_cases(report), out)
    write_lines([foot(report)], out)


def foot(report: Report) -> str:
    """The report itself, when all its rows are known."""
    conforms = "true" if report.worst is Level.OK else "false"
    return (
        f"_:report a sh:ValidationReport ;\n    sh:conforms {conforms} ;\n    "
        f'rg:asOf "{report.as_of.isoformat()}"^^xsd:date ;\n    rg:knowledgeState {literal(report.knowledge)} .\n'
    )


def write_lines(blocks: Iterable[str], out: IO[bytes]) -> None:
    """Write blocks of Turtle, an empty line between them."""
    for block in blocks:
        out.write(f"{block}\n".encode())


def rows(columns: Sequence[str], cells: Iterable[Sequence[int | str]]) -> Iterator[str]:
    """Any small table: a blank node a row, with its cells."""
    yield PREFIXES
    for row in cells:
        yield "[] " + " ;\n    ".join(_cell(name, str(cell)) for name, cell in zip(columns, row, strict=True)) + " .\n"


def _cell(name: str, text: str) -> str:
    return f"rg:cell [ rg:columnName {literal(name)} ; rg:cellText {literal(text)} ]"


def _cases(report: Report) -> Iterator[str]:
    formed = cache(lambda e: Formed(report, report.endings[e]))
    names = list(report.further)
    number = 0
    for batch in report.ordered():
        for row, identity, e, i, *more in zip(*(column.to_pylist() for column in batch.columns), strict=True):
            number += 1
            why = report.invalids[i] if i >= 0 else ""
            rows, texts = _split(report, names, row, more)
            yield formed(e).block(number, rows, identity, why, texts)


def _split(report: Report, names: Sequence[str], row: int, more: Sequence[Any]) -> tuple[list[int], dict[str, str]]:
    """The rows that a case has, and its further texts."""
    found = dict(zip(names, more, strict=True))
    numbers = [found[name] for name in names if report.further[name] and found[name] is not None]
    return numbers or [row], {name: found[name] for name in names if not report.further[name] and found[name]}


class Formed:
    """What the cases with one ending have in common, as Turtle."""

    def __init__(self, report: Report, ending: Ending) -> None:
        self._case = [
            *(f"rg:judgedFor {_thing(report, name)}" for name in ending.round.split(BETWEEN_IDS) if name),
            f"rg:verdict {_thing(report, ending.verdict)}",
            *_many("rg:missingColumn", ending.missing),
            *_many("rg:citationText", ending.citations),
        ]
        severity = _SEVERITIES.get(ending.level, "")
        parts: list[tuple[str, Text]] = [(each.criterion, each.reason) for each in ending.decided]
        self._results = [
            f"sh:resultSeverity {severity} ;\n    sh:sourceConstraintComponent sh:NodeConstraintComponent ;\n    "
            + (f"sh:sourceShape {iri(criterion)} ;\n    " if criterion else "")
            + f"sh:resultMessage {literal(reason.de)}@de, {literal(reason.en)}@en"
            for criterion, reason in (parts or [("", ending.reasons)])
            if severity
        ]

    def block(self, number: int, rows: Sequence[int], identity: str | None, why: str, texts: dict[str, str]) -> str:
        """A case and its results; `texts` are further cells by column, the identity among them if it is None."""
        case = [
            "a rg:JudgedCase",
            f"rg:row {', '.join(map(str, rows))}",
            *([] if identity is None else [f"rg:identity {literal(identity)}"]),
            *self._case,
            *([f"rg:invalidCells {literal(why)}"] if why else []),
            *(
                f"rg:cell [ rg:columnName {literal(name)} ; rg:cellText {literal(cell)} ]"
                for name, cell in texts.items()
            ),
        ]
        lines = [f"_:case{number} " + " ;\n    ".join(case) + " .\n"]
        for place, result in enumerate(self._results, 1):
            name = f"_:case{number}result{place}"
            lines.append(f"_:report sh:result {name} .\n")
            lines.append(f"{name} a sh:ValidationResult ;\n    sh:focusNode _:case{number} ;\n    {result} .\n")
        return "".join(lines)


def _many(name: str, texts: Sequence[str]) -> list[str]:
    return [f"{name} {', '.join(map(literal, texts))}"] if texts else []


def _thing(report: Report, notation: str) -> str:
    found = report.iris.get(notation)
    return iri(found) if found else literal(notation)


def iri(text: str) -> str:
    """An IRI in brackets; characters that may not stand in one are encoded."""
    return "<" + _NO_IRI.sub(lambda found: f"%{ord(found[0]):02X}", text) + ">"


def literal(text: str) -> str:
    """A text in quotes (RDF 1.1 Turtle, section 6.4)."""
    return '"' + _ESCAPED.sub(lambda found: f"\\u{ord(found[0]):04X}", text) + '"'

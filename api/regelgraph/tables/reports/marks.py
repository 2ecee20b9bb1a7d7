"""Brings what several pairs say about one row of a list together to one line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence
from itertools import groupby
from operator import itemgetter
from typing import TYPE_CHECKING, Final

from regelgraph.rulebook import Text
from regelgraph.tables.intern import Interner
from regelgraph.tables.kernels import call
from regelgraph.tables.reports.endings import Ending
from regelgraph.tables.reports.report import BETWEEN_IDS, Report
from regelgraph.tables.reports.settling import settled

if TYPE_CHECKING:
    import pyarrow as pa

TOGETHER: Final = ("row", "pairs_with")
"""Further columns: the number of the row, and those with which it makes a pair that is not safe."""
_NAMED: Final = 20


def merged_marks(report: Report) -> tuple[pa.Table, list[Ending], list[str]]:
    """One (row, ord, e, i, others) a row, and the endings and texts that the numbers stand for.

    The worst verdict counts, with the criteria, reasons and citations of all pairs that have it. `others` are the other
    rows, up to twenty.
    """
    import pyarrow as pa

    report = settled(report)
    endings, invalids = report.endings, report.invalids
    all_endings: Interner[Ending] = Interner()
    all_invalids: Interner[str] = Interner()
    found: dict[str, list[object]] = {"row": [], "ord": [], "e": [], "i": [], "others": []}
    for row, marks in groupby(_marks(report), key=itemgetter(0)):
        _, ords, es, is_ = zip(*marks, strict=True)
        texts = dict.fromkeys(part for i in is_ if i >= 0 for part in invalids[i].split("; "))
        named = [str(other) for other in ords if other]
        more = [BETWEEN_IDS.join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")]
        found["row"].append(row)
        found["ord"].append(0)
        found["e"].append(all_endings.id(_worst([endings[e] for e in dict.fromkeys(es)])))
        found["i"].append(all_invalids.id("; ".join(texts)) if texts else -1)
        found["others"] += more
    types = dict.fromkeys(found, "int64") | {"others": "string"}
    arrays = [pa.array(values, types[name]) for name, values in found.items()]
    return pa.table(arrays, names=list(found)), all_endings.values, all_invalids.values


def _marks(report: Report) -> Iterator[tuple[int, int, int, int]]:
    """What is said about each row of the list (row, ord, e, i): of both rows of a pair the same."""
    import pyarrow as pa

    marks = report.marks
    if marks is None and report.lines is not None:
        first, second = (name for name, is_number in report.further.items() if is_number)
        lines = report.lines.select([first, second, "e", "i"]).rename_columns(["row", "ord", "e", "i"])
        both = lines.filter(call("is_valid", lines.column("ord")))
        turned = both.select(["ord", "row", "e", "i"]).rename_columns(lines.column_names)
        marks = pa.concat_tables([lines.set_column(1, "ord", call("coalesce", lines.column("ord"), 0)), turned])
    if marks is not None:
        ordered = marks.sort_by([("row", "ascending"), ("ord", "ascending")])
        yield from zip(*(ordered.column(name).to_pylist() for name in ("row", "ord", "e", "i")), strict=True)


def _worst(endings: Sequence[Ending]) -> Ending:
    level = max(ending.level for ending in endings)
    worst = [ending for ending in endings if ending.level is level]
    return Ending(
        BETWEEN_IDS.join(_once(part for each in worst for part in each.round.split(BETWEEN_IDS) if part)),
        level,
        worst[0].verdict,
        _once(criterion for each in worst for criterion in each.criteria),
        _once(column for each in worst for column in each.missing),
        Text(" ".join(_once(e.reasons.de for e in worst)), " ".join(_once(e.reasons.en for e in worst))),
        _once(cited for each in worst for cited in each.citations),
        tuple(dict.fromkeys(each for ending in worst for each in ending.decided)),
    )


def _once(texts: Iterable[str]) -> tuple[str, ...]:
    return tuple(dict.fromkeys(texts))

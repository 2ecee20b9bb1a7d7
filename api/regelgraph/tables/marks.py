"""Brings what several pairs say about one row of a list together to one line."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from typing import TYPE_CHECKING, Final

from regelgraph.rulebook import Text
from regelgraph.tables.endings import Ending
from regelgraph.tables.intern import Interner
from regelgraph.tables.relations import Relations
from regelgraph.tables.report import BETWEEN_IDS, Report

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

    relations = Relations()
    relations.put_arrow("marks", report.marks)
    endings, invalids = report.endings, report.invalids
    all_endings, all_invalids = Interner(*endings), Interner(*invalids)
    found: dict[str, list[object]] = {"row": [], "ord": [], "e": [], "i": [], "others": []}
    for row, es, is_, others in relations.rows(
        "SELECT row, list(e ORDER BY ord), list(i ORDER BY ord), list(ord ORDER BY ord) FROM marks "
        "GROUP BY row ORDER BY row"
    ):
        texts = dict.fromkeys(part for i in is_ if i >= 0 for part in invalids[i].split("; "))
        named = [str(other) for other in others if other is not None]
        more = [BETWEEN_IDS.join(named[:_NAMED]) + (" …" if len(named) > _NAMED else "")]
        found["row"].append(row)
        found["ord"].append(0)
        found["e"].append(all_endings.id(_worst([endings[e] for e in dict.fromkeys(es)])))
        found["i"].append(all_invalids.id("; ".join(texts)) if texts else -1)
        found["others"] += more
    types = dict.fromkeys(found, "int64") | {"others": "string"}
    arrays = [pa.array(values, types[name]) for name, values in found.items()]
    return pa.table(arrays, names=list(found)), all_endings.values, all_invalids.values


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

"""What stands under `invalid` of pairs: the problems of both rows, each with the number of its row."""

# ruff: noqa: S608 - what is put into SQL are this package's own names and numbers, never a cell
from __future__ import annotations

from collections.abc import Callable, Iterable

from regelgraph.judge.pairs import SIDES, of_stay
from regelgraph.judge.words import Words
from regelgraph.tables import steps
from regelgraph.tables.finding import FoundTable
from regelgraph.tables.intern import Interner
from regelgraph.tables.invalid import WHOLE_ROW, Say, overfull_problem
from regelgraph.tables.reading import ReadTable
from regelgraph.values import Problem

_Of = tuple[str, Problem]


def number_pair_invalid(
    found: FoundTable,
    read: ReadTable,
    texts: Interner[str],
    order: Callable[[str], int],
    say: Say,
    words: Words,
    lang: str,
) -> None:
    """Make `pairs_invalid` and `rows_invalid` (row, i) of listed pairs and unpaired rows with problems.

    `i` is the place in `texts`; `order` gives the place of a column.
    """
    relations = read.relations
    bad = _bad_rows(read)
    relations.put_numbers("bad", ["row"], [(row,) for row in bad])
    derived = [f"x_{found.numbers[name]}" for name in found.numbers if name in found.troubled]
    some = " OR ".join(["a.row IS NOT NULL", "b.row IS NOT NULL", *(f"f.{x} <> {steps.NONE}" for x in derived)])
    picked = "".join(f", f.{x}" for x in derived)

    def told(problems: Iterable[tuple[int, _Of]]) -> int:
        ordered = sorted(dict.fromkeys(problems), key=lambda item: (order(item[1][0]), item[0]))
        parts = [
            f"{column}: {words.phrase('pair-row', row=str(row), why=say(problem)).get(lang)}"
            for row, (column, problem) in ordered
        ]
        return texts.id("; ".join(dict.fromkeys(parts)))

    numbered = []
    for pair, row_a, row_b, *troubles in relations.rows(
        f"SELECT p.row, p.row_a, p.row_b{picked} FROM listed l JOIN pairs p ON p.row = l.row "
        f"JOIN {found.name} f ON f.row = l.row "
        f"LEFT JOIN bad a ON a.row = p.row_a LEFT JOIN bad b ON b.row = p.row_b WHERE {some}"
    ):
        problems = [(row, problem) for row in (row_a, row_b) for problem in bad.get(row, ())]
        for trouble in troubles:
            numbers = found.troubles.values[trouble] if trouble != steps.NONE else ()
            problems += [_placed(found.read.problems.values[number], row_a, row_b) for number in numbers]
        numbered.append((pair, told(problems)))
    relations.put_numbers("pairs_invalid", ["row", "i"], numbered)
    alone = relations.rows("SELECT s.row FROM stays s JOIN bad b ON b.row = s.row WHERE s.p IS NULL")
    plain = [
        (row, texts.id("; ".join(f"{c}: {say(p)}" for c, p in sorted(bad[row], key=lambda of: order(of[0])))))
        for (row,) in alone
    ]
    relations.put_numbers("rows_invalid", ["row", "i"], plain)


def _placed(problem: _Of, row_a: int, row_b: int) -> tuple[int, _Of]:
    """A problem of a pair's derived fact, with the row whose column it names."""
    for side, row in zip(SIDES, (row_a, row_b), strict=True):
        name = problem[0].removesuffix(of_stay("", side))
        if name != problem[0]:
            return row, (name, problem[1])
    return row_a, problem


def _bad_rows(read: ReadTable) -> dict[int, list[_Of]]:
    """The problems of each row that has some."""
    keys = ["overfull", "headers", *read.problem_columns]
    some = " OR ".join(["overfull > 0", *(f"{key} <> {steps.NONE}" for key in read.problem_columns)])
    bad: dict[int, list[_Of]] = {}
    for row, cells, width, *numbers in read.relations.rows(
        f"SELECT row, {', '.join(keys)} FROM {read.name} WHERE {some} ORDER BY row"
    ):
        problems = [read.problems.values[number] for number in numbers if number != steps.NONE]
        bad[row] = [(WHOLE_ROW, overfull_problem(cells, width)), *problems] if cells else problems
    return bad

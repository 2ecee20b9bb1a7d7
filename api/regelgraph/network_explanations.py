"""Explains networks: for each round of a network the whole reasoning from all its rows, down to the cited clause."""

from __future__ import annotations

from collections.abc import Sequence

from regelgraph.errors import InputError
from regelgraph.explanations import Tree
from regelgraph.judge.because import said
from regelgraph.judge.proof import proof_tree
from regelgraph.networks import NetworkCheck
from regelgraph.rulebook import Fact
from regelgraph.tables.files.source import cells_of
from regelgraph.tables.grouped.cases import Case, OneByOne
from regelgraph.tables.grouped.grouping import Group, TableRow
from regelgraph.tables.grouped.pipeline import unassigned
from regelgraph.tables.readers.cells import bare
from regelgraph.tables.reports.endings import Ending

BETWEEN_CELLS = "; "
BLANK_CELL = "–"


def explain_networks(check: NetworkCheck, identity: str) -> list[Tree]:
    """Proof trees (see `Judge.explain`) of a network for each of its rounds, with `row` and `rows`.

    A network whose round is not known, and a row that names no network where `identity` is blank, has a tree without
    criteria. Raises InputError if no row has the id.
    """
    found = OneByOne(check.plan, check.sources, check.asked, identity)
    trees = [tree for group in found.groups for tree in _explain(check, found, group)]
    trees += [_bare_tree(check, found, [row], unassigned(check.plan, found.round_of_alone(row))) for row in found.alone]
    if not trees:
        raise InputError(f"no row has the {check.columns.identity.name} {identity!r}")
    return trees


def explain_row(check: NetworkCheck, number: int) -> list[Tree]:
    """Proof trees of the network of a row, 1 for the first, for each round that the row counts for."""
    cells = cells_of(check.sources, check.columns.places).column(f"k{check.columns.identity.place}")
    return [tree for tree in explain_networks(check, str(cells[number - 1])) if number in tree["rows"]]


def _explain(check: NetworkCheck, found: OneByOne, group: Group) -> list[Tree]:
    trees = [_tree(check, found, case) for case in found.cases(group, full=True)]
    return trees or [_bare_tree(check, found, group.rows, check.unknown_round())]


def _tree(check: NetworkCheck, found: OneByOne, case: Case) -> Tree:
    rows = [member.row for member in case.members]
    raw = {column.fact.name: _cells(rows, column.fact) for column in check.columns.columns}
    tree = proof_tree(
        check.judge, case.round.iri, check.case_kind, case.group.identity, case.verdict, case.findings, {}, raw
    )
    kept = {name: value for name, value in tree.items() if name != "person_id"}
    return _numbered(check, rows) | kept | {"missing": list(case.missing), "invalid": _invalid(check, found, rows)}


def _cells(rows: Sequence[TableRow], fact: Fact) -> str:
    """The cells of all rows where each has its own, else those that are filled, each once."""
    cells = [row.raw[fact.name] for row in rows]
    if fact.of_each_row:
        return BETWEEN_CELLS.join(cell or BLANK_CELL for cell in cells)
    return BETWEEN_CELLS.join(dict.fromkeys(cell for cell in cells if cell))


def _bare_tree(check: NetworkCheck, found: OneByOne, rows: Sequence[TableRow], ending: Ending) -> Tree:
    rulebook = check.judge.rulebook
    return _numbered(check, rows) | {
        "knowledge": {"version": rulebook.version, "fingerprint": rulebook.fingerprint},
        "round": ending.round,
        "verdict": ending.verdict,
        "missing": list(ending.missing),
        "reason": ending.reasons.both(),
        "invalid": _invalid(check, found, rows),
        "criteria": [],
    }


def _numbered(check: NetworkCheck, rows: Sequence[TableRow]) -> Tree:
    identity = check.columns.identity.fact.name
    return {"row": rows[0].number, "rows": [row.number for row in rows], identity: bare(rows[0].raw[identity])}


def _invalid(check: NetworkCheck, found: OneByOne, rows: Sequence[TableRow]) -> list[Tree]:
    return [{"column": column, "why": said(check.judge, problem)} for column, problem in found.problems(rows)]

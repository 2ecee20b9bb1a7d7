"""What the status of a municipality is on a day, calculated from lists of projects and statements without any graph."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date

FUND = {"wir": "esf-plus", "biwaq": "esf-plus", "amif": "amif", "jmd": "federal", "win-win": "esf-plus"}
OWN = "win-win"
WANTED = ("amif", "esf-plus")


@dataclass(frozen=True)
class Project:
    """A project and where and when it runs; None is not known."""

    programme: str
    ags: str
    since: date | None
    until: date | None


@dataclass(frozen=True)
class Statement:
    """A statement on projects of funds in a territory."""

    ags: str
    funds: tuple[str, ...]
    since: date
    until: date
    none: bool


def place(ags: str) -> str:
    """A district-free city has the key 000 within its district: the same place."""
    return ags[:5] if ags[5:] == "000" else ags


def near(here: str, there: str) -> bool:
    """Whether `there` is the same place, another one of the district, or the district or state around it."""
    if len(there) == 2:
        return here[:2] == there
    return here[:5] == there[:5]


def status(ags: str, day: date, projects: Sequence[Project], statements: Sequence[Statement]) -> str | None:
    """free, occupied, doubtful, or None where it is not known."""
    here = place(ags)
    found = {_project(here, day, project) for project in projects}
    found |= {_statement(here, day, statement) for statement in statements}
    for which, said in (("here", "occupied"), ("near", "doubtful"), ("maybe", None)):
        if which in found:
            return said
    covering = [s for s in statements if s.none and s.since <= day <= s.until and here.startswith(place(s.ags))]
    return "free" if set(WANTED) <= {fund for s in covering for fund in s.funds} else None


def _project(here: str, day: date, project: Project) -> str:
    there = place(project.ags)
    begun = project.since is None or project.since <= day
    ended = project.until is not None and project.until < day
    counts = project.programme != OWN and FUND[project.programme] in WANTED
    if not counts or not near(here, there) or not begun or ended:
        return ""
    if project.since is None or project.until is None:
        return "maybe"
    return "here" if there == here else "near"


def _statement(here: str, day: date, statement: Statement) -> str:
    there = place(statement.ags)
    if statement.none or not set(statement.funds) & set(WANTED) or not near(here, there):
        return ""
    if not statement.since <= day <= statement.until:
        return ""
    return "here" if there == here else "near"

"""Sentences 4 to 6 and 10 as plain functions over complete networks, sharing nothing with the shapes."""

from __future__ import annotations

from collections.abc import Sequence

OK, REVIEW, BLOCKED = 0, 1, 2
KINDS = ("municipality", "employment-agency", "jobcenter", "civil-society", "company", "other")
ADMINISTRATION = ("employment-agency", "jobcenter")

Partner = tuple[str, str]
"""Name and kind."""


def municipality(partners: Sequence[Partner]) -> int:
    return OK if "municipality" in {kind for _, kind in partners} else BLOCKED


def administration(partners: Sequence[Partner]) -> int:
    if not any(kind in ADMINISTRATION for _, kind in partners):
        return BLOCKED
    bodies = {name for name, kind in partners if kind == "municipality"}
    return REVIEW if any(name in bodies for name, kind in partners if kind in ADMINISTRATION) else OK


def civil_society(partners: Sequence[Partner]) -> int:
    return OK if "civil-society" in {kind for _, kind in partners} else BLOCKED


def company(partners: Sequence[Partner]) -> int:
    return OK if "company" in {kind for _, kind in partners} else BLOCKED


CRITERIA = {
    "partner-municipality": municipality,
    "partner-employment-administration": administration,
    "partner-civil-society": civil_society,
    "partner-company": company,
}


def expected(levels: set[int]) -> str:
    """The outcome of a criterion over all completions, as the verdict that it leads to alone."""
    if len(levels) == 1:
        return ("complete", "review", "incomplete")[levels.pop()]
    return "undetermined" if OK in levels else "review"

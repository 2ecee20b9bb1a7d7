"""The person rules of Win-Win once more, written by hand from the programme text, to hold against the judge.

Works on classes: sex, age band, yes/no, contact status, citizenship group, legal group, whether the title ended, and
the territory status. Shares nothing with the shapes.
"""

from __future__ import annotations

from collections.abc import Mapping

OK, REVIEW, BLOCKED = 0, 1, 2
REFUGEE = {"section5-permit", "gestattung", "duldung"}
Case = Mapping[str, object]


def sex(case: Case) -> int:
    return {"male": OK, "female": BLOCKED}.get(str(case["sex"]), REVIEW)


def age(case: Case) -> int:
    return OK if case["age"] == "18-35" else BLOCKED


def employable(case: Case) -> int:
    return OK if case["employable"] else BLOCKED


def hard_to_reach(case: Case) -> int:
    if case["contact"] != "in-support":
        return OK
    return REVIEW if case["citizen"] == "eu" else BLOCKED


def residence_status(case: Case) -> int:
    if case["citizen"] != "third-country":
        return OK
    if case["ended"]:
        return REVIEW
    if case["legal"] in REFUGEE:
        return BLOCKED
    return OK if case["legal"] == "other" else REVIEW


def consistent_status(case: Case) -> int:
    if case["citizen"] == "third-country" or case["legal"] in {"other", "no-title"}:
        return OK
    return REVIEW


def residence_status_round_3(case: Case) -> int:
    if case["citizen"] != "third-country" or case["territory"] == "free":
        return OK
    if case["ended"]:
        return REVIEW
    return OK if case["legal"] in {*REFUGEE, "other"} else REVIEW


def territory(case: Case) -> int:
    refugee = case["citizen"] == "third-country" and case["legal"] in REFUGEE and not case["ended"]
    return {"occupied": BLOCKED, "doubtful": REVIEW}.get(str(case["territory"]), OK) if refugee else OK


CRITERIA = {
    "win-win-1": {"sex": sex, "age": age, "employable": employable, "hard-to-reach": hard_to_reach},
    "win-win-2": {
        "sex": sex,
        "age": age,
        "employable": employable,
        "hard-to-reach": hard_to_reach,
        "residence-status": residence_status,
        "consistent-status": consistent_status,
    },
    "win-win-3": {
        "sex": sex,
        "age": age,
        "employable": employable,
        "hard-to-reach": hard_to_reach,
        "residence-status": residence_status_round_3,
        "consistent-status": consistent_status,
        "territory": territory,
    },
}

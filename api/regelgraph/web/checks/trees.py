"""Proof trees as the public interface has them."""

from __future__ import annotations

from typing import Any, Final

from regelgraph.checks import Check

_TREE: Final = ("knowledge", "person_id", "round", "verdict", "reasons", "missing", "invalid")
_CRITERION: Final = ("id", "label", "outcome", "reads")
_CLAUSE: Final = ("id", "source", "sentence", "paraphrase")
_NORM: Final = ("id", "citation", "url")
_BECAUSE: Final = ("fact", "value", "through")


def as_agreed(opened: Check, tree: dict[str, Any]) -> dict[str, Any]:
    """The tree with exactly the members of the public interface."""
    return {**_only(tree, _TREE), "criteria": [_criterion(opened, each) for each in tree["criteria"]]}


def _criterion(opened: Check, found: dict[str, Any]) -> dict[str, Any]:
    met = opened.judge.words.met(opened.judge.rulebook.criteria[found["iri"]].label)
    return {
        **_only(found, _CRITERION),
        "reason": found["reason"] or met.both(),
        "clauses": [_only(each, _CLAUSE) for each in found["clauses"]],
        "norms": [_only(each, _NORM) for each in found["norms"]],
        "because": [_because(each) for each in found["because"]],
    }


def _because(found: dict[str, Any]) -> dict[str, Any]:
    """`faults` only where there is one."""
    return _only(found, (*_BECAUSE, "faults") if found["faults"] else _BECAUSE)


def _only(found: dict[str, Any], names: tuple[str, ...]) -> dict[str, Any]:
    return {name: found[name] for name in names}

"""POST /explain/person: one person in, the whole reasoning out."""

from __future__ import annotations

from typing import Any, Final

from fastapi import Request
from starlette.responses import JSONResponse, Response

from regelgraph.checks import Check
from regelgraph.errors import ParameterError
from regelgraph.terms import PERSONS
from regelgraph.web import bodies, uploads
from regelgraph.web.accept import JSON, media_type
from regelgraph.web.checking import KINDS, NO_STORE, opened_check
from regelgraph.web.options import CheckOptions, check_options
from regelgraph.web.service import Loaded

MEMBER: Final = "person"
_TREE: Final = ("knowledge", "person_id", "round", "verdict", "reasons", "missing", "invalid")
_CRITERION: Final = ("id", "label", "outcome", "reads")
_CLAUSE: Final = ("id", "source", "sentence", "paraphrase")
_NORM: Final = ("id", "citation", "url")
_BECAUSE: Final = ("fact", "value", "through")


async def explain_person(loaded: Loaded, request: Request) -> Response:
    """The proof tree of a person in one round."""
    media_type(request, [JSON])
    options = check_options(request, loaded, PERSONS)
    if len(options.rounds) > 1:
        raise ParameterError("round", "parameter 'round' names several; one explanation is of one round")
    return _explain(loaded, await bodies.json_bytes(request), options)


def _explain(loaded: Loaded, data: bytes, options: CheckOptions) -> Response:
    from regelgraph.explanations import explain_row

    held = uploads.of_object(data, MEMBER)
    opened = opened_check(loaded, KINDS["persons"], held, options)
    (tree,) = explain_row(opened, 1)
    return JSONResponse(as_agreed(opened, tree), headers=NO_STORE)


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

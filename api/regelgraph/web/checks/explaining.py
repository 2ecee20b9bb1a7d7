"""POST /explain/person: one person in, the whole reasoning out."""

from __future__ import annotations

from typing import Final

from fastapi import Request
from starlette.responses import JSONResponse, Response

from regelgraph.errors import ParameterError
from regelgraph.terms import PERSONS
from regelgraph.web import bodies
from regelgraph.web.accept import JSON, media_type
from regelgraph.web.checks import uploads
from regelgraph.web.checks.checking import KINDS, NO_STORE, opened_check
from regelgraph.web.checks.options import CheckOptions, check_options
from regelgraph.web.checks.trees import as_agreed
from regelgraph.web.service import Loaded

MEMBER: Final = "person"


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

"""/programmes, /rounds and /admission: what rounds require, how they differ, and whom they admit."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph.web.rounds import admission, programmes, rounds

if TYPE_CHECKING:
    from collections.abc import Callable

    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Reply, Request

_PAGES: Final[dict[str, Callable[[Loaded, Request], Reply]]] = {
    programmes.PATH: programmes.answer,
    rounds.PATH: rounds.answer,
    admission.PATH: admission.answer,
}
PATHS: Final = tuple(_PAGES)


def answer(loaded: Loaded, request: Request) -> Reply:
    """One of the pages. Raises NotAcceptableError and ParameterError."""
    return _PAGES[request.path](loaded, request)

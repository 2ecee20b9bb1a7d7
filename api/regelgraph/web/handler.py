"""Answers one request after the other from the loaded knowledge: what a worker does, and whoever needs no server."""

from __future__ import annotations

import logging
from collections.abc import Callable
from typing import Final

from regelgraph.engines.allowed import Limits
from regelgraph.errors import RegelgraphError
from regelgraph.web import about, explore, linked, lists, person, rounds, search, sparql, static_files, versions
from regelgraph.web.app import create_app
from regelgraph.web.checks.one_explanation import answer as one_explanation
from regelgraph.web.checks.one_person import answer as one_person
from regelgraph.web.driven import driven
from regelgraph.web.linked import catalogue, twins
from regelgraph.web.linked.lists import WITHOUT_SLASH
from regelgraph.web.linked.sitemap import SITEMAPS
from regelgraph.web.public import FORM_METHODS, KEPT, METHODS
from regelgraph.web.service import Loaded, Options
from regelgraph.workers.messages import Reply, Request
from regelgraph.workers.problems import internal, of_error, of_status
from regelgraph.workers.where import where

_Answer = Callable[[Loaded, Request], Reply]
_FINE: Final = 200
_SPARQL: Final = "/sparql"
_EXAMPLES: Final = "/.well-known/sparql-examples"
_FEW: Final = {"/check/persons": one_person, "/explain/person": one_explanation}
"""How very few persons are answered; what is unusual about them is left to the application."""
_ALONE: Final[dict[str, _Answer]] = {
    _EXAMPLES: sparql.examples,
    **dict.fromkeys(catalogue.PATHS, catalogue.answer),
    search.PATH: search.answer,
    versions.PATH: versions.answer,
    **dict.fromkeys(WITHOUT_SLASH, linked.answer),
    **dict.fromkeys(about.PATHS, about.answer),
    **dict.fromkeys(rounds.PATHS, rounds.answer),
    explore.PATH: explore.answer,
    static_files.ICON: static_files.icon,
}
"""Addresses that are only read, and are answered without the application."""
_BELOW: Final[dict[str, _Answer]] = {
    SITEMAPS: catalogue.answer,
    twins.PATH: twins.answer,
    **dict.fromkeys(("/id/", "/def", "/graph/"), linked.answer),
    static_files.PATH: static_files.answer,
}
"""What such addresses begin with, and what answers them."""
_FORMS: Final[dict[str, _Answer]] = {person.PATH: person.answer, lists.PATH: lists.answer}
"""Pages whose forms are sent in bodies, so that nothing of a person stands in an address; and what lies below them."""
_LOG: Final = logging.getLogger("regelgraph.web")


class Handler:
    """The knowledge and everything that answers from it. Raises KnowledgeError if it cannot be loaded."""

    def __init__(self, options: Options) -> None:
        self.loaded = Loaded(options)
        self.app = create_app(self.loaded)
        self._bounds = sparql.Bounds(Limits(characters=options.query_length), options.result_bytes)
        sparql.prepare(self.loaded)
        knowledge = self.loaded.knowledge
        self._of = (("knowledge-version", knowledge.version), ("knowledge-fingerprint", knowledge.fingerprint))

    def handle(self, request: Request) -> Reply:
        """The reply to a request, naming its knowledge; to a fault nobody expected, one that tells nothing about it."""
        reply = self._answer(request)
        reply.headers = [*reply.headers, *self._of]
        return reply

    def _answer(self, request: Request) -> Reply:
        try:
            if request.path in sparql.PATHS:
                return sparql.answer(self.loaded, request, self._bounds)
            few = _FEW.get(request.path) if request.method == "POST" else None
            if few and (reply := few(self.loaded, request)):
                return reply
            for found, methods in ((_reading(request.path), METHODS), (_form(request.path), FORM_METHODS)):
                if found and request.method not in methods:
                    return of_status(405, headers=[("allow", ", ".join(methods))])
                if found:
                    return found(self.loaded, request)
            return _kept(request, driven(self.app, request))
        except MemoryError:  # the worker says so, and ends
            raise
        except RegelgraphError as error:
            return of_error(error)
        except Exception as error:  # the last place that can answer it
            _LOG.error("%s failed: %s", request.method, where(error))
            return internal()


def _reading(path: str) -> _Answer | None:
    """What answers at an address that is only read."""
    return _ALONE.get(path) or next((below for start, below in _BELOW.items() if path.startswith(start)), None)


def _form(path: str) -> _Answer | None:
    """What answers at a page whose form is sent in a body."""
    first = path.find("/", 1)
    return _FORMS.get(path if first < 0 else path[:first])


def _kept(request: Request, reply: Reply) -> Reply:
    """What is read from the knowledge alone may be kept by anybody, for a while, as knowledge seldom changes."""
    said = any(name == "cache-control" for name, _ in reply.headers)
    if request.method == "GET" and reply.status == _FINE and not said:
        reply.headers.append(KEPT)
    return reply

"""What kind of work an address is: its name in logs and metrics, how much body it takes, and how it is worked on."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Final

from regelgraph.web.accept import RDF

QUERIES: Final = "slow"
CHECKS: Final = "checks"
SMALL: Final = 1 << 20
"""Bytes of a body that is no list."""
OTHER: Final = "other"


@dataclass(frozen=True, slots=True)
class Route:
    """An address. `lane` is that of work which is not quick; that of checks has more time.

    `public`: anybody may read it from any page of the web. `lists`: takes a list as its body. `file`: the same for
    whoever asks, made once (see `gateway.files`); where it has several forms, `types` are the media types that may be
    asked for, and the one that each stands for.
    """

    name: str
    lane: str = QUERIES
    public: bool = True
    lists: bool = False
    file: bool = False
    types: Mapping[str, str] | None = None


_EXACT: Final = {
    route.name: route
    for route in (
        Route("/"),
        Route("/docs"),
        Route("/csv.zip", CHECKS, file=True),
        Route("/openapi.json"),
        Route("/questions"),
        Route("/search"),
        Route("/versions"),
        *(Route(f"/sparql{suffix}") for suffix in ("", ".json", ".xml", ".csv", ".tsv", ".ttl")),
        Route("/def"),
        Route("/.well-known/sparql-examples"),
        Route("/.well-known/void", CHECKS, file=True, types=RDF),
        Route("/dcat", CHECKS, file=True, types=RDF),
        Route("/dump.ttl", CHECKS, file=True),
        Route("/dump.nq", CHECKS, file=True),
        Route("/dump.jsonld", CHECKS, file=True),
        Route("/shapes.ttl", CHECKS, file=True),
        Route("/context.jsonld", CHECKS, file=True),
        Route("/sitemap.xml", CHECKS, file=True),
        Route("/robots.txt", CHECKS, file=True),
        Route("/check/persons", CHECKS, public=False, lists=True),
        Route("/check/participations", CHECKS, public=False, lists=True),
        Route("/check/networks", CHECKS, public=False, lists=True),
        Route("/explain/person", CHECKS, public=False),
        Route("/person", CHECKS, public=False),
        Route("/lists", CHECKS, public=False),
        Route("/favicon.ico"),
        Route("/about"),
        Route("/accessibility"),
        Route("/programmes"),
        Route("/rounds"),
        Route("/admission"),
        Route("/explore"),
        Route("/health/live"),
        Route("/health/ready"),
        Route("/metrics", public=False),
    )
}
_BELOW: Final = {
    **{name: Route(f"/{name}/{{…}}") for name in ("questions", "static", "id", "def", "graph")},
    "csv": Route("/csv/{…}", CHECKS),
    "lists": Route("/lists/{…}", CHECKS, public=False, lists=True),
}
_OTHER: Final = Route(OTHER)
_FIRST: Final = re.compile("/([a-z]+)/")
NAMES: Final = (*_EXACT, *(route.name for route in _BELOW.values()), OTHER)
"""All names there are: what a client sends never becomes one."""


def route_of(path: str) -> Route:
    """The route of an address."""
    found = _EXACT.get(path)
    if found:
        return found
    first = _FIRST.match(path)
    return _BELOW.get(first[1], _OTHER) if first else _OTHER

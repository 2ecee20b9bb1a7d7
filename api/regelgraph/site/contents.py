"""What a site consists of: its names, its lists, and where each of them stands."""

from __future__ import annotations

from dataclasses import replace
from functools import cached_property
from typing import TYPE_CHECKING, Final
from urllib.parse import unquote

from pyoxigraph import NamedNode

from regelgraph.linked import address_of, iris_of, retired
from regelgraph.linked.dumps import DUMPS
from regelgraph.linked.kinds import Kinds
from regelgraph.linked.names import is_ours
from regelgraph.site.files import PAGES, documents
from regelgraph.web.paging import PAGE
from regelgraph.web.tree import Tree

if TYPE_CHECKING:
    from regelgraph.web.handler import Handler

ONTOLOGY: Final = "/def/"
_LISTS: Final = ("/id/", "/graph/")
_LONGEST: Final = 240
"""Bytes of a name of a file that every file system takes, with room for suffixes."""


class Contents:
    """The site of a handler's knowledge at `base`; `known_base`: somebody said that it is there."""

    def __init__(self, handler: Handler, base: str, service: str, *, known_base: bool) -> None:
        self.handler, self.base, self.service, self.known_base = handler, base, service, known_base
        loaded = handler.loaded
        terms = {term for quad in loaded.knowledge.store for term in (*quad.triple, quad.graph_name)}
        ours = sorted(term.value for term in terms if isinstance(term, NamedNode) and is_ours(term.value))
        known = set(ours)
        paths = {iri: unquote(address_of(iri)) for iri in ours}
        self.unnameable = [iri for iri, path in paths.items() if iri not in _meant(path, known) or not _nameable(path)]
        self.retired = {
            paths[iri]: gone
            for iri in ours
            if iri not in self.unnameable and (gone := retired(loaded.knowledge.store, iri))
        }
        self.names = [path for iri, path in paths.items() if iri not in self.unnameable and path not in self.retired]
        kinds = loaded.knowledge.once(Kinds)
        self.kinds = {f"/id/{kind}/": len(found) for kind, found in kinds.things.items() if _nameable(f"/id/{kind}")}
        self.lists = [*_LISTS, *self.kinds]
        self.documents = documents(loaded)
        loaded.service, loaded.place = service, self.tree.place

    @cached_property
    def tree(self) -> Tree:
        """Which pages and other files there are."""
        pages = {*PAGES, *self.lists, *self.names, *self.retired}
        files = {*(each.file for each in self.documents), *(dump.name for dump in DUMPS)}
        return Tree(self.base, self.service, frozenset(pages), frozenset(f"/{file}" for file in files))

    def moved(self, path: str, stem: str) -> Tree:
        """The same where the page at `path` stands in another file."""
        return replace(self.tree, moved={path: stem})

    def offsets(self, path: str) -> list[int]:
        """Where the parts of a list begin."""
        return list(range(0, self.kinds.get(path, 1), PAGE))


def _meant(path: str, known: set[str]) -> list[str]:
    """What a path answers for: the first that is known, as at the service."""
    return [iri for iri in iris_of(path) if iri in known][:1]


def _nameable(path: str) -> bool:
    """Whether an address can be that of a file below a folder."""
    parts = path.removeprefix("/").removesuffix("/").split("/")
    return all(
        part.strip(".")
        and len(part.encode("utf-8", "replace")) <= _LONGEST
        and part.isprintable()
        and not {*part} & {*"\\%"}
        for part in parts
    )

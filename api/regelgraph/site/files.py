"""The pages and documents beside names and lists: whoever adds an address of the service adds a line here."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from regelgraph.linked.twins import METADATA, tables
from regelgraph.linked.writing import FORMS, TURTLE
from regelgraph.web import about, static_files, versions
from regelgraph.web.accept import JSON
from regelgraph.web.linked import twins
from regelgraph.web.linked.catalogue import DCAT, ROBOTS, VOID
from regelgraph.web.linked.sitemap import SITEMAP
from regelgraph.web.rounds import programmes

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

PAGES: Final = ("/", programmes.PATH, *about.PATHS, versions.PATH, twins.PATH)
"""Addresses of pages, which are written in both languages."""
_USED: Final = ("forms.css", "icon.svg", "parts.css", "print.css", "style.css", "tables.css")
"""What these pages are made of. Scripts, and what shows forms of the service, are of no use without it."""


@dataclass(frozen=True, slots=True)
class Document:
    """A file and the address that it is the answer of, asked for a media type."""

    file: str
    address: str
    accept: str = "*/*"


def _catalogues(_: Loaded) -> Iterable[Document]:
    """Under their own names and, since a plain server tells media types by suffixes, under names with these."""
    for address in (VOID, DCAT):
        yield Document(address[1:], address, TURTLE.media_type)
        for form in FORMS:
            yield Document(f"{address[1:]}.{form.suffix}", address, form.media_type)


def _versions(_: Loaded) -> Iterable[Document]:
    for form in FORMS:
        yield Document(f"{versions.PATH[1:]}.{form.suffix}", versions.PATH, form.media_type)
    yield Document(f"{versions.PATH[1:]}.json", versions.PATH, JSON)


def _fixed(_: Loaded) -> Iterable[Document]:
    for address in (SITEMAP, ROBOTS):
        yield Document(address[1:], address)


def _static(_: Loaded) -> Iterable[Document]:
    for name in _USED:
        yield Document(f"{static_files.PATH[1:]}{name}", static_files.PATH + name)


def _tables(loaded: Loaded) -> Iterable[Document]:
    for name in (METADATA, *(table.file for table in tables(loaded.knowledge))):
        yield Document(f"{twins.PATH[1:]}{name}", twins.PATH + name)


_ALL: Final[tuple[Callable[[Loaded], Iterable[Document]], ...]] = (_catalogues, _versions, _fixed, _static, _tables)


def documents(loaded: Loaded) -> list[Document]:
    """All documents of a site but the data files."""
    return [each for of in _ALL for each in of(loaded)]

"""Where a page stands in a tree of files, as a plain file server gives it: links are relative, languages are files."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Final
from urllib.parse import parse_qs, quote, unquote

from regelgraph.linked import address_of
from regelgraph.linked.names import SAFE, is_ours
from regelgraph.web.place import LANGUAGES, Place

_INDEX: Final = "index"


def file_of(path: str, lang: str, offset: str = "") -> str:
    """The file of the page at a (decoded) address: `x.html` in the first language, `x.en.html` in the other.

    `offset` is the number of the first row of a later part of a list.
    """
    stem = path.lstrip("/")
    stem = stem + _INDEX if not stem or stem.endswith("/") else stem
    parts = (stem, offset, "" if lang == LANGUAGES[0] else lang, "html")
    return ".".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class Tree:
    """Which pages and other files there are, by decoded address, below the public address `base`.

    `service` is the address of a running service that answers what files cannot, or empty. `moved`: the file
    without suffix and language, where a page does not stand in its usual one.
    """

    base: str
    service: str
    pages: frozenset[str]
    files: frozenset[str]
    moved: Mapping[str, str] = field(default_factory=dict)

    def place(self, base: str, path: str, lang: str, asked: bool = False, keep: str = "") -> Place:
        """The place of a page."""
        return _InTree(base, path, lang, asked, keep, self)

    def link(self, address: str, lang: str) -> str:
        """The file at an address, relative to the tree, or an address of the service; empty if there is neither."""
        path, _, query = address.partition("?")
        path = unquote(path)
        if path in self.pages:
            return quote(file_of(path, lang, parse_qs(query).get("offset", [""])[0]), safe=SAFE)
        if path in self.files:
            return quote(path.lstrip("/"), safe=SAFE)
        if not self.service:
            return ""
        return f"{self.service}{address}{'&' if query else '?'}lang={lang}"


@dataclass(frozen=True, slots=True)
class _InTree(Place):
    tree: Tree = Tree("", "", frozenset(), frozenset())

    @property
    def _offset(self) -> str:
        return parse_qs(self.keep).get("offset", [""])[0]

    @property
    def root(self) -> str:
        """The way from this file to the top of the tree."""
        path = unquote(self.path)
        depth = file_of(self.tree.moved.get(path, path), self.lang).count("/")
        return "/".join([".."] * depth) or "."

    @property
    def exists(self) -> bool:
        return unquote(self.path) in self.tree.pages

    @property
    def canonical(self) -> str:
        return self.alternate(self.lang)

    def alternate(self, lang: str | None = None) -> str:
        file = file_of(unquote(self.path), lang or LANGUAGES[0], self._offset)
        return f"{self.base}/{quote(file, safe=SAFE)}"

    def switch(self, lang: str) -> str:
        file = file_of(unquote(self.path), lang, self._offset)
        return f"{self.root}/{quote(file, safe=SAFE)}"

    def href(self, target: str, **_: str) -> str:
        local = address_of(target) if is_ours(target) else target
        if not local.startswith("/"):
            return Place.href(self, local)
        to = self.tree.link(local, self.lang)
        return to if not to or to.startswith(("http://", "https://")) else f"{self.root}/{to}"

    def action(self, path: str) -> str:
        return self.tree.service + path if self.tree.service else ""

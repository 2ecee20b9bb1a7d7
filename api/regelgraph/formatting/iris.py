"""Reads and writes IRIs: prefixes, bases, the shortest name that needs no escape (RDF 1.1 Turtle, section 2.4)."""

from __future__ import annotations

import re
from typing import Final

from regelgraph.formatting.literals import HIDDEN, hidden, unescaped
from regelgraph.formatting.tokens import LOCAL_NAME
from regelgraph.terms import GRAPH, ID, RG

_SPLIT: Final = re.compile(r"(?:([A-Za-z][A-Za-z0-9+.-]*):)?(?://([^/?#]*))?([^?#]*)(\?[^#]*)?(#.*)?", re.DOTALL)
_ESCAPED: Final = re.compile(r"\\(.)")
_OF_THE_DOCUMENT: Final = "\0"
"""Marks a namespace that depends on where the document lies: names in it cannot be written otherwise."""


class Iris:
    """The prefixes of a document: those in force while it is read, and all that are `declared`, to write it."""

    def __init__(self) -> None:
        self.base = ""
        self.used: set[str] = set()
        self._in_force: dict[str, str] = {}
        self.declared: dict[str, str] = {}
        self._longest: list[tuple[str, str]] = []
        self._written: dict[str, str] = {}

    def declare(self, name: str, namespace: str) -> None:
        """A prefix from here on; by which names are written is what it stands for first."""
        self._in_force[name] = namespace
        if name not in self.declared:
            self.declared[name] = namespace
            pairs = ((space, prefix) for prefix, space in self.declared.items())
            self._longest = sorted(pairs, key=lambda pair: (-len(pair[0]), pair[1]))

    def again(self) -> None:
        """Back to the start of the document, all its prefixes being known now."""
        self.base = ""
        self._in_force.clear()

    def namespace(self, reference: str) -> str:
        """What a prefix or a base stands for, `reference` being what is between angle brackets."""
        iri = self.resolved(reference)
        return iri if _parts(iri)[0] else _OF_THE_DOCUMENT + iri

    def resolved(self, reference: str) -> str:
        """The IRI of a reference; one without a scheme stays as it is where no base is declared."""
        reference = unescaped(reference)
        return resolve(self.base, reference) if self.base else reference

    def named(self, name: str) -> str:
        """The IRI of a prefixed name. Raises KeyError for a prefix that is not declared."""
        prefix, _, local = name.partition(":")
        return self._in_force[prefix + ":"] + (_ESCAPED.sub(r"\1", local) if "\\" in local else local)

    def write(self, iri: str) -> str:
        """The shortest form: by the longest namespace that leaves a name without escapes, else in angle brackets.

        Raises ValueError for a name that cannot be written: in a namespace of the document, and with escapes.
        """
        written = self._written.get(iri)
        if written is None:
            written = self._written[iri] = self._shortest(iri)
        return written

    def use(self, written: str) -> None:
        """Notes the prefix of a name that will stand in the text."""
        self.used.add(written[: written.find(":") + 1])

    def _shortest(self, iri: str) -> str:
        if not HIDDEN.search(iri.removeprefix(_OF_THE_DOCUMENT)):
            for namespace, prefix in self._longest:
                local = iri.removeprefix(namespace)
                if iri.startswith(namespace) and (not local or LOCAL_NAME.fullmatch(local)):
                    return prefix + local
        if iri.startswith(_OF_THE_DOCUMENT):
            raise ValueError("expected a prefix with a whole IRI for a name that needs escapes")
        return f"<{HIDDEN.sub(hidden, iri)}>"

    def printed(self, namespace: str) -> str:
        """A namespace between angle brackets."""
        return f"<{HIDDEN.sub(hidden, namespace.removeprefix(_OF_THE_DOCUMENT))}>"


def nearness(iri: str) -> int:
    """What stands first, of prefixes and of values: the vocabulary, then things of this knowledge, then the others."""
    if iri.startswith(RG):
        return 0
    return 1 if iri.startswith((ID, GRAPH)) else 2


def resolve(base: str, reference: str) -> str:
    """A reference against an absolute base, as RFC 3986, section 5.2.2, has it."""
    scheme, authority, path, query, fragment = _parts(reference)
    if scheme:
        return reference
    base_scheme, base_authority, base_path, base_query, _ = _parts(base)
    if authority is None:
        authority = base_authority
        if not path:
            path, query = base_path, query if query is not None else base_query
        elif path.startswith("/"):
            path = _without_dots(path)
        elif base_authority is not None and not base_path:
            path = _without_dots("/" + path)
        else:
            path = _without_dots(base_path[: base_path.rfind("/") + 1] + path)
    else:
        path = _without_dots(path)
    place = "" if authority is None else f"//{authority}"
    return f"{base_scheme}:{place}{path}{query or ''}{fragment or ''}"


def _parts(iri: str) -> tuple[str | None, str | None, str, str | None, str | None]:
    found = _SPLIT.fullmatch(iri)
    assert found  # noqa: S101 - each part may be empty
    return found[1], found[2], found[3], found[4], found[5]


def _without_dots(path: str) -> str:
    """Section 5.2.4: `.` and `..` are walked."""
    kept: list[str] = []
    steps = path.split("/")
    for step in steps:
        if step == "..":
            if len(kept) > 1 or (kept and kept[0]):
                kept.pop()
        elif step != ".":
            kept.append(step)
    if steps[-1] in (".", ".."):
        kept.append("")
    return "/".join(kept)

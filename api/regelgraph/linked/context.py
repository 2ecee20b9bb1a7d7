"""Our JSON-LD context: which key says a property with a value of some kind, and what of the context a document needs.

JSON-LD 1.1, sections 4.1 (contexts), 4.2.3 (type coercion), 4.2.4 (language maps) and 4.3.1 (lists).
"""

from __future__ import annotations

import json
from dataclasses import dataclass
from functools import cache
from typing import Any, Final

from regelgraph.formatting.ordering import predicate_key
from regelgraph.knowledge.find import find_root
from regelgraph.terms import TYPE

CONTEXT: Final = "context.jsonld"
IRI: Final = "@id"
LANGUAGE: Final = "@language"
LIST: Final = "@list"
SET: Final = "@set"
_KEYWORDS: Final = ("@id", "@type", "@graph", "@included")


@dataclass(frozen=True, slots=True)
class Key:
    """A key of JSON: `type` is what its strings are, an IRI of a datatype or `@id`; `container` how values stand."""

    name: str
    type: str | None = None
    container: str | None = None


class Context:
    """The entries of a context, without those of `left_out`. Reading only: what is used is noted by who uses it."""

    def __init__(self, entries: dict[str, Any], left_out: frozenset[str] = frozenset()) -> None:
        kept = {name: value for name, value in entries.items() if name not in left_out}
        self.prefixes = {
            name: value for name, value in kept.items() if isinstance(value, str) and value.endswith(("/", "#", ":"))
        }
        self.entries = {name: value for name, value in kept.items() if left_out.isdisjoint(_beginnings(name, value))}
        self._longest = sorted(self.prefixes.items(), key=lambda pair: (-len(pair[1]), pair[0]))
        self._keys: dict[str, list[Key]] = {}
        self._words: dict[str, str] = {}
        for name, value in self.entries.items():
            if isinstance(value, dict) and value[IRI] not in _KEYWORDS:
                type_ = value.get("@type")
                key = Key(name, type_ if type_ in (None, IRI) else self._whole(type_), value.get("@container"))
                self._keys.setdefault(self._whole(value[IRI]), []).append(key)
            elif isinstance(value, str) and name not in self.prefixes and not value.startswith("@"):
                self._keys.setdefault(self._whole(value), []).append(Key(name))
                self._words[self._whole(value)] = name
        ids = {name: value.get(IRI) if isinstance(value, dict) else value for name, value in self.entries.items()}
        self.keywords = {id_: name for name, id_ in ids.items() if id_ in _KEYWORDS}
        self._found: dict[tuple[str, str], Key] = {}
        self._places: dict[str, tuple[object, ...]] = {}

    def key(self, predicate: str, kind: str) -> Key:
        """The key for values of a kind: `@id`, `@language`, `@list`, or the IRI of a datatype."""
        found = self._found.get((predicate, kind))
        if found is None:
            found = self._found[predicate, kind] = self._chosen(predicate, kind)
        return found

    def word(self, iri: str) -> str:
        """A class or a datatype by its term, by prefix, or whole."""
        return self._words.get(iri) or self.short(iri)

    def short(self, iri: str) -> str:
        """An IRI by prefix, unless what comes out is a term; else as it is."""
        name = self.prefixed(iri)
        return iri if name in self.entries else name

    def prefixed(self, iri: str) -> str:
        """An IRI by prefix where one fits, also if that is a term."""
        for prefix, namespace in self._longest:
            local = iri.removeprefix(namespace)
            if local and local != iri and not local.startswith("//"):
                return f"{prefix}:{local}"
        return iri

    def place(self, predicate: str) -> tuple[object, ...]:
        """Where a property stands among others: as in Turtle of ours."""
        found = self._places.get(predicate)
        if found is None:
            found = self._places[predicate] = (*predicate_key(self.prefixed(predicate)), predicate)
        return found

    def part(self, used: set[str]) -> dict[str, Any]:
        """The part of the context that a document needs which uses these keys and words, with the same entries."""
        needed = set(used)
        for name in used:
            needed.update(_beginnings(name, self.entries.get(name)))
        return {name: value for name, value in self.entries.items() if name == "@version" or name in needed}

    def _chosen(self, predicate: str, kind: str) -> Key:
        keys = [] if predicate == TYPE else self._keys.get(predicate, [])
        plain = [key for key in keys if key.container in (None, SET)]
        if kind == LIST:
            fitting = [key for key in keys if key.container == LIST] or plain
        elif kind == LANGUAGE:
            fitting = [key for key in keys if key.container == LANGUAGE]
        else:
            fitting = [key for key in plain if key.type == kind]
        fitting += [key for key in plain if key.type is None]
        return fitting[0] if fitting else Key(self.short(predicate))

    def _whole(self, name: str) -> str:
        prefix, _, local = name.partition(":")
        return self.prefixes[prefix] + local if prefix in self.prefixes else name


def _beginnings(name: str, value: Any) -> set[str]:
    """What stands before the colon in the name of an entry and in all that it says."""
    texts = [name, *(value.values() if isinstance(value, dict) else [value])]
    return {text.partition(":")[0] for text in texts if isinstance(text, str) and ":" in text}


@cache
def ours() -> Context:
    """The context of this project."""
    return Context(_entries())


@cache
def without(names: frozenset[str]) -> Context:
    """The context of this project without some names, since IRIs of a document begin like these."""
    return Context(_entries(), names)


def _entries() -> dict[str, Any]:
    text = (find_root() / "ontology" / CONTEXT).read_text(encoding="utf-8")
    entries: dict[str, Any] = json.loads(text)["@context"]
    return entries

"""Names of columns: those of our JSON-LD context, else the ends of IRIs, in snake_case, each once in a table."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from typing import Final

from regelgraph.answers.graphs import PREFIXES
from regelgraph.knowledge.find import unique
from regelgraph.linked.context import ours

_BORDER: Final = re.compile(r"(?<=[a-z0-9])(?=[A-Z])")
_OTHER: Final = re.compile(r"[^a-z0-9]+")
MARK: Final = "_"
"""What stands before the number of a name that another one has."""


class Names:
    """The names of properties by IRI."""

    def __init__(self) -> None:
        prefixes = ours().prefixes
        self._prefixes = {**PREFIXES, **prefixes}
        self._terms: dict[str, str] = {}
        for term, said in sorted(ours().entries.items(), reverse=True):  # of several terms the first
            iri = said.get("@id", "") if isinstance(said, dict) else said
            if isinstance(iri, str) and not term.startswith("@") and term not in prefixes:
                prefix, colon, local = iri.partition(":")
                self._terms[prefixes.get(prefix, prefix + colon) + local] = term

    def of(self, prop: str) -> str:
        """A name for a property, which another may have too."""
        return snake(self._terms.get(prop) or local(prop)) or "value"

    def longer(self, prop: str) -> str:
        """A name that says where the property is from."""
        for prefix, namespace in sorted(self._prefixes.items(), key=lambda each: (-len(each[1]), each)):
            if prop.startswith(namespace):
                return f"{snake(prefix)}_{snake(prop.removeprefix(namespace))}".strip("_")
        return snake(prop.partition("://")[2]) or "value"


def snake(text: str) -> str:
    """`prefLabel` becomes `pref_label`; what is neither letter nor digit, a low line."""
    return _OTHER.sub("_", _BORDER.sub("_", text).lower()).strip("_")


def local(iri: str) -> str:
    """What stands behind the last `#` or `/` of an IRI."""
    return re.split(r"[#/]", iri.rstrip("#/"))[-1]


def distinct(names: Names, props: Iterable[str], taken: Iterable[str]) -> dict[str, str]:
    """A name for each property, none twice and none of those that are taken, whatever the order they come in."""
    all_props = sorted(set(props))
    used = set(taken)
    shared = Counter(names.of(prop) for prop in all_props)
    found = {prop: names.of(prop) for prop in all_props if shared[names.of(prop)] == 1 and names.of(prop) not in used}
    used.update(found.values())
    for prop in all_props:
        if prop not in found:
            found[prop] = unique(names.longer(prop), used, MARK)
    return found

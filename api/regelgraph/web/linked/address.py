"""What an address below /id, /def or /graph asks for: a name of the knowledge, and by its suffix a form."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from pyoxigraph import NamedNode, Store

from regelgraph.linked import iri_of, iris_of
from regelgraph.linked.names import SPACES
from regelgraph.linked.writing import FORMS
from regelgraph.terms import RG

HTML: Final = "html"
SUFFIXES: Final = (HTML, *(form.suffix for form in FORMS))
_SLASHED: Final = RG.removeprefix(iri_of(""))
"""The one name that ends in a slash: that of the ontology."""


@dataclass(frozen=True, slots=True)
class Wanted:
    """`path` is the address of the thing itself, without suffix; `suffix` None where the client chooses by `Accept`."""

    iri: str
    path: str
    suffix: str | None


def wanted(store: Store, path: str) -> Wanted | None:
    """What is asked for, or None: nothing is known by that name. A name that ends like a suffix comes first."""
    for name, suffix in _readings(path):
        for iri in iris_of(name):
            if is_known(store, iri):
                return Wanted(iri, name, suffix)
    return None


def suffixed(path: str, suffix: str) -> str:
    """The address of one form of what is at an address."""
    return f"{path.removesuffix('/')}.{suffix}"


def is_known(store: Store, iri: str) -> bool:
    """Whether the knowledge says anything of a name, names it, or has a graph of that name."""
    try:
        node = NamedNode(iri)
    except ValueError:
        return False
    patterns = ((node, None, None, None), (None, None, node, None), (None, None, None, node))
    return any(next(store.quads_for_pattern(*pattern), None) is not None for pattern in patterns)


def _readings(path: str) -> list[tuple[str, str | None]]:
    found: list[tuple[str, str | None]] = [(path, None)]
    name, _, suffix = path.rpartition(".")
    if suffix in SUFFIXES:
        found.append((name, suffix))
    return [
        (_SLASHED if name == _SLASHED[:-1] else name, suffix)
        for name, suffix in found
        if name not in SPACES or name == _SLASHED[:-1]
    ]

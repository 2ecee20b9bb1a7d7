"""Names of the knowledge (IRIs below one namespace), and the addresses by which a deployment answers for them."""

from __future__ import annotations

from typing import Final
from urllib.parse import quote

from regelgraph.terms import RG

NAMESPACE: Final = RG.removesuffix("/def/")
SPACES: Final = ("/def", "/graph", "/id")
"""Terms, named graphs, things."""
_OURS: Final = tuple(f"{NAMESPACE}{space}/" for space in SPACES)
SAFE: Final = "/:@!$&'()*+,;=~"
"""What a path may hold beside letters, digits and `-._` (RFC 3986, section 3.3)."""


def is_ours(iri: str) -> bool:
    """Whether a deployment answers for an IRI."""
    return iri.startswith(_OURS)


def address_of(iri: str) -> str:
    """The path at which a deployment answers for an IRI of ours; any other IRI as it is."""
    return quote(iri.removeprefix(NAMESPACE), safe=SAFE + "%") if is_ours(iri) else iri


def where(iri: str, base: str) -> str:
    """The whole address at which an IRI is answered: below `base` if it is ours, else where it points itself."""
    return base + address_of(iri) if is_ours(iri) else iri


def iri_of(path: str) -> str:
    """The IRI for which a (decoded) path answers, if it is written as people write it."""
    return NAMESPACE + path


def iris_of(path: str) -> tuple[str, ...]:
    """All IRIs for which a (decoded) path may answer: as it is, and percent-encoded as in names of files.

    An IRI and its percent-encoded form have one address (RFC 3987, section 3.1), so what is meant is what is known.
    """
    return tuple(dict.fromkeys((NAMESPACE + path, NAMESPACE + quote(path, safe=SAFE), NAMESPACE + quote(path))))

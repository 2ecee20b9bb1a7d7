"""Fingerprint of the knowledge: SHA-256 over its canonical N-Quads (W3C RDF Dataset Canonicalization 1.0)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from pyoxigraph import Store


def fingerprint(store: Store, queries: Sequence[bytes] = ()) -> str:
    """64 hex digits that change with any triple, and not with comments, order, prefixes or names of blank nodes.

    The queries that answer derived facts count as they stand.
    """
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, RdfFormat, serialize

    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    digest = sha256(b"\n".join(sorted(lines.splitlines())))
    for query in sorted(queries):
        digest.update(b"\n" + sha256(query).digest())
    return digest.hexdigest()

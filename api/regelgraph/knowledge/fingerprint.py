"""Fingerprint of the knowledge: SHA-256 over its canonical N-Quads (W3C RDF Dataset Canonicalization 1.0)."""

from __future__ import annotations

from collections.abc import Sequence
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from regelgraph.terms import RG

if TYPE_CHECKING:
    from pyoxigraph import Store

QUERY_DIGEST: Final = RG + "queryDigest"


def fingerprint(store: Store, queries: Sequence[bytes] = ()) -> str:
    """64 hex digits that change with any triple, and not with comments, order, prefixes or names of blank nodes.

    The hash of the dataset in its canonical form (RDFC-1.0, section 4.4), so that anybody can make it from a dump. The
    queries that answer derived facts count by the digests that the graph states of them; those that it states none
    of, as only knowledge of a user's own may, are hashed behind it.
    """
    from pyoxigraph import CanonicalizationAlgorithm, Dataset, NamedNode, RdfFormat, serialize

    dataset = Dataset(store)
    dataset.canonicalize(CanonicalizationAlgorithm.RDFC_1_0)
    lines = serialize(dataset, format=RdfFormat.N_QUADS) or b""
    digest = sha256(b"".join(sorted(lines.splitlines(keepends=True))))
    stated = {
        getattr(quad.object, "value", "") for quad in store.quads_for_pattern(None, NamedNode(QUERY_DIGEST), None)
    }
    for query in sorted(set(map(digest_of, queries)) - stated):
        digest.update(bytes.fromhex(query))
    return digest.hexdigest()


def digest_of(query: bytes) -> str:
    """SHA-256 in hex of a query file, whose lines may end as the system likes."""
    return sha256(query.replace(b"\r\n", b"\n")).hexdigest()

"""All Turtle of the repository in one store, read once."""

from __future__ import annotations

from dataclasses import dataclass
from functools import cached_property
from pathlib import Path

import pytest
from pyoxigraph import Literal, NamedNode, QuerySolutions, RdfFormat, Store

ROOT = Path(__file__).parents[2]
ID = "https://w3id.org/regelgraph/id/"
_PREFIXES = {
    "rg": "https://w3id.org/regelgraph/def/",
    "id": ID,
    "dct": "http://purl.org/dc/terms/",
    "rdf": "http://www.w3.org/1999/02/22-rdf-syntax-ns#",
    "skos": "http://www.w3.org/2004/02/skos/core#",
}


@dataclass(frozen=True)
class Data:
    """The triples of data/, ontology/ and shapes/; answers are tuples of strings, IRIs of things without their base."""

    store: Store

    def rows(self, query: str) -> list[tuple[str, ...]]:
        """The rows of a SELECT, sorted."""
        found = self.store.query(query, prefixes=_PREFIXES)
        assert isinstance(found, QuerySolutions)
        return sorted(tuple(_short(value) for value in row) for row in found)

    def column(self, query: str) -> list[str]:
        """The only column of a SELECT, sorted."""
        return [value for (value,) in self.rows(query)]

    @cached_property
    def offers(self) -> set[str]:
        """Everything that a cell of the column programme may name."""
        return set(self.column("SELECT ?offer { ?offer a rg:FundedOffer }"))


def _short(value: object) -> str:
    if isinstance(value, NamedNode):
        return value.value.removeprefix(ID)
    return value.value if isinstance(value, Literal) else ""


@pytest.fixture(scope="session")
def data() -> Data:
    """All of data/, ontology/ and shapes/."""
    store = Store()
    for folder in ("data", "ontology", "shapes"):
        for path in sorted((ROOT / folder).rglob("*.ttl")):
            store.load(path=path, format=RdfFormat.TURTLE)
    return Data(store)

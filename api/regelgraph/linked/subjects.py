"""Which names have a property, or a value of it."""

from __future__ import annotations

from typing import TYPE_CHECKING

from pyoxigraph import NamedNode

if TYPE_CHECKING:
    from pyoxigraph import Store


def subjects(store: Store, prop: str, value: str | None = None) -> list[str]:
    """The IRIs of which a property says something, or says that value (an IRI); each once, in order."""
    quads = store.quads_for_pattern(None, NamedNode(prop), NamedNode(value) if value else None)
    return sorted({quad.subject.value for quad in quads if isinstance(quad.subject, NamedNode)})

"""Terms and things that one knowledge has and the other has not, and terms that are retired in one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from regelgraph.comparing.difference import Difference, short
from regelgraph.linked.retired import all_retired
from regelgraph.terms import GRAPH, RG, TYPE, VOID

if TYPE_CHECKING:
    from pyoxigraph import Store

_OF_ITSELF: Final = frozenset(
    {
        VOID + "Dataset",
        "http://xmlns.com/foaf/0.1/Document",
        *(RG + name for name in ("Change", "ChangeKind", "Text", "Version")),
    }
)
"""Classes of what a knowledge tells of itself, and of its wording."""


def differences(old: Store, new: Store) -> list[Difference]:
    """Names that came or went, then terms that are retired now."""
    before, after = _names(old), _names(new)
    gone_before, gone_now = all_retired(old), all_retired(new)
    return [
        *(Difference("added", short(iri), _sort(iri), "", "") for iri in sorted(after - before)),
        *(Difference("removed", short(iri), _sort(iri), "", "") for iri in sorted(before - after)),
        *(
            Difference("retired", short(iri), _sort(iri), "", short(gone.successor or ""))
            for iri, gone in gone_now.items()
            if iri in before and iri not in gone_before
        ),
    ]


def _sort(iri: str) -> str:
    return "term" if iri.startswith(RG) else "thing"


def of_itself(store: Store) -> set[str]:
    """What a knowledge tells of itself."""
    return {iri for iri, classes in _classes(store).items() if classes & _OF_ITSELF}


def _names(store: Store) -> set[str]:
    """Whatever has a class, but no graphs: names that stand here for their label alone are terms of others."""
    told = _classes(store).items()
    return {iri for iri, classes in told if not classes & _OF_ITSELF and not iri.startswith(GRAPH)}


def _classes(store: Store) -> dict[str, set[str]]:
    found: dict[str, set[str]] = {}
    for quad in store.quads_for_pattern(None, NamedNode(TYPE), None):
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, NamedNode):
            found.setdefault(quad.subject.value, set()).add(quad.object.value)
    return found

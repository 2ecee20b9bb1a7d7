"""Terms and things that one knowledge has and the other has not, and terms that are retired in one alone."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from pyoxigraph import NamedNode

from regelgraph.comparing.difference import Difference, short
from regelgraph.linked.retired import Retired, retired
from regelgraph.terms import OWL, RG, TYPE

if TYPE_CHECKING:
    from pyoxigraph import Store

_OF_ITSELF: Final = frozenset(
    {
        "http://rdfs.org/ns/void#Dataset",
        "http://xmlns.com/foaf/0.1/Document",
        *(RG + name for name in ("Change", "ChangeKind", "Text", "Version")),
    }
)
"""Classes of what a knowledge tells of itself, and of its wording."""


def differences(old: Store, new: Store) -> list[Difference]:
    """Names that came or went, then terms that are retired now."""
    before, after = _names(old), _names(new)
    gone_before, gone_now = _retired(old), _retired(new)
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


def _names(store: Store) -> set[str]:
    found: set[str] = set()
    aside: set[str] = set()
    for quad in store:
        if isinstance(quad.subject, NamedNode):
            found.add(quad.subject.value)
            if quad.predicate.value == TYPE and getattr(quad.object, "value", "") in _OF_ITSELF:
                aside.add(quad.subject.value)
    return found - aside


def _retired(store: Store) -> dict[str, Retired]:
    flagged = store.quads_for_pattern(None, NamedNode(OWL + "deprecated"), None)
    iris = sorted({quad.subject.value for quad in flagged if isinstance(quad.subject, NamedNode)})
    return {iri: gone for iri in iris if (gone := retired(store, iri))}

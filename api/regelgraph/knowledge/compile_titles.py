"""Compiles the scheme of residence titles."""

from __future__ import annotations

from typing import TYPE_CHECKING

from regelgraph.knowledge.view import View
from regelgraph.rulebook import Continuation, Title
from regelgraph.terms import ALIAS, BROADER, LEGAL_GROUP, RG

if TYPE_CHECKING:
    from pyoxigraph import Store


def compile_titles(store: Store) -> dict[str, Title]:
    """All titles by IRI."""
    view = View(store)
    return {iri: _title(view, iri) for iri in view.instances(RG + "ResidenceTitle")}


def _title(view: View, iri: str) -> Title:
    return Title(
        iri=iri,
        notation=view.notation(iri),
        label=view.label(iri),
        citation=view.word(iri, RG + "citation") or "",
        aliases=view.words(iri, ALIAS),
        kind=view.iri(iri, RG + "titleKind"),
        legal_group=view.iri(iri, LEGAL_GROUP),
        broader=view.iris(iri, BROADER),
        norms=view.iris(iri, RG + "norm"),
        continuations=tuple(_continuation(view, node) for node in view.iris(iri, RG + "continuation")),
        previous_title_decides=view.flag(iri, RG + "previousTitleDecides"),
    )


def _continuation(view: View, node: str) -> Continuation:
    valid_on, until = view.day(node, RG + "ifValidOn"), view.day(node, RG + "continuedUntil")
    if valid_on is None or until is None:
        view.fail(node, "needs rg:ifValidOn and rg:continuedUntil")
    return Continuation(valid_on, until, frozenset(view.iris(node, RG + "forCountry")), view.iris(node, RG + "cites"))

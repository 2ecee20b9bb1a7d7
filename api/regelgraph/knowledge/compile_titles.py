"""Compiles the scheme of residence titles and how they are cited: acts, kinds of title."""

from __future__ import annotations

from typing import Final

from regelgraph.knowledge.view import View
from regelgraph.rulebook import Continuation, Title, TitleScheme
from regelgraph.terms import ALIAS, BROADER, LEGAL_GROUP, PREF_LABEL, RG

_ACT_NAME: Final = RG + "actName"
_DEFAULT_ACT: Final = RG + "defaultAct"


def compile_titles(view: View) -> dict[str, Title]:
    """All titles by IRI."""
    return {iri: _title(view, iri) for iri in view.instances(RG + "ResidenceTitle")}


def compile_title_scheme(view: View) -> TitleScheme:
    """Names of acts and kinds of title, and the act that citations mean where they name none; two are an error."""
    kinds = view.instances(RG + "TitleKind")
    defaults = {(scheme, act) for scheme in view.subjects(_DEFAULT_ACT) for act in view.iris(scheme, _DEFAULT_ACT)}
    if len(defaults) > 1:
        view.fail(min(defaults)[0], f"{_DEFAULT_ACT} has {len(defaults)} values; expected one")
    return TitleScheme(
        default_act=next((act for _, act in defaults), None),
        acts={name: act for act in view.subjects(_ACT_NAME) for name in view.words(act, _ACT_NAME)},
        kinds={name: kind for kind in kinds for name in (*view.words(kind, PREF_LABEL), *view.words(kind, ALIAS))},
        kind_broader={kind: view.iris(kind, BROADER) for kind in kinds},
    )


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
        azr_texts=view.words(iri, RG + "azrText"),
        paragraphs=view.words(iri, RG + "paragraphNumber"),
        previous_groups=view.iris(iri, RG + "previousTitleGroup"),
        group_reason=view.text_or_none(iri, RG + "groupReason"),
    )


def _continuation(view: View, node: str) -> Continuation:
    valid_on, until = view.day(node, RG + "ifValidOn"), view.day(node, RG + "continuedUntil")
    if valid_on is None or until is None:
        view.fail(node, "needs rg:ifValidOn and rg:continuedUntil")
    return Continuation(valid_on, until, frozenset(view.iris(node, RG + "forCountry")), view.iris(node, RG + "cites"))

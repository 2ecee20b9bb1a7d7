"""The codes that a column of the user's tables may name, by their spellings."""

from __future__ import annotations

from typing import Final

from regelgraph.folding import fold
from regelgraph.knowledge.view import View
from regelgraph.terms import ALIAS, IN_SCHEME, NOTATION, PREF_LABEL, RG, YES_NO_READER, YES_NO_SCHEME

_NAMED: Final = 8


def codes_of(view: View, iri: str, reader: str) -> dict[str, str]:
    """Folded spellings to IRIs of codes, or for yes and no to the lexical form of the truth value."""
    if reader == YES_NO_READER:
        concepts = [c for c in view.subjects(IN_SCHEME) if YES_NO_SCHEME in view.iris(c, IN_SCHEME)]
        return {word: str(view.flag(c, RG + "booleanValue")).lower() for c in concepts for word in _words(view, c)}
    return {word: code for code in _instances(view, iri) for word in _words(view, code)}


def _instances(view: View, iri: str) -> list[str]:
    return [code for cls in view.iris(iri, RG + "codesOf") for code in view.instances(cls)]


def notations(view: View, iri: str) -> list[str]:
    """Some of the codes, for a message."""
    return sorted(view.notation(code) for code in _instances(view, iri))[:_NAMED]


def _words(view: View, code: str) -> list[str]:
    return [fold(word) for prop in (NOTATION, PREF_LABEL, ALIAS) for word in view.words(code, prop)]

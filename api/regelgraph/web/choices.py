"""What a parameter can name, for lists to choose from: each thing's notation and its name in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from regelgraph.terms import ID, IN_SCHEME, NOTATION, PREF_LABEL, TYPE

if TYPE_CHECKING:
    from pyoxigraph import NamedNode, Store

Choice = tuple[str, str]


def choices(store: Store, of: tuple[str, ...], lang: str, most: int) -> tuple[Choice, ...]:
    """(value, words) of the things of the classes or schemes `of`, by their words; none if there are more than `most`.

    The value is the notation where only one of the things has it, else the IRI.
    """
    from pyoxigraph import NamedNode

    found: set[NamedNode] = set()
    for each in of:
        for prop in (TYPE, IN_SCHEME):
            for quad in store.quads_for_pattern(None, NamedNode(prop), NamedNode(each), None):
                if isinstance(quad.subject, NamedNode):
                    found.add(quad.subject)
        if len(found) > most:
            return ()
    notations = {thing: _one(store, thing, NOTATION) for thing in found}
    counted = Counter(notations.values())
    shown = []
    for thing, notation in notations.items():
        value = notation if notation and counted[notation] == 1 else thing.value.removeprefix(ID)
        label = _one(store, thing, PREF_LABEL, lang)
        shown.append((value, f"{label} ({notation})" if label and notation else label or notation or value))
    return tuple(sorted(shown, key=lambda choice: (choice[1].casefold(), choice[0])))


def _one(store: Store, thing: NamedNode, prop: str, lang: str | None = None) -> str:
    """The first value of a property, in a language if one is named."""
    from pyoxigraph import Literal, NamedNode

    values = {
        quad.object.value
        for quad in store.quads_for_pattern(thing, NamedNode(prop), None, None)
        if isinstance(quad.object, Literal) and (lang is None or quad.object.language == lang)
    }
    return min(values, default="")

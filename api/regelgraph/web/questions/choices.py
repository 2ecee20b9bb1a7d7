"""What a parameter can name, for lists to choose from: each thing's notation and its name in words."""

from __future__ import annotations

from collections import Counter
from typing import TYPE_CHECKING

from regelgraph.questions.things import instances_of
from regelgraph.terms import ID, NOTATION, PREF_LABEL

if TYPE_CHECKING:
    from pyoxigraph import Store

Choice = tuple[str, str]


def choices(store: Store, of: tuple[str, ...], lang: str, most: int) -> tuple[Choice, ...]:
    """(value, words) of the things of the classes or schemes `of`, by their words; none if there are more than `most`.

    The value is the notation where only one of the things has it, else the IRI.
    """
    found = instances_of(store, of)
    if len(found) > most:
        return ()
    notations = {thing: _one(store, thing, NOTATION) for thing in found}
    counted = Counter(notations.values())
    shown = []
    for thing, notation in notations.items():
        value = notation if notation and counted[notation] == 1 else thing.removeprefix(ID)
        label = _one(store, thing, PREF_LABEL, lang)
        shown.append((value, f"{label} ({notation})" if label and notation else label or notation or value))
    return tuple(sorted(shown, key=lambda choice: (choice[1].casefold(), choice[0])))


def _one(store: Store, thing: str, prop: str, lang: str | None = None) -> str:
    """The first value of a property, in a language if one is named."""
    from pyoxigraph import Literal, NamedNode

    values = {
        quad.object.value
        for quad in store.quads_for_pattern(NamedNode(thing), NamedNode(prop), None, None)
        if isinstance(quad.object, Literal) and (lang is None or quad.object.language == lang)
    }
    return min(values, default="")

"""Checks the placeholders of reasons and texts: known facts only, and the same ones in German and English."""

from __future__ import annotations

from collections.abc import Iterator
from string import Formatter
from typing import Final

from regelgraph.knowledge.triples import last_segment
from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground
from regelgraph.terms import NOTATION, RG, SH

_PROSE: Final = ("openReason", "reason", "template")


def faults(ground: Ground) -> Iterator[Fault]:
    """`placeholders-broken`, `placeholders-differ` between the languages, `placeholder-unknown` to the criterion."""
    for prop in _PROSE:
        for subject in ground.subjects(RG + prop):
            yield from _languages(ground, subject, prop)
    for criterion in ground.instances(RG + "Criterion"):
        known = {
            name_of_fact(ground, fact) for prop in ("reads", "shows") for fact in ground.iris(criterion, RG + prop)
        }
        constraints = {*ground.iris(criterion, SH + "property"), *ground.iris(criterion, RG + "constraint")}
        yield from _unknown(ground, criterion, "openReason", known)
        for constraint in sorted(constraints):
            yield from _unknown(ground, constraint, "reason", known)


def name_of_fact(ground: Ground, fact: str) -> str:
    """The name by which texts refer to a fact: its column, else its notation, else the last segment of its IRI."""
    return next(iter([*ground.words(fact, RG + "column"), *ground.words(fact, NOTATION), last_segment(fact)]))


def placeholders(template: str) -> set[str] | None:
    """Names in braces; None if the braces do not match."""
    try:
        return {name for _, name, _, _ in Formatter().parse(template) if name is not None}
    except ValueError:
        return None


def _languages(ground: Ground, subject: str, prop: str) -> Iterator[Fault]:
    """A value may come in both languages, as {value_de} in the German and {value_en} in the English text."""
    found = {}
    for lang in ("de", "en"):
        for template in ground.words(subject, RG + prop, lang):
            names = placeholders(template)
            if names is None:
                yield ground.fault("placeholders-broken", subject, property=f"rg:{prop}", text=template)
            else:
                found[lang] = {name.removesuffix(f"_{lang}") for name in names}
    if len(found) == 2 and found["de"] != found["en"]:
        de, en = (_braced(found[lang]) for lang in ("de", "en"))
        yield ground.fault("placeholders-differ", subject, property=f"rg:{prop}", de=de, en=en)


def _unknown(ground: Ground, subject: str, prop: str, known: set[str]) -> Iterator[Fault]:
    used = set[str]().union(*(placeholders(text) or () for text in ground.words(subject, RG + prop)))
    for name in sorted(used - known):
        yield ground.fault("placeholder-unknown", subject, name=_braced({name}), known=_braced(known))


def _braced(names: set[str]) -> str:
    return ", ".join(f"{{{name}}}" for name in sorted(names)) or "-"

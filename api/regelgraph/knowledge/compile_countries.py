"""Compiles citizenships with their groups over time, the words that stand for several, and key systems."""

from __future__ import annotations

from regelgraph.knowledge.view import View
from regelgraph.rulebook import Country, CountryWord, Membership
from regelgraph.terms import ALIAS, COUNTRY_GROUP, RG

Compiled = tuple[dict[str, Country], tuple[CountryWord, ...], dict[str, dict[str, str]]]

_KEYS = {RG + "DestatisKey": RG + "destatisKey", RG + "IsoNumeric": RG + "isoNumeric"}


def compile_countries(view: View) -> Compiled:
    """Countries by IRI, words, and for each key system the country of a key."""
    found = view.instances(RG + "Country")
    keys = {system: {key: iri for iri in found for key in view.words(iri, prop)} for system, prop in _KEYS.items()}
    words = [word for iri in view.instances(RG + "CountryWord") for word in _words(view, iri)]
    return {iri: _country(view, iri) for iri in found}, tuple(words), keys


def _country(view: View, iri: str) -> Country:
    spellings = {*view.words(iri, ALIAS), *view.words(iri, RG + "alpha2")}
    memberships = tuple(
        Membership(
            view.needed_iri(node, COUNTRY_GROUP), view.day(node, RG + "validFrom"), view.day(node, RG + "validUntil")
        )
        for node in view.iris(iri, RG + "groupMembership")
    )
    return Country(iri, view.notation(iri), view.label(iri), tuple(sorted(spellings)), memberships)


def _words(view: View, iri: str) -> list[CountryWord]:
    countries = frozenset(view.iris(iri, RG + "standsForCountry"))
    groups = frozenset(view.iris(iri, RG + "standsForGroup"))
    anything = view.flag(iri, RG + "standsForAnything")
    return [CountryWord(alias, countries, groups, anything) for alias in view.words(iri, ALIAS)]

"""Reads citizenships: codes, names, adjectives, keys and words that stand for several."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable
from typing import Final

from regelgraph.rulebook import Country, Fact, Rulebook
from regelgraph.tables.readers.cells import unreadable
from regelgraph.tables.readers.several import Several
from regelgraph.tables.readers.spellings import Spellings
from regelgraph.terms import RG
from regelgraph.values import BLANK, UNKNOWN_PART, Options, Reading, State

_KEY: Final = re.compile("[0-9]+")
_KEYS_OF_WORDS: Final = RG + "DestatisKey"
_WEAKER_SEPARATORS: Final = "/,"


class CountryReader:
    """Reads a cell as one citizenship or, split at the fact's separator, as several held at once.

    A number is a key of `key_system`; without one it stands for what each key system says of it. A number among the
    spellings of a word is a key of former states in the list of the Federal Statistical Office.
    """

    def __init__(
        self, rulebook: Rulebook, fact: Fact, key_system: str | None, is_missing: Callable[[str], bool]
    ) -> None:
        self._countries = rulebook.countries
        self._spellings = Spellings([*_names(rulebook.countries.values()), *_words(rulebook)])
        self._keys = [keys for system, keys in sorted(rulebook.country_keys.items()) if key_system in {None, system}]
        self._words_have_keys = key_system in {None, _KEYS_OF_WORDS}
        several = fact.several_with
        self._several = Several(several, _WEAKER_SEPARATORS, self.own, is_missing) if several else None

    def own(self, text: str) -> Reading | None:
        """Options of the IRIs of the countries that it may be; BLANK for a word that says it is not known."""
        found = self._numbered(text) if _KEY.fullmatch(text) else self._spellings.find(text)
        if UNKNOWN_PART in found:
            return BLANK
        if not found:
            return None
        return Reading(Options(frozenset(found)), State.KNOWN if len(found) == 1 else State.VAGUE)

    def grammar(self, text: str) -> Reading:
        """Several citizenships as one option each, UNKNOWN_PART for a part that is not understood."""
        if self._several and (read := self._several.read(text)):
            return read
        return unreadable("unknown-key" if _KEY.fullmatch(text) else "unknown-country", text)

    def _numbered(self, key: str) -> frozenset[str]:
        """A key means what the code of its country means, so that a key of a territory is read as its name is."""
        iris = [keys[key] for keys in self._keys if key in keys]
        found = [self._spellings.find(self._countries[iri].notation) for iri in iris]
        words = self._spellings.find(key) if self._words_have_keys else frozenset[str]()
        return words.union(*found)


def _names(countries: Iterable[Country]) -> Iterable[tuple[str, Iterable[str]]]:
    for country in countries:
        meant = frozenset({country.iri})
        for spelling in (country.notation, country.label.de, country.label.en, *country.aliases):
            yield spelling, meant


def _words(rulebook: Rulebook) -> Iterable[tuple[str, Iterable[str]]]:
    members: dict[frozenset[str], frozenset[str]] = {}
    for word in rulebook.country_words:
        if word.groups not in members:
            members[word.groups] = _members(rulebook, word.groups)
        yield word.alias, (UNKNOWN_PART,) if word.anything else word.countries | members[word.groups]


def _members(rulebook: Rulebook, groups: frozenset[str]) -> frozenset[str]:
    """The countries that are in one of the groups without an end."""
    held = rulebook.countries.values() if groups else ()
    return frozenset(c.iri for c in held if any(m.group in groups and m.until is None for m in c.memberships))

"""Reads residence titles: codes, spellings and register texts as registered, else citations by their grammar."""

from __future__ import annotations

from functools import cached_property
from typing import TYPE_CHECKING, Final

from regelgraph.rulebook import Rulebook
from regelgraph.tables.readers.cells import LONGEST, unreadable
from regelgraph.tables.readers.citation_names import Names
from regelgraph.tables.readers.citation_words import Kind
from regelgraph.tables.readers.citations import Citation, parse
from regelgraph.tables.readers.likeness import Likeness
from regelgraph.tables.readers.title_index import TitleIndex, complete, index_titles
from regelgraph.tables.readers.title_spellings import (
    Found,
    exact_key,
    kind_names,
    law_meanings,
    spell_titles,
    split_kind,
)  # fmt: skip
from regelgraph.tables.readers.title_tree import TitleTree
from regelgraph.values import Options, Reading, State

if TYPE_CHECKING:
    from regelgraph.tables.readers.kept_index import KeptIndex

_NEAREST: Final = 3


class TitleReader:
    """From a cell to the titles that it may mean, as IRIs; nothing is skipped, corrected or guessed.

    `kept` is where the index of the titles is kept between runs.
    """

    def __init__(self, rulebook: Rulebook, kept: KeptIndex | None = None) -> None:
        self._kept = kept
        self._rulebook = rulebook
        self._titles = rulebook.titles
        self._scheme = rulebook.title_scheme
        self._tree = TitleTree(self._titles, self._scheme.kind_broader)
        self._spelt = kept.spellings() if kept else spell_titles(rulebook)
        self._kinds = kind_names(rulebook)

    def read(self, raw: str) -> Reading:
        """The titles that `raw` may mean: KNOWN if it is one title with a legal group of its own, VAGUE if several."""
        found = self._find(raw) if len(raw) <= LONGEST else frozenset()
        if not found:
            return unreadable("unknown-title", raw, nearest="; ".join(self._nearest(raw)))
        known = len(found) == 1 and all(self._titles[iri].legal_group for iri in found)
        return Reading(Options(frozenset(found)), State.KNOWN if known else State.VAGUE)

    @cached_property
    def _index(self) -> TitleIndex:
        places = self._kept.places() if self._kept else index_titles(self._rulebook)
        return TitleIndex(self._titles.values(), self._tree, places)

    @cached_property
    def _names(self) -> Names:
        words = {word: (Kind.WORD.value, word) for word in self._spelt.words}
        return Names({**law_meanings(self._rulebook), **words})

    def _find(self, raw: str) -> Found:
        if found := self._spelt.exact.get(exact_key(raw)):
            return found
        kind, rest = split_kind(raw, self._kinds)
        if kind and (found := self._spelt.after_kind.get(kind, {}).get(exact_key(rest))):
            return found
        cited = parse(raw, self._names)
        return self._cited(cited) if cited else frozenset()

    def _cited(self, cited: Citation) -> Found:
        found = self._provisions(cited) if cited.provisions else self._kind(cited)
        for word in cited.words:
            named = frozenset().union(*(self._tree.narrowed(iri, cited.kinds) for iri in self._spelt.words[word]))
            found = self._tree.common(found, named) if found or cited.provisions or len(cited.words) > 1 else named
        return self._after(found, cited.before) if cited.before else found

    def _kind(self, cited: Citation) -> Found:
        """The concept of a bare kind of title; of two, the narrower, if one includes the other."""
        if cited.words or cited.old:
            return frozenset()
        for kind in cited.kinds:
            if self._tree.fits(kind, cited.kinds):
                exact = self._spelt.exact
                names = [exact_key(name) for name, named in self._scheme.kinds.items() if named == kind]
                return next((exact[name] for name in names if name in exact), frozenset())
        return frozenset()

    def _provisions(self, cited: Citation) -> Found:
        acts = [provision.act for provision in cited.provisions if provision.act]
        meant = [self._scheme.default_act, *acts[:1]]
        found = self._with_acts(cited, meant)
        if not found and cited.kinds and not acts:
            found = self._with_acts(cited, list(self._index.acts))
        return found

    def _with_acts(self, cited: Citation, acts: list[str | None]) -> Found:
        """The titles where each act stands for those not named; several acts may lead to titles."""
        return frozenset().union(*(self._joint(cited, act) for act in dict.fromkeys(acts)))

    def _joint(self, cited: Citation, act: str | None) -> Found:
        key = complete(cited.provisions, act)
        found = self._index.find(key, cited.kinds, old=cited.old)
        if found or len(key) == 1:
            return found
        alone = [self._index.find((part,), cited.kinds, old=cited.old) for part in key]
        groups = {frozenset().union(*(self._tree.groups(iri) for iri in each)) for each in alone}
        return frozenset().union(*alone) if all(alone) and len(groups) == 1 else frozenset()

    def _after(self, found: Found, before: Citation) -> Found:
        """Of the titles found and those below them, the ones that continue a previous title of its legal group."""
        groups = frozenset().union(*(self._tree.groups(iri) for iri in self._cited(before)))
        held = [self._titles[iri] for title in found for iri in self._tree.below(title)]
        chosen = [frozenset(title.iri for title in held if group in title.previous_groups) for group in groups]
        return frozenset().union(*chosen) if chosen and all(chosen) else frozenset()

    @cached_property
    def _likeness(self) -> Likeness:
        words = {word: min(found) for word, found in self._spelt.words.items()}
        return Likeness(words | {title.citation or title.label.de: title.iri for title in self._titles.values()})

    def _nearest(self, raw: str) -> list[str]:
        """Up to three registered citations for the message: of the same paragraph, else those written most alike."""
        cited = parse(raw, self._names)
        near: list[str] = []
        if cited and cited.provisions:
            key = complete(cited.provisions, self._scheme.default_act)
            near = [self._titles[iri].citation for iri in self._index.near(key[0])]
        return list(dict.fromkeys(near or self._alike(raw)))[:_NEAREST]

    def _alike(self, raw: str) -> list[str]:
        """Names of titles by the share of pairs of characters that they have in common with `raw`."""
        return [self._titles[iri].citation or self._titles[iri].label.de for iri in self._likeness.nearest(raw)]

"""Reads residence titles: codes, spellings and register texts as registered, else citations by their grammar."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cached_property
from typing import TYPE_CHECKING, Final

from regelgraph.folding import fold
from regelgraph.rulebook import Rulebook
from regelgraph.tables.readers.cells import LONGEST, unreadable
from regelgraph.tables.readers.citation_names import Names
from regelgraph.tables.readers.citation_words import Kind, tidy
from regelgraph.tables.readers.citations import Citation, parse
from regelgraph.tables.readers.likeness import Likeness
from regelgraph.tables.readers.title_index import TitleIndex, complete, index_titles
from regelgraph.tables.readers.title_tree import TitleTree
from regelgraph.values import Options, Reading, State

if TYPE_CHECKING:
    from regelgraph.tables.readers.kept_index import KeptIndex

_NEAREST: Final = 3

Found = frozenset[str]


class TitleReader:
    """From a cell to the titles that it may mean, as IRIs; nothing is skipped, corrected or guessed.

    `kept` is where the index of the titles is kept between runs.
    """

    def __init__(self, rulebook: Rulebook, kept: KeptIndex | None = None) -> None:
        self._kept = kept
        self._titles = rulebook.titles
        self._scheme = rulebook.title_scheme
        self._tree = TitleTree(self._titles, self._scheme.kind_broader)
        self._exact: dict[str, Found] = {}
        for title in self._titles.values():
            self._exact.setdefault(exact_key(title.notation), frozenset({title.iri}))
        for spelling, found in self._spellings():
            self._exact.setdefault(exact_key(spelling), found)

    def read(self, raw: str) -> Reading:
        """The titles that `raw` may mean: KNOWN if it is one title with a legal group of its own, VAGUE if several."""
        found = self._find(raw) if len(raw) <= LONGEST else frozenset()
        if not found:
            return unreadable("unknown-title", raw, nearest="; ".join(self._nearest(raw)))
        known = len(found) == 1 and all(self._titles[iri].legal_group for iri in found)
        return Reading(Options(frozenset(found)), State.KNOWN if known else State.VAGUE)

    def _spellings(self) -> Iterator[tuple[str, Found]]:
        """Spellings by precedence: citations and aliases, which mean one title, before texts that several may share."""
        several: dict[str, set[str]] = {}
        for title in self._titles.values():
            for spelling in (title.citation, *title.aliases):
                if spelling:
                    yield spelling, frozenset({title.iri})
            for text in title.azr_texts:
                several.setdefault(text, set()).add(title.iri)
        yield from ((text, frozenset(titles)) for text, titles in several.items())

    @cached_property
    def _index(self) -> TitleIndex:
        indexed = self._kept.read() if self._kept else None
        if indexed is None:
            indexed = index_titles(self._titles.values(), Names(self._law_names), self._scheme.default_act)
            if self._kept:
                self._kept.write(indexed)
        return TitleIndex(self._titles.values(), self._tree, indexed)

    @cached_property
    def _law_names(self) -> dict[str, tuple[str, str]]:
        """Acts and kinds of title by the names that may stand in a citation."""
        kinds = {name: (Kind.TITLE_KIND.value, kind) for name, kind in self._scheme.kinds.items()}
        return kinds | {name: (Kind.ACT.value, act) for name, act in self._scheme.acts.items()}

    @cached_property
    def _words(self) -> dict[str, Found]:
        """Spellings that are no citations, folded."""
        words: dict[str, Found] = {}
        for spelling, found in self._spellings():
            if spelling not in self._index.citations and len(fold(spelling)) > 1:
                words.setdefault(fold(spelling), found)
        return words

    @cached_property
    def _names(self) -> Names:
        return Names({**self._law_names, **{word: (Kind.WORD.value, word) for word in self._words}})

    @cached_property
    def _kinds(self) -> dict[str, str]:
        return {fold(name): kind for name, kind in self._scheme.kinds.items()}

    @cached_property
    def _after_kind(self) -> dict[tuple[str, str], Found]:
        """Spellings that start with a kind of title, by the kind and what follows."""
        after: dict[tuple[str, str], Found] = {}
        for spelling, found in self._spellings():
            kind, rest = self._split_kind(spelling)
            if kind and rest:
                after.setdefault((kind, exact_key(rest)), found)
        return after

    def _split_kind(self, text: str) -> tuple[str | None, str]:
        """The kind of title that `text` starts with, by the longest name, and what follows."""
        words = tidy(text).split(" ")
        for end in range(len(words), 0, -1):
            if kind := self._kinds.get(fold(" ".join(words[:end]))):
                return kind, " ".join(words[end:])
        return None, text

    def _find(self, raw: str) -> Found:
        if found := self._exact.get(exact_key(raw)):
            return found
        kind, rest = self._split_kind(raw)
        if kind and (found := self._after_kind.get((kind, exact_key(rest)))):
            return found
        cited = parse(raw, self._names)
        return self._cited(cited) if cited else frozenset()

    def _cited(self, cited: Citation) -> Found:
        found = self._provisions(cited) if cited.provisions else self._kind(cited)
        for word in cited.words:
            named = frozenset().union(*(self._tree.narrowed(iri, cited.kinds) for iri in self._words[word]))
            found = self._tree.common(found, named) if found or cited.provisions or len(cited.words) > 1 else named
        return self._after(found, cited.before) if cited.before else found

    def _kind(self, cited: Citation) -> Found:
        """The concept of a bare kind of title; of two, the narrower, if one includes the other."""
        if cited.words or cited.old:
            return frozenset()
        for kind in cited.kinds:
            if self._tree.fits(kind, cited.kinds):
                names = [exact_key(name) for name, named in self._scheme.kinds.items() if named == kind]
                return next((self._exact[name] for name in names if name in self._exact), frozenset())
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
        words = {word: min(found) for word, found in self._words.items()}
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


def exact_key(text: str) -> str:
    """A spelling folded, but with what stands between two numbers: "25.2.1" is not "25 21"."""
    plain = tidy(text)
    parts: list[str] = []
    start = 0
    for place in range(1, len(plain) - 1):
        if plain[place] in " .-" and _parts_numbers(plain, place):
            parts += [fold(plain[start:place]), plain[place]]
            start = place + 1
    return "".join([*parts, fold(plain[start:])])


def _parts_numbers(text: str, place: int) -> bool:
    return _counts(text[place - 1]) and _counts(text[place + 1])


def _counts(character: str) -> bool:
    """Digits, and letters that are Roman numbers: "V II" is not "VII"."""
    return character.isdigit() or character in "IVXivx"

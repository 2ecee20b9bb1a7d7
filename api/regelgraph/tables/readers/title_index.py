"""Finds titles by provision: exactly, by the part that a finer citation belongs to, or all below a wider one."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Final

from regelgraph.rulebook import Rulebook, Title
from regelgraph.tables.readers.citation_names import Names
from regelgraph.tables.readers.citation_words import says_old
from regelgraph.tables.readers.citations import parse
from regelgraph.tables.readers.provisions import Provision
from regelgraph.tables.readers.title_spellings import law_names
from regelgraph.tables.readers.title_tree import TitleTree

Key = tuple[Provision, ...]

_REMARK: Final = re.compile(r"\s*\(([^()]*)\)$")
_SECTION: Final = re.compile(r"([0-9]+)([a-z]?)")


@dataclass(frozen=True, slots=True)
class Entry:
    """A spelling that leads to a title: the kinds of title it says, whether it is of old law or bears a remark."""

    title: str
    kinds: frozenset[str]
    old: bool
    remark: bool


@dataclass(frozen=True, slots=True)
class Place:
    """Titles registered at a provision, each with the kinds that its spelling says."""

    key: tuple[Provision, ...]
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Places:
    """All titles by the provisions of their spellings."""

    places: tuple[Place, ...]


def index_titles(rulebook: Rulebook) -> Places:
    """Parse every citation and alias of the titles; acts that are not named are the default one."""
    names = law_names(rulebook)
    entries: dict[Key, list[Entry]] = {}
    for title in rulebook.titles.values():
        for spelling in (title.citation, *title.aliases):
            _add(entries, title.iri, spelling, names, rulebook.title_scheme.default_act)
    return Places(tuple(Place(key, tuple(held)) for key, held in entries.items()))


class TitleIndex:
    """Finds titles in what is indexed of them."""

    def __init__(self, titles: Iterable[Title], tree: TitleTree, indexed: Places) -> None:
        self._tree = tree
        self._entries: dict[Key, tuple[Entry, ...]] = {place.key: place.entries for place in indexed.places}
        self._paragraphs = {title.iri: frozenset(title.paragraphs) for title in titles}
        self.acts = tuple(sorted({p.act for key in self._entries for p in key if p.act}))
        self._sections = {(p.act, p.section) for key in self._entries for p in key}
        self._with_absatz = {(p.act, p.section) for key in self._entries for p in key if p.steps[:1] and _is_absatz(p)}
        self._ranges = [key for key, held in self._entries.items() if key[-1].until and _is_purpose(key, held)]

    def find(self, key: Key, kinds: frozenset[str], *, old: bool) -> frozenset[str]:
        """The titles that `key` stands for, of all `kinds` said; empty if none is or they contradict it."""
        for place in self._upwards(key):
            found = (
                self._at(place, kinds, old=old) or self._below(place, kinds) or self._in_range(place, kinds, old=old)
            )
            if found or (place in self._entries and not kinds):
                return found
        return frozenset()

    def has_section(self, provision: Provision) -> bool:
        """Whether any title is registered at the paragraph."""
        return (provision.act, provision.section) in self._sections

    def near(self, provision: Provision) -> Iterator[str]:
        """Titles registered at the same paragraph, for a message."""
        for key, entries in self._entries.items():
            if (key[0].act, key[0].section) == (provision.act, provision.section):
                yield from (entry.title for entry in entries)

    def _at(self, key: Key, kinds: frozenset[str], *, old: bool) -> frozenset[str]:
        entries = self._entries.get(key, ())
        named = [e for e in entries if e.kinds and kinds and self._tree.any_kind_fits(e.kinds, kinds)]
        plain = [e for e in entries if not e.kinds]
        for group in (named, plain):
            chosen = [e for e in group if e.old] if old else [e for e in group if not (e.old or e.remark)] or group
            if found := self._of_kinds((e.title for e in chosen), kinds if group is plain else frozenset()):
                return found
        return frozenset()

    def _of_kinds(self, titles: Iterable[str], kinds: frozenset[str]) -> frozenset[str]:
        return frozenset().union(*(self._tree.narrowed(title, kinds) for title in titles))

    def _below(self, key: Key, kinds: frozenset[str]) -> frozenset[str]:
        """Titles of spellings that name a kind, at provisions below `key`; none if no kind is said."""
        if not kinds:
            return frozenset()
        return frozenset(
            entry.title
            for other, entries in self._entries.items()
            if len(other) == len(key) and other[:-1] == key[:-1] and _is_part(other[-1], key[-1])
            for entry in entries
            if entry.kinds and self._tree.any_kind_fits(entry.kinds, kinds)
        )

    def _in_range(self, key: Key, kinds: frozenset[str], *, old: bool) -> frozenset[str]:
        last = key[-1]
        if not self.has_section(last) or last.until:
            return frozenset()
        for other in self._ranges:
            within = _order(other[-1].section) <= _order(last.section) <= _order(other[-1].until or "")
            if other[:-1] == key[:-1] and other[-1].act == last.act and within:
                return self._at(other, kinds, old=old)
        return frozenset()

    def _upwards(self, key: Key) -> Iterator[Key]:
        """`key`, then what is left when steps finer than a registered Absatz are dropped from its end."""
        yield key
        while (steps := key[-1].steps) and not (len(steps) == 1 and not self._may_leave_absatz(key)):
            key = (*key[:-1], replace(key[-1], steps=steps[:-1]))
            yield key

    def _may_leave_absatz(self, key: Key) -> bool:
        """Whether the only step is below a paragraph whose concept stands for it: no Absatz, or one that exists."""
        last = key[-1]
        if not _is_absatz(last):
            return True
        whole = (*key[:-1], replace(last, steps=()))
        numbers = frozenset().union(*(self._paragraphs[entry.title] for entry in self._entries.get(whole, ())))
        return last.steps[0][1] in numbers if numbers else (last.act, last.section) not in self._with_absatz


def _add(entries: dict[Key, list[Entry]], iri: str, spelling: str, names: Names, default_act: str | None) -> None:
    cited, remark = parse(spelling, names), ""
    if cited is None and (bracket := _REMARK.search(spelling)):
        cited, remark = parse(spelling[: bracket.start()], names), bracket[1]
    if cited is None or cited.words or cited.before or not cited.provisions:
        return
    old = cited.old or says_old(remark)
    key = complete(cited.provisions, default_act)
    entries.setdefault(key, []).append(Entry(iri, cited.kinds, old, bool(remark)))


def complete(provisions: Key, act: str | None) -> Key:
    """The provisions with `act` where none is named; an article of no act stays without."""
    return tuple(p if p.act or p.article else replace(p, act=act) for p in provisions)


def _is_purpose(key: Key, entries: Iterable[Entry]) -> bool:
    """Whether a range of paragraphs names purposes of a title, not the paragraphs of an act as such."""
    return len(key) > 1 or any(entry.kinds for entry in entries)


def _is_absatz(provision: Provision) -> bool:
    return provision.steps[0][0] == "abs"


def _is_part(inner: Provision, outer: Provision) -> bool:
    same = (inner.act, inner.section, inner.until) == (outer.act, outer.section, outer.until)
    return same and inner.steps[: len(outer.steps)] == outer.steps


def _order(section: str) -> tuple[int, str]:
    match = _SECTION.fullmatch(section)
    return (int(match[1]), match[2]) if match else (0, "")

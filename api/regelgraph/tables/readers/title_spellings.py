"""How titles are spelt: every registered spelling, those that are no citations, and those that start with a kind."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from regelgraph.folding import fold
from regelgraph.rulebook import Rulebook
from regelgraph.tables.readers.citation_names import Names
from regelgraph.tables.readers.citation_words import Kind, tidy
from regelgraph.tables.readers.citations import parse

Found = frozenset[str]
"""IRIs of titles."""


@dataclass(frozen=True, slots=True)
class TitleSpellings:
    """Titles by their spellings (`exact_key`), by spellings that are no citations (folded), and by kind and rest.

    `after_kind` leads from a kind of title to the spellings that start with it, by what follows (`exact_key`).
    """

    exact: Mapping[str, Found]
    words: Mapping[str, Found]
    after_kind: Mapping[str, Mapping[str, Found]]


def spell_titles(rulebook: Rulebook) -> TitleSpellings:
    """Fold every spelling of every title of the knowledge, and see which of them are citations."""
    exact: dict[str, Found] = {}
    words: dict[str, Found] = {}
    after: dict[str, dict[str, Found]] = {}
    for title in rulebook.titles.values():
        exact.setdefault(exact_key(title.notation), frozenset({title.iri}))
    names = law_names(rulebook)
    own = {spelling for title in rulebook.titles.values() for spelling in (title.citation, *title.aliases)}
    citations = {spelling for spelling in own if parse(spelling, names)}
    kinds = kind_names(rulebook)
    for spelling, found in _spellings(rulebook):
        exact.setdefault(exact_key(spelling), found)
        folded = fold(spelling)
        if spelling not in citations and len(folded) > 1:
            words.setdefault(folded, found)
        kind, rest = split_kind(spelling, kinds)
        if kind and rest:
            after.setdefault(kind, {}).setdefault(exact_key(rest), found)
    return TitleSpellings(exact, words, after)


def law_names(rulebook: Rulebook) -> Names:
    """Acts and kinds of title by the names that may stand in a citation."""
    return Names(law_meanings(rulebook))


def law_meanings(rulebook: Rulebook) -> dict[str, tuple[str, str]]:
    """What the names of acts and kinds of title mean in a citation."""
    kinds = {name: (Kind.TITLE_KIND.value, kind) for name, kind in rulebook.title_scheme.kinds.items()}
    return kinds | {name: (Kind.ACT.value, act) for name, act in rulebook.title_scheme.acts.items()}


def kind_names(rulebook: Rulebook) -> dict[str, str]:
    """Kinds of title by their folded names."""
    return {fold(name): kind for name, kind in rulebook.title_scheme.kinds.items()}


def split_kind(text: str, kinds: Mapping[str, str]) -> tuple[str | None, str]:
    """The kind of title that `text` starts with, by the longest name, and what follows."""
    words = tidy(text).split(" ")
    for end in range(len(words), 0, -1):
        if kind := kinds.get(fold(" ".join(words[:end]))):
            return kind, " ".join(words[end:])
    return None, text


def _spellings(rulebook: Rulebook) -> Iterator[tuple[str, Found]]:
    """Spellings by precedence: citations and aliases, which mean one title, before texts that several may share."""
    several: dict[str, set[str]] = {}
    for title in rulebook.titles.values():
        for spelling in (title.citation, *title.aliases):
            if spelling:
                yield spelling, frozenset({title.iri})
        for text in title.azr_texts:
            several.setdefault(text, set()).add(title.iri)
    yield from ((text, frozenset(titles)) for text, titles in several.items())


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

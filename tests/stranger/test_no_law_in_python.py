"""No title, programme, country or reason stands in Python: what decides is in the knowledge alone."""

from __future__ import annotations

import io
import re
import tokenize
from functools import cache
from pathlib import Path

import pytest
import regelgraph
from regelgraph.rulebook import Text

from tests.cases.cases import judge

PACKAGE = Path(regelgraph.__file__).parent
SHORTEST = 5
ENGLISH = {
    "country",
    "english",
    "federal",
    "german",
    "known",
    "light",
    "other",
    "people",
    "person",
    "proof",
    "residence",
    "state",
    "states",
    "status",
    "temporary",
    "title",
}
"""English words that names of countries and titles happen to hold and every program may use."""
INTERFACE = {"programme", "territory", "undetermined", "union", "white"}
"""Words of the contract (a column, a criterion, a verdict) and of computing (the union of graphs, white space)."""
STRUCTURE = {
    "absatz",
    "alter",
    "alternative",
    "bisher",
    "buchst",
    "buchstabe",
    "fassung",
    "grund",
    "halbsatz",
    "nummer",
    "titel",
    "zweit",
}
"""Words of structure that citations of every act are made of; they name no provision and no title."""
ALLOWED = ENGLISH | INTERFACE | STRUCTURE
GENERIC = re.compile(r"[^\W\d_]{5,}")


def modules() -> list[Path]:
    return sorted(path for path in PACKAGE.rglob("*.py") if "knowledge_files" not in path.parts)


def name_of(path: Path) -> str:
    return path.relative_to(PACKAGE).as_posix()


@cache
def law_words() -> frozenset[str]:
    """Words of five letters and more in notations, labels, aliases and citations of what decides."""
    rulebook = judge().rulebook
    texts: list[str] = []
    for title in rulebook.titles.values():
        texts += [title.notation, title.label.de, title.citation, *title.aliases]
    for country in rulebook.countries.values():
        texts += [country.notation, country.label.de, country.label.en, *country.aliases]
    texts += [word.alias for word in rulebook.country_words]
    texts += [text for round_ in rulebook.rounds.values() for text in (round_.notation, round_.label.de)]
    texts += [part for criterion in rulebook.criteria.values() for part in _reasons(criterion.open_reason)]
    texts += [
        part
        for criterion in rulebook.criteria.values()
        for constraint in criterion.constraints
        for part in _reasons(constraint.reason)
    ]
    texts += [norm.citation for norm in rulebook.norms.values()]
    return frozenset(word.casefold() for text in texts for word in GENERIC.findall(text))


def _reasons(reason: Text) -> tuple[str]:
    """The German words only: English words of a reason are words of any English comment, too."""
    return (re.sub(r"\{\w+\}", " ", reason.de),)


def words_of(module: Path) -> set[str]:
    """Words in the code and its strings, split at underscores and capitals, without comments and docstrings' markup."""
    words: set[str] = set()
    source = module.read_text(encoding="utf-8")
    for token in tokenize.generate_tokens(io.StringIO(source).readline):
        if token.type in {tokenize.NAME, tokenize.STRING, tokenize.COMMENT}:
            words.update(word.casefold() for word in GENERIC.findall(token.string))
    return words


@cache
def pieces() -> frozenset[str]:
    """What reasons and texts say between their placeholders, where that is four words or more."""
    rulebook = judge().rulebook
    texts = [c.open_reason for c in rulebook.criteria.values()]
    texts += [constraint.reason for c in rulebook.criteria.values() for constraint in c.constraints]
    texts += list(rulebook.texts.values())
    said = (piece for text in texts for words in (text.de, text.en) for piece in re.split(r"\{\w+\}", words))
    return frozenset(piece.strip() for piece in said if len(piece.split()) >= 4)


folders = pytest.mark.parametrize("folder", sorted({path.parent for path in modules()}), ids=name_of)


@folders
def test_no_word_of_the_law_stands_in_a_module(folder: Path) -> None:
    for module in folder.glob("*.py"):
        found = (words_of(module) & law_words()) - ALLOWED
        assert not found, f"{name_of(module)}: {sorted(found)} belong in Turtle"


@folders
def test_no_reason_stands_in_a_module(folder: Path) -> None:
    assert len(pieces()) > 100
    for module in folder.glob("*.py"):
        source = re.sub(r"\s+", " ", module.read_text(encoding="utf-8"))
        found = [piece for piece in pieces() if piece in source]
        assert not found, f"{name_of(module)}: {found} belong in Turtle"


def test_the_words_looked_for_are_those_of_the_law() -> None:
    assert {"duldung", "aufenthaltserlaubnis", "aufenthg", "syrien", "ukrainisch", "chancenkarte"} <= law_words()

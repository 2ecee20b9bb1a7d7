"""What there is to choose from for a fact: codes, titles, countries, each by a text that means it and nothing else."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import TYPE_CHECKING

from markupsafe import Markup

from regelgraph import terms
from regelgraph.linked.order import natural
from regelgraph.tables.readers import CellReader
from regelgraph.terms import YES_NO_SCHEME

if TYPE_CHECKING:
    from regelgraph.rulebook import Concept, Fact, Rulebook


@dataclass(frozen=True, slots=True)
class Choice:
    """Something to choose: what is sent for it, its name, and what it is (an IRI)."""

    value: str
    label: str
    iri: str = ""


def choices_of(rulebook: Rulebook, fact: Fact, lang: str) -> Iterator[Choice]:
    """The values of a fact that has a list of them, in the order to choose from."""
    if fact.reader == terms.YES_NO_READER:
        yield from _coded(rulebook.code_lists.get(YES_NO_SCHEME, ()), lang)
    elif fact.reader == terms.CODE_READER:
        yield from _coded(rulebook.code_lists.get(fact.code_list or fact.codes_of or "", ()), lang)
    elif fact.reader == terms.TITLE_READER:
        same = _same(rulebook, fact)
        found = [
            Choice(same(each.notation, each.citation, *each.aliases), each.label.get(lang), each.iri)
            for each in rulebook.titles.values()
        ]
        yield from sorted(found, key=lambda each: (natural(each.value.lstrip("( ")), each.label))
    elif fact.reader == terms.COUNTRY_READER:
        same = _same(rulebook, fact)
        lands = [
            Choice(same(each.notation, each.label.get(lang)), each.notation, each.iri)
            for each in rulebook.countries.values()
        ]
        yield from sorted(lands, key=lambda each: natural(each.value))


def options(choices: tuple[Choice, ...]) -> Markup:
    """The options of a list, written once."""
    option, named = Markup('<option value="{}">'), Markup('<option value="{}" label="{}">')
    written = [
        named.format(each.value, f"{each.value} – {each.label}")
        if each.label not in ("", each.value)
        else option.format(each.value)
        for each in choices
    ]
    return Markup("\n").join(written)


def _coded(codes: tuple[Concept, ...], lang: str) -> Iterator[Choice]:
    for each in codes:
        yield Choice(each.notation, capital(each.label.get(lang)), each.iri)


def _same(rulebook: Rulebook, fact: Fact) -> Callable[..., str]:
    """A function that gives the first spelling which a table would understand as the notation, else the notation."""
    reader = CellReader(rulebook, fact)

    def same(notation: str, *spellings: str) -> str:
        meant = reader.read(notation)
        return next((each for each in spellings if each and reader.read(each).possible == meant.possible), notation)

    return same


def capital(text: str) -> str:
    """A label at the beginning of a line."""
    return text[:1].upper() + text[1:]

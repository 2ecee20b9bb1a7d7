"""How a fact is asked for: choices, or a text that the readers of tables understand, as its declaration says."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING, Final

from markupsafe import Markup

from regelgraph import terms
from regelgraph.web.interface.schemas import example_of
from regelgraph.web.person.choosing import Choice, choices_of, options

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge
    from regelgraph.rulebook import Fact, Rulebook
    from regelgraph.web.person.asking import Asking

FEW: Final = 7
"""So many choices stand side by side; more are a list to choose from."""
LISTED: Final = 40
"""Of more than so many, the name is written, with a list that helps."""
_MODES: Final = {
    terms.WHOLE_NUMBER_READER: "numeric",
    terms.KEY_READER: "numeric",
    terms.DECIMAL_READER: "decimal",
}


NONE: Final = Markup("")


@dataclass(frozen=True, slots=True)
class Control:
    """How a fact is asked for. `kind` is radios, select, search (a text with choices) or text.

    `hint` is the key of a text that says how to write it, filled with `parts`; `several`: what stands between several;
    `options`: the choices of a search as HTML.
    """

    kind: str
    choices: tuple[Choice, ...] = ()
    mode: str = "text"
    hint: str = ""
    parts: tuple[tuple[str, str], ...] = ()
    several: str = ""
    options: Markup = NONE


class Controls:
    """The controls of all facts of persons, made once for a knowledge and a language."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._rulebook = knowledge.rulebook
        self._made: dict[tuple[str, str], Control] = {}

    def of(self, fact: Fact, lang: str) -> Control:
        """How a fact is asked for in a language."""
        key = (fact.name, lang)
        known = self._made.get(key)
        if known is None:
            known = self._made[key] = control(self._rulebook, fact, lang)
        return known

    def rounds(self, asking: Asking, lang: str) -> Control:
        """How the round is asked for."""
        found = tuple(Choice(each.notation, each.label.get(lang), each.iri) for each in asking.rounds.values())
        return Control("select" if len(found) > FEW else "radios", found)


def control(rulebook: Rulebook, fact: Fact, lang: str) -> Control:
    """The control by the reader of a fact, and by how many values it has."""
    found = tuple(choices_of(rulebook, fact, lang))
    several = fact.several_with or ""
    if found:
        kind = "search" if several or len(found) > LISTED else "select" if len(found) > FEW else "radios"
        hint = f"person-hint-{'several' if several else 'search'}" if kind == "search" else ""
        signs = (("sign", several),) if several else ()
        return Control(kind, found, "text", hint, signs, several, options(found) if kind == "search" else NONE)
    hint, parts = _hint(rulebook, fact)
    return Control("text", (), _MODES.get(fact.reader, "text"), hint, parts, several)


def _hint(rulebook: Rulebook, fact: Fact) -> tuple[str, tuple[tuple[str, str], ...]]:
    if fact.reader == terms.DATE_READER:
        return "person-hint-date", ()
    if fact.reader == terms.KEY_READER:
        return "person-hint-key", (("lengths", " / ".join(map(str, fact.key_lengths))),)
    if fact.reader in (terms.WHOLE_NUMBER_READER, terms.DECIMAL_READER):
        return "person-hint-number", (("example", _example(rulebook, fact)),)
    return "", ()


def _example(rulebook: Rulebook, fact: Fact) -> str:
    found = example_of(rulebook, fact)
    return "" if found is None else str(found)

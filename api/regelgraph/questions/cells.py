"""Reads the text of a parameter as a cell of a table: citations and adjectives as officials write them."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

from regelgraph import terms

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_READERS: Final = frozenset({terms.TITLE_READER, terms.COUNTRY_READER, terms.CODE_READER})


class Cells:
    """The things that a text means in any column; the knowledge is compiled when that is first asked."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._knowledge = knowledge

    def meanings(self, text: str) -> list[set[str]]:
        """For each column that understands the text, the IRIs of what it may mean there."""
        from regelgraph.tables.readers import CellReader
        from regelgraph.values import Options

        rulebook = self._knowledge.rulebook
        facts = [fact for facts in rulebook.facts.values() for fact in facts.values() if fact.reader in _READERS]
        understood = [CellReader(rulebook, fact).read(text).possible for fact in facts]
        return [{str(value) for value in each.values} for each in understood if isinstance(each, Options)]

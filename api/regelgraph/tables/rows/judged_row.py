"""Judges single rows by one round, in plain Python: the same structures and endings as for the rows of a list."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regelgraph.tables import steps
from regelgraph.tables.rows.judged import Judging

if TYPE_CHECKING:
    from regelgraph.judge.finding import Finding

_Classes = tuple[int, str | None]
"""Number of the classes that a fact may fall into, and the name of the fact on which it hangs."""


class RowJudging(Judging):
    """Judges rows one by one, by the numbers of their findings."""

    def __init__(self, *arguments: Any, **options: Any) -> None:
        super().__init__(*arguments, **options)
        self._classes_by_finding: list[tuple[str, int, dict[int, _Classes]]] = [
            (name, self._places[name], {}) for name in self._verdicts.facts
        ]
        self._by_classes: dict[tuple[int, ...], int] = {}

    @property
    def size(self) -> int:
        """How many distinct cases are known, in words or by their classes."""
        return super().size + len(self._by_classes)

    def ending(self, row: tuple[int, ...]) -> int:
        """The place in `endings` of a row, by the numbers of its findings in the order of `needs`."""
        self._forget_words()
        facts = [self._known.facts[name] for name in self.needs]
        self._lists = [fact.findings for fact in facts]
        structure = self._structure_of(row)
        mask = self._mask(structure)
        shown = [
            fact.shown[number] if mask >> place & 1 else steps.NONE
            for place, (fact, number) in enumerate(zip(facts, row, strict=True))
        ]
        return self._ending((mask, structure, *shown), row)

    def _structure_of(self, row: tuple[int, ...]) -> int:
        key = []
        for name, place, known in self._classes_by_finding:
            number = row[place]
            found = known.get(number)
            if found is None:
                found = known[number] = self._classes_of(name, self._lists[place][number])
            key.append(found[0])
            if found[1] is not None:
                key.append(self._known.facts[found[1]].shown[row[self._places[found[1]]]])
        classes = tuple(key)
        structure = self._by_classes.get(classes)
        if structure is None:
            structure = self._by_classes[classes] = self._structure(row)
        return structure

    def _classes_of(self, name: str, finding: Finding) -> _Classes:
        hangs = finding.conditional
        return self._verdicts.class_id(name, finding), hangs.where_fact if hangs else None

"""Pieces of the reasoning that say nothing of a person: what a criterion rests on is written once."""

from __future__ import annotations

from typing import TYPE_CHECKING, Final

if TYPE_CHECKING:
    from collections.abc import Callable

    from markupsafe import Markup

    from regelgraph.knowledge import Knowledge
    from regelgraph.web.person.branches import Criterion
    from regelgraph.web.place import Place

MOST: Final = 1000
"""Pieces that are kept: criteria by languages, addresses, and which open questions are near."""


class Fragments:
    """The grounds of criteria as HTML, by all that they depend on; kept with a knowledge."""

    def __init__(self, _knowledge: Knowledge) -> None:
        self._made: dict[tuple[object, ...], Markup] = {}

    def grounds(self, write: Callable[[Criterion], Markup], criterion: Criterion, place: Place) -> Markup:
        """What `write` makes of the clauses, norms, open questions and evidence of a criterion."""
        shown = (criterion.id, criterion.tone, criterion.clauses, criterion.norms, criterion.doubts, criterion.evidence)
        key = (place.root, place.lang, place.asked, *shown)
        made = self._made.get(key)
        if made is None:
            made = write(criterion)
            if len(self._made) < MOST:
                self._made[key] = made
        return made

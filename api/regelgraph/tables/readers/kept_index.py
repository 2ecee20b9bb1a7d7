"""Keeps what is made of the titles, by the knowledge's fingerprint: folding and parsing all spellings takes long."""

from __future__ import annotations

import json
from collections.abc import Callable
from typing import TYPE_CHECKING, TypeVar

from regelgraph.knowledge.codec import decode, encode
from regelgraph.knowledge.keeping import COMPILERS, code, key_of
from regelgraph.rulebook import Rulebook
from regelgraph.tables.readers.title_index import Places, index_titles
from regelgraph.tables.readers.title_spellings import TitleSpellings, spell_titles

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

T = TypeVar("T")


class KeptIndex:
    """Spellings and places of the titles of a knowledge: those kept, else made now and kept.

    Nothing kept is used if it is damaged or of other knowledge or code.
    """

    def __init__(self, knowledge: Knowledge) -> None:
        self._rulebook = knowledge.rulebook
        self._keeping = knowledge.keeping
        self._key = key_of(knowledge.fingerprint, code(*COMPILERS, "tables/readers/*.py"))

    def spellings(self) -> TitleSpellings:
        """Titles by their spellings."""
        return self._known("titles", TitleSpellings, spell_titles)

    def places(self) -> Places:
        """Titles by the provisions of their spellings."""
        return self._known("provisions", Places, index_titles)

    def _known(self, kind: str, form: type[T], make: Callable[[Rulebook], T]) -> T:
        for body in self._keeping.bodies(kind, self._key):
            try:
                found = decode(form, json.loads(body))
            except (ValueError, TypeError, KeyError, AttributeError, RecursionError):
                continue
            if isinstance(found, form):
                return found
        made = make(self._rulebook)
        self._keeping.write(
            kind, self._key, json.dumps(encode(made), ensure_ascii=False, separators=(",", ":")).encode()
        )
        return made

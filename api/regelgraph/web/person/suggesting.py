"""What a text may name of the choices of a field: for spellings that the list in the form does not have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from regelgraph.linked.search import LONGEST, Search
from regelgraph.tables.readers import CellReader
from regelgraph.values import Options, State
from regelgraph.web.accept import JSON
from regelgraph.web.person.refused import RefusedError
from regelgraph.web.public import NO_STORE
from regelgraph.workers.messages import Reply

if TYPE_CHECKING:
    from regelgraph.rulebook import Fact
    from regelgraph.web.person.asking import Asking
    from regelgraph.web.person.controls import Controls
    from regelgraph.web.service import Loaded

MOST: Final = 12
FEW: Final = 3
"""So many things may a text be read as that all of them are offered first."""
FIELDS: Final = ("of", "q")
"""What is sent: the name of the field, and what is written in it."""


def suggested(loaded: Loaded, asking: Asking, controls: Controls, given: dict[str, str], lang: str) -> Reply:
    """The choices of the field `of` that the text `q` may name, the nearest first. Raises RefusedError.

    First those that a table with this text would be read as: they are `meant`.
    """
    fact = asking.facts.get(given.get("of", ""))
    if fact is None or fact.name not in asking.columns:
        raise RefusedError("person-refused-field")
    choices = {each.iri: each for each in controls.of(fact, lang).choices}
    text = given.get("q", "")[:LONGEST]
    meant = _meant(loaded, fact, text)
    found = (each.iri for each in loaded.knowledge.once(Search).find(text))
    named = [choices[iri] for iri in dict.fromkeys((*meant, *found)) if iri in choices][:MOST]
    document = {
        "results": [{"value": each.value, "label": each.label, "meant": each.iri in meant} for each in named],
    }
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Reply(200, [("content-type", JSON), NO_STORE], [body])


def _meant(loaded: Loaded, fact: Fact, text: str) -> tuple[str, ...]:
    """What a cell with a text is read as, where that is few things; a field that holds several is asked for one."""
    reading = CellReader(loaded.rulebook, fact).read(text)
    possible = reading.possible
    if reading.state in (State.BLANK, State.UNREADABLE) or not isinstance(possible, Options):
        return ()
    return tuple(sorted(map(str, possible.values))) if len(possible.values) <= FEW else ()

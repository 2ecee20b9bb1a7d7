"""What a text may name of the choices of a field: for spellings that the list in the form does not have."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING, Final

from regelgraph.linked.search import LONGEST, Search
from regelgraph.web.accept import JSON
from regelgraph.web.person.refused import RefusedError
from regelgraph.workers.messages import Reply

if TYPE_CHECKING:
    from regelgraph.web.person.asking import Asking
    from regelgraph.web.person.controls import Controls
    from regelgraph.web.service import Loaded

MOST: Final = 12
FIELDS: Final = ("of", "q")
"""What is sent: the name of the field, and what is written in it."""


def suggested(loaded: Loaded, asking: Asking, controls: Controls, given: dict[str, str], lang: str) -> Reply:
    """The choices of the field `of` that the text `q` may name, the nearest first. Raises RefusedError."""
    fact = asking.facts.get(given.get("of", ""))
    if fact is None or fact.name not in asking.columns:
        raise RefusedError("person-refused-field")
    choices = {each.iri: each for each in controls.of(fact, lang).choices}
    found = loaded.knowledge.once(Search).find(given.get("q", "")[:LONGEST])
    named = [choices[each.iri] for each in found if each.iri in choices][:MOST]
    document = {"results": [{"value": each.value, "label": each.label} for each in named]}
    body = json.dumps(document, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")
    return Reply(200, [("content-type", JSON), ("cache-control", "no-store")], [body])

"""The JSON Schema of an explanation: the proof tree of one person in one round."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any

from regelgraph.terms import PERSONS
from regelgraph.web.interface.schemas import Schema, thing

if TYPE_CHECKING:
    from regelgraph.rulebook import Rulebook


def explanation(rulebook: Rulebook) -> Schema:
    """The document that `POST /explain/person` answers with."""
    text, word = {"$ref": "#/components/schemas/Text"}, {"type": "string"}
    verdict = {"enum": [concept.notation for concept in rulebook.outcomes[PERSONS]]}
    invalid = {"column": {**word, "description": "Empty for the whole row."}, "why": text}
    faults = {**_many({"column": word, "cell": word, "why": text}), "description": "Cells that were not understood."}
    path = {"type": "array", "items": word, "description": "What leads to the value, then the values left."}
    because = thing({"fact": word, "value": text, "through": path, "faults": faults}, "", ["fact", "value", "through"])
    criterion = thing(
        {
            "id": word,
            "label": text,
            "outcome": verdict,
            "reads": {"type": "object", "additionalProperties": text, "description": "By fact what is known of it."},
            "reason": text,
            "clauses": _many({"id": word, "source": text, "sentence": word, "paraphrase": text}),
            "norms": _many({"id": word, "citation": word, "url": word}),
            "because": {"type": "array", "items": because},
        }
    )
    return thing(
        {
            "knowledge": thing({"version": word, "fingerprint": word}),
            "person_id": word,
            "round": word,
            "verdict": verdict,
            "reasons": text,
            "missing": {"type": "array", "items": word, "description": "Columns that could change the verdict."},
            "invalid": _many(invalid),
            "criteria": {"type": "array", "items": criterion},
        }
    )


def _many(members: dict[str, Any]) -> Schema:
    return {"type": "array", "items": thing(members)}

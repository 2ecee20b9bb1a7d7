"""The JSON Schema of report rows, as JSON Lines and the HTTP interface give them."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from regelgraph.rulebook import Rulebook
from regelgraph.tables.pairs.columns import further_columns
from regelgraph.tables.reports.report import columns_of
from regelgraph.terms import ID, QUERIED_FOR_PAIR, RG

_DIALECT: Final = "https://json-schema.org/draft/2020-12/schema"
_KINDS: Final = {"PersonCase": "persons", "ParticipationCase": "participations", "NetworkCase": "networks"}
_IDS: Final = r"^([^|\s]+(\|[^|\s]+)*)?$"
_DAY: Final = r"^(\d{4}-\d{2}-\d{2})?$"
_TEXTS: Final = {
    "round": "The round by which the case is judged; of a pair both, `|` between; empty where none is known.",
    "criteria": "Ids of the criteria that decided, `|` between; empty where the case is safe.",
    "missing": "Columns whose values could change the verdict, `|` between.",
    "invalid": "Cells that cannot be read, as `column: why`, `; ` between.",
    "reasons_de": "The reasons in German.",
    "reasons_en": "The reasons in English.",
    "citations": "Sentences and norms on which the verdict rests, `; ` between.",
    "knowledge": "Version and short fingerprint of the rules.",
    "overlap_from": "First day in common, empty where it is not known.",
    "overlap_to": "Last day in common, empty where it is not known or open.",
}


def row_schema(rulebook: Rulebook) -> dict[str, Any]:
    """One schema for a row of any report; `$defs` has one for each kind of list."""
    kinds = {kind: RG + kind for kind in _KINDS if RG + kind in rulebook.outcomes and RG + kind in rulebook.facts}
    return {
        "$schema": _DIALECT,
        "$id": ID + "schema/report-row",
        "title": "A row of a report",
        "description": "Made by `python -m regelgraph.docs`; do not edit. The columns are the same in every format.",
        "oneOf": [{"$ref": f"#/$defs/{_KINDS[kind]}"} for kind in kinds],
        "$defs": {_KINDS[kind]: _kind(rulebook, iri) for kind, iri in kinds.items()},
    }


def _kind(rulebook: Rulebook, case_kind: str) -> dict[str, Any]:
    identity = next(fact for fact in rulebook.facts[case_kind].values() if fact.identifies_case)
    relations = [f for f in rulebook.derived.get(case_kind, {}).values() if f.derivation == QUERIED_FOR_PAIR]
    further = further_columns(relations[0]) if relations else {}
    columns = columns_of(identity.name, further)
    words = [concept.notation for concept in rulebook.outcomes[case_kind]]
    named = {"verdict": {"enum": words}, identity.name: {"type": "string", "description": identity.definition.en}}
    return {
        "type": "object",
        "properties": {name: named.get(name) or _column(name, further) for name in columns},
        "required": list(columns),
        "additionalProperties": False,
    }


def _column(name: str, further: Mapping[str, bool]) -> dict[str, Any]:
    if name == "row":
        return {"type": "integer", "minimum": 1, "description": "Number of the row; 1 is the first below the headers."}
    if further.get(name):
        return {"type": ["integer", "null"], "minimum": 1, "description": "Number of a row of the pair."}
    described = {"description": _TEXTS[name]} if name in _TEXTS else {}
    if name in ("criteria", "missing", "round"):
        return {"type": "string", "pattern": _IDS, **described}
    return {"type": "string", **({"pattern": _DAY} if name.startswith("overlap") else {}), **described}

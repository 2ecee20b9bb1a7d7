"""The part of the interface's description that is about checks and explanations."""

from __future__ import annotations

from typing import TYPE_CHECKING, Any, Final

from regelgraph.rulebook import Rulebook
from regelgraph.tables.by_hand import NO_FACT, columns_of
from regelgraph.terms import RG
from regelgraph.web import accept, bodies
from regelgraph.web.checks import uploads
from regelgraph.web.checks.options import rounds_for
from regelgraph.web.interface import schemas
from regelgraph.web.interface.schema_of_explanation import explanation
from regelgraph.web.interface.schemas import Schema, refused, thing

if TYPE_CHECKING:
    from regelgraph.web.service import Loaded

MEMBERS: Final = {"persons": "persons", "participations": "participations", "networks": "partners"}
OFFERED: Final = (accept.JSON, accept.CSV, accept.XLSX, accept.NDJSON, accept.TURTLE, accept.PARQUET)
_SUMMARIES: Final = {
    "persons": "Judge a list of persons: one row is one person's entry into one project.",
    "participations": "Compare stays of one person in several programmes, each two of them.",
    "networks": "Judge cooperation networks: one row is one partner.",
}


def paths(loaded: Loaded) -> dict[str, Any]:
    """The checks and the explanation."""
    found = {f"/check/{kind}": {"post": _check(loaded, kind)} for kind in schemas.CASES}
    return {**found, "/explain/person": {"post": _explain(loaded)}}


def components(rulebook: Rulebook) -> dict[str, Schema]:
    """The schemas that the paths name."""
    names = {"persons": "Person", "participations": "Participation", "networks": "Partner"}
    rows = {name: schemas.rows_in(rulebook, kind) for kind, name in names.items()}
    reports = {f"ReportOn{kind.capitalize()}": schemas.report(rulebook, kind) for kind in names}
    return {**rows, **reports, "Explanation": explanation(rulebook)}


def _parameters(loaded: Loaded, kind: str, most: int = 0) -> list[dict[str, Any]]:
    rounds = [round_.notation for round_ in rounds_for(loaded, RG + schemas.CASES[kind])]
    by = "Round to judge by" if kind == "persons" else "Round of rows that name none"
    listed: Schema = {"type": "array", "items": {"enum": rounds}, **({"maxItems": most} if most else {})}
    return [
        {
            "name": "round",
            "in": "query",
            "description": f"{by}. {'' if most else 'May be repeated. '}Any name that a cell has for it is taken. "
            "A cell of the column `round` counts before it.",
            "schema": listed,
            "explode": True,
            "example": rounds[:1],
        },
        {
            "name": "as_of",
            "in": "query",
            "description": "The day that stands for today. Default: today.",
            "schema": {"type": "string", "format": "date"},
        },
    ]


def _check(loaded: Loaded, kind: str) -> dict[str, Any]:
    member = MEMBERS[kind]
    ref = {"persons": "Person", "participations": "Participation", "networks": "Partner"}[kind]
    rows = {"type": "array", "items": {"$ref": f"#/components/schemas/{ref}"}}
    file = {"type": "string", "contentMediaType": "application/octet-stream", "minLength": 1}
    form = thing({uploads.FIELD: file}) | {"additionalProperties": False}
    row = schemas.row_example(loaded.rulebook, kind)
    taken: dict[str, Any] = {
        accept.JSON: {"schema": thing({member: rows}) | {"additionalProperties": False}, "example": {member: [row]}},
        **{type_: {"schema": schemas.file_of(type_)} for type_ in uploads.SUFFIXES},
        bodies.MULTIPART: {"schema": form},
    }
    taken[accept.CSV]["example"] = schemas.csv_of(row)
    given: dict[str, Any] = {type_: {"schema": schemas.file_of(type_)} for type_ in OFFERED}
    given[accept.JSON] = {"schema": {"$ref": f"#/components/schemas/ReportOn{kind.capitalize()}"}}
    sheet = {"name": "sheet", "in": "query", "description": "Sheet of a workbook.", "schema": {"type": "string"}}
    return {
        "operationId": f"check-{kind}",
        "summary": _SUMMARIES[kind],
        "description": "Nothing that is sent is kept.",
        "tags": ["checks"],
        "parameters": [*_parameters(loaded, kind), sheet, _by_hand(loaded.rulebook, kind)],
        "requestBody": {"required": True, "content": taken},
        "responses": {
            "200": {"description": "The report.", "content": given},
            **refused("400", "406", "413", "415", "503"),
        },
    }


def _by_hand(rulebook: Rulebook, kind: str) -> dict[str, Any]:
    """The parameter that says which fact a column is."""
    names = [name for name, _ in columns_of(rulebook.facts[RG + schemas.CASES[kind]])]
    return {
        "name": "columns",
        "in": "query",
        "description": f"Which fact a column is, by its position in the file (0 = first): POSITION:FACT, with commas "
        f"between, as in 0:{names[0]}; {NO_FACT} for none. Counts before the headers; not for JSON. "
        f"Facts: {', '.join(names)}.",
        "schema": {"type": "string", "pattern": "^([0-9]+:[^,]+(,[0-9]+:[^,]+)*)?$"},
    }


def _explain(loaded: Loaded) -> dict[str, Any]:
    taken = {
        "schema": thing({"person": {"$ref": "#/components/schemas/Person"}}) | {"additionalProperties": False},
        "example": {"person": schemas.row_example(loaded.rulebook, "persons")},
    }
    tree = {accept.JSON: {"schema": {"$ref": "#/components/schemas/Explanation"}}}
    return {
        "operationId": "explain-person",
        "summary": "The whole reasoning for one person in one round, down to the cited sentences and norms.",
        "description": "Nothing that is sent is kept.",
        "tags": ["checks"],
        "parameters": _parameters(loaded, "persons", 1),
        "requestBody": {"required": True, "content": {accept.JSON: taken}},
        "responses": {
            "200": {"description": "The proof tree.", "content": tree},
            **refused("400", "406", "413", "415", "503"),
        },
    }

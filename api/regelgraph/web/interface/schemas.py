"""JSON Schemas (2020-12) of what goes in and out, made from the facts that the knowledge declares."""

from __future__ import annotations

import csv
from collections.abc import Mapping
from io import StringIO
from typing import Any, Final

from regelgraph import terms
from regelgraph.rulebook import Fact, Rulebook
from regelgraph.tables.files.cell_texts import text_of
from regelgraph.tables.reports.schema import row_schema
from regelgraph.terms import RG
from regelgraph.web.accept import PARQUET, XLSX

Schema = dict[str, Any]
CASES: Final = {"persons": "PersonCase", "participations": "ParticipationCase", "networks": "NetworkCase"}
TEXT: Final[Schema] = {
    "type": "object",
    "properties": {"de": {"type": "string"}, "en": {"type": "string"}},
    "required": ["de", "en"],
}
CELL: Final = ["string", "number", "boolean", "null"]
_WORDS: Final = {
    terms.WHOLE_NUMBER_READER: 25,
    terms.DECIMAL_READER: 12.5,
    terms.YES_NO_READER: True,
}


def thing(properties: Mapping[str, Any], description: str = "", required: list[str] | None = None) -> Schema:
    """An object whose members all must be there, or those `required`."""
    found: Schema = {"type": "object", "properties": dict(properties)}
    found["required"] = list(properties) if required is None else required
    return found | ({"description": description} if description else {})


def rows_in(rulebook: Rulebook, kind: str) -> Schema:
    """One object of a list: a member for every column that the case kind declares; others are left out."""
    facts = sorted(rulebook.facts[RG + CASES[kind]].values(), key=lambda fact: fact.order)
    properties = {fact.name: column(rulebook, fact) for fact in facts}
    return thing(properties, required=[fact.name for fact in facts if fact.required]) | {
        "additionalProperties": {"type": CELL}
    }


def column(rulebook: Rulebook, fact: Fact) -> Schema:
    """A column: what it means, and where it has codes, which."""
    found: Schema = {"type": CELL, "title": fact.label.en, "description": fact.definition.en}
    codes = _codes(rulebook, fact)
    if 0 < len(codes) <= 20:
        found["description"] += f" Values: {', '.join(codes)}, or a name of one."
    example = example_of(rulebook, fact)
    return found | ({"examples": [example]} if example not in (None, "") else {})


def _codes(rulebook: Rulebook, fact: Fact) -> list[str]:
    listed = fact.code_list or fact.codes_of or ""
    return [concept.notation for concept in rulebook.code_lists.get(listed, ())]


def example_of(rulebook: Rulebook, fact: Fact) -> Any:
    """A value that the column takes."""
    if fact.identifies_case:
        return f"{fact.name.partition('_')[0].upper()[:1]}1"
    if fact.reader == terms.DATE_READER:
        return _day(rulebook, fact)
    if fact.reader in _WORDS:
        return _WORDS[fact.reader]
    if fact.reader == terms.TITLE_READER:
        return next((t.citation or t.notation for t in rulebook.titles.values() if t.legal_group and t.citation), "")
    if fact.reader == terms.COUNTRY_READER:
        return next((country.notation for country in rulebook.countries.values()), "")
    if fact.reader == terms.KEY_READER:
        return "9" * (fact.key_lengths[0] if fact.key_lengths else 1)
    codes = _codes(rulebook, fact)
    return codes[0] if codes else fact.label.en if fact.reader == terms.TEXT_READER else None


def _day(rulebook: Rulebook, fact: Fact) -> str:
    """A day of birth where years are counted from it, else one that is not before the others."""
    derived = rulebook.derived[fact.case_kind].values()
    if any(each.derivation == terms.WHOLE_YEARS_BETWEEN and each.start == fact.name for each in derived):
        return "1999-12-31"
    return "2026-08-31" if fact.not_before else "2026-03-01"


def row_example(rulebook: Rulebook, kind: str) -> dict[str, Any]:
    """An object of a list with what has an example, but for what says the same twice or can only raise doubt."""
    facts = sorted(rulebook.facts[RG + CASES[kind]].values(), key=lambda fact: fact.order)
    twice = {each.or_given_by for each in rulebook.derived[RG + CASES[kind]].values()}
    wanted = [f for f in facts if not f.chooses_round and not f.only_raises_doubt and f.name not in twice]
    found = {fact.name: example_of(rulebook, fact) for fact in wanted}
    return {name: value for name, value in found.items() if value not in (None, "")}


def csv_of(row: Mapping[str, Any]) -> str:
    """An object of a list as a CSV file of one row."""
    out = StringIO()
    csv.writer(out, lineterminator="\n").writerows([[*row], [text_of(value) for value in row.values()]])
    return out.getvalue()


def report_row(rulebook: Rulebook, kind: str) -> Schema:
    """A row of a report over HTTP: that of files, with every criterion instead of the ids of those that decided."""
    row: Schema = row_schema(rulebook)["$defs"][kind]
    words = [concept.notation for concept in rulebook.outcomes[RG + CASES[kind]]]
    criterion = thing(
        {
            "id": {"type": "string"},
            "outcome": {"enum": words},
            "reason": {"$ref": "#/components/schemas/Text"},
            "citations": {"type": "array", "items": {"type": "string"}},
        }
    )
    described = "All criteria of the case, met or not; empty where its round is not known."
    criteria = {"type": "array", "items": criterion, "description": described}
    return row | {"properties": {**row["properties"], "criteria": criteria}}


def report(rulebook: Rulebook, kind: str) -> Schema:
    """The JSON answer to a check."""
    words = [concept.notation for concept in rulebook.outcomes[RG + CASES[kind]]]
    count = {"type": "integer", "minimum": 0}
    knowledge = {"version": {"type": "string"}, "fingerprint": {"type": "string"}}
    return thing(
        {
            "knowledge": thing({**knowledge, "as_of": {"type": "string", "format": "date"}}),
            "summary": thing(dict.fromkeys(words, count), "How many cases have each verdict, from safe to blocked."),
            "warnings": {"type": "array", "items": {"type": "string"}, "description": "What is not judged by."},
            "results": {"type": "array", "items": report_row(rulebook, kind)},
        }
    )


def refused(*statuses: str) -> dict[str, Any]:
    """Responses by status that are problem documents."""
    return {status: {"$ref": "#/components/responses/Problem"} for status in statuses}


def file_of(type_: str) -> Schema:
    """A file: a text, or bytes, which have no JSON type (OpenAPI 3.1, binary data)."""
    return {} if type_ in (XLSX, PARQUET) else {"type": "string", "minLength": 1}

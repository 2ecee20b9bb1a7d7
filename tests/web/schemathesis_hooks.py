"""What a schema cannot say: names are those of things that there are, a list is one, and has a round from somewhere."""

from __future__ import annotations

import csv
import io
import json
from typing import Any

import openpyxl
import pyarrow as pa
import pyarrow.parquet as pq
import schemathesis
from schemathesis import GenerationMode

SHEET = "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet"
PARQUET = "application/vnd.apache.parquet"


@schemathesis.serializer("application/sparql-query")
def as_query(context: Any, value: Any) -> Any:
    """A query is sent as it is."""
    return value if isinstance(value, bytes) else str(value).encode("utf-8", "replace")


@schemathesis.hook
def before_call(context: Any, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Give data that fit what the knowledge and the formats ask for; leave data that do not fit as they are."""
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    raw = case.operation.definition.raw
    content = raw.get("requestBody", {}).get("content", {})
    if case.path.startswith("/questions/"):
        examples = {each["name"]: each["example"] for each in raw["parameters"] if "example" in each}
        named = {each["name"] for each in raw["parameters"] if names(each["schema"])}
        case.query = chosen(dict(case.query or {}), named, examples)
        if isinstance(case.body, dict):
            members = content[case.media_type]["schema"]["properties"]
            named = {name for name, schema in members.items() if names(schema.get("anyOf", [schema])[0])}
            case.body = chosen(case.body, named, content[case.media_type]["example"])
    elif case.path == "/sparql":
        fits(case, raw, content)
    elif case.path.startswith(("/check/", "/explain/")):
        tables = {
            "sheet",
            *(["columns"] if case.media_type == "application/json" else []),
        }  # of which not all have some
        query = {name: value for name, value in (case.query or {}).items() if name not in tables}
        case.query = {**query, "round": query.get("round") or raw["parameters"][0]["example"]}
        if case.media_type in content and case.media_type not in ("application/json", "multipart/form-data"):
            case.body = listed(case.media_type, content["text/csv"]["example"])
        elif case.media_type == "multipart/form-data" and isinstance(case.body, dict):
            case.body = {**case.body, "file": content["text/csv"]["example"]}


def fits(case: schemathesis.Case, raw: dict[str, Any], content: dict[str, Any]) -> None:
    """A text that is a query; graphs are named beside it, in the body or in the address (SPARQL 1.1 Protocol, 2.1)."""
    if case.query and not content:
        case.query = {**case.query, "query": raw["parameters"][0]["example"]}
    if isinstance(case.body, dict):
        case.body = {**case.body, **content[case.media_type]["example"]}
        case.query = {}
    elif case.media_type in content:
        case.body = content[case.media_type]["example"]


def names(schema: dict[str, Any]) -> bool:
    """Whether any text fits the schema, but only names of things are understood."""
    return "string" in schema.get("type", ()) and not {"format", "pattern"} & schema.keys()


def chosen(given: dict[str, Any], named: set[str], examples: dict[str, Any]) -> dict[str, Any]:
    """What is given, with an example for what must be a name; without it where there is none."""
    kept = {name: value for name, value in given.items() if name not in named}
    return kept | {name: examples[name] for name in given.keys() & named & examples.keys()}


def listed(media_type: str, text: str) -> str | bytes:
    """The list of the example in another format."""
    rows = [*csv.reader(io.StringIO(text))]
    if media_type == "text/csv":
        return text
    out = io.BytesIO()
    if media_type == SHEET:
        book = openpyxl.Workbook()
        for row in rows:
            book.active.append(row)
        book.save(out)
    elif media_type == PARQUET:
        pq.write_table(pa.table({name: [cell] for name, cell in zip(*rows, strict=True)}), out)
    else:
        return json.dumps(dict(zip(*rows, strict=True)))
    return out.getvalue()

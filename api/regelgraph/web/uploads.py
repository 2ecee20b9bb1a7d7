"""The list in a request, as a table held in memory: JSON, a table file as the body, or a form with the file."""

from __future__ import annotations

from pathlib import PurePath
from typing import Any, Final

from fastapi import Request

from regelgraph.errors import InputError
from regelgraph.tables.files import Held
from regelgraph.web import bodies
from regelgraph.web.accept import CSV, JSON, NDJSON, PARQUET, XLSX

SUFFIXES: Final = {CSV: ".csv", XLSX: ".xlsx", PARQUET: ".parquet", NDJSON: ".jsonl"}
TYPES: Final = (JSON, *SUFFIXES, bodies.MULTIPART)
FIELD: Final = "file"
_KNOWN: Final = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet", ".pq", ".jsonl", ".ndjson"}


async def table(request: Request, member: str) -> Held:
    """The table; of a JSON body the objects in `member`.

    Raises MediaTypeError, InputError for what cannot be read, UsageError for a form without the file.
    """
    type_ = bodies.content_type(request)
    if type_ == JSON:
        return of_objects(await bodies.json_object(request), member)
    if type_ in SUFFIXES:
        return Held(f"body{SUFFIXES[type_]}", await bodies.body(request))
    if type_ == bodies.MULTIPART:
        fields = await bodies.form(request)
        try:
            file = bodies.only_file(fields, FIELD)
            said = (file.content_type or "").partition(";")[0].strip().lower()
            suffix = PurePath(file.filename or "").suffix.lower()
            name = f"{FIELD}{suffix if suffix in _KNOWN else SUFFIXES.get(said, '')}"
            return Held(name, await file.read())
        finally:
            await fields.close()
    raise bodies.refuse(request, TYPES)


def of_objects(document: dict[str, Any], member: str) -> Held:
    """A table of the objects in the one member of a JSON document."""
    from regelgraph.tables.json_lines import read_objects

    if set(document) != {member} or not isinstance(document[member], list):
        raise InputError(f'{bodies.BODY}: expected {{"{member}": [ … ]}} and nothing else')
    return Held(member, table=read_objects(document[member], member))


def of_object(document: dict[str, Any], member: str) -> Held:
    """A table of one row: the object in the one member of a JSON document."""
    from regelgraph.tables.json_lines import read_objects

    if set(document) != {member} or not isinstance(document[member], dict):
        raise InputError(f'{bodies.BODY}: expected {{"{member}": {{ … }}}} and nothing else')
    return Held(member, table=read_objects([document[member]], member))

"""The list in a request, held in memory: JSON, a table file as the body, or a form with the file."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from pathlib import PurePath
from typing import Final

from fastapi import Request

from regelgraph.errors import InputError
from regelgraph.tables.files.limits import Limits
from regelgraph.tables.files.source import Held
from regelgraph.web import bodies
from regelgraph.web.accept import CSV, JSON, NDJSON, PARQUET, XLSX

SUFFIXES: Final = {CSV: ".csv", XLSX: ".xlsx", PARQUET: ".parquet", NDJSON: ".jsonl"}
TYPES: Final = (JSON, *SUFFIXES, bodies.MULTIPART)
FIELD: Final = "file"
KNOWN_SUFFIXES: Final = {".csv", ".tsv", ".txt", ".xlsx", ".xlsm", ".parquet", ".pq", ".jsonl", ".ndjson"}


@dataclass(frozen=True, slots=True)
class Sent:
    """A list as it was sent. `objects`: it is JSON, else a table file whose `name` has the suffix that is said."""

    name: str
    data: bytes
    objects: bool = False


async def sent(request: Request) -> Sent:
    """The list in a request, not yet looked into.

    Raises MediaTypeError, InputError for a form that cannot be read, UsageError for one without the file.
    """
    type_ = bodies.content_type(request)
    if type_ == JSON:
        return Sent("", await bodies.body(request), objects=True)
    if type_ in SUFFIXES:
        return Sent(f"body{SUFFIXES[type_]}", await bodies.body(request))
    if type_ == bodies.MULTIPART:
        fields = await bodies.form(request)
        try:
            file = bodies.only_file(fields, FIELD)
            return Sent(held_name(file.filename, file.content_type), await file.read())
        finally:
            await fields.close()
    raise bodies.refuse(request, TYPES)


def held_name(filename: str | None, content_type: str | None) -> str:
    """What a file of a form is called here: nothing of its own name but the suffix, or that of its media type."""
    said = (content_type or "").partition(";")[0].strip().lower()
    suffix = PurePath(filename or "").suffix.lower()
    return f"{FIELD}{suffix if suffix in KNOWN_SUFFIXES else SUFFIXES.get(said, '')}"


def of_objects(data: bytes, member: str, headers: Sequence[str], limits: Limits) -> Held:
    """A table of the objects in the one member of a JSON document; of none, one with these `headers`.

    Raises InputError for anything else, TooLargeError beyond the limits.
    """
    from regelgraph.tables.files.json_lines import no_objects, read_objects

    limits.few_values(data)
    document = bodies.decoded_object(data)
    if set(document) != {member} or not isinstance(document[member], list):
        raise InputError(f'{bodies.BODY}: expected {{"{member}": [ … ]}} and nothing else')
    objects = document[member]
    return Held(member, table=read_objects(objects, member, limits) if objects else no_objects(headers))


def of_object(data: bytes, member: str) -> Held:
    """A table of one row: the object in the one member of a JSON document. Raises as `of_objects`."""
    from regelgraph.tables.files.json_lines import read_objects

    limits = Limits(rows=1)
    limits.few_values(data)
    document = bodies.decoded_object(data)
    if set(document) != {member} or not isinstance(document[member], dict):
        raise InputError(f'{bodies.BODY}: expected {{"{member}": {{ … }}}} and nothing else')
    return Held(member, table=read_objects([document[member]], member, limits))

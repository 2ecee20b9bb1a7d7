"""Reads what a client sends, in memory and up to a size: JSON, forms, tables. Nothing of it reaches a disk or a log."""

from __future__ import annotations

import logging
from collections.abc import AsyncGenerator, Sequence
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request
from starlette.datastructures import FormData, Headers, UploadFile
from starlette.formparsers import FormParser, MultiPartException, MultiPartParser

from regelgraph.errors import InputError, MediaTypeError, TooLargeError, UsageError
from regelgraph.web.accept import JSON
from regelgraph.web.driven import at_once

if TYPE_CHECKING:
    from regelgraph.workers.messages import Request as Message

# Its lines quote bytes of the body.
logging.getLogger("python_multipart").setLevel(logging.CRITICAL + 1)
FORM: Final = "application/x-www-form-urlencoded"
MULTIPART: Final = "multipart/form-data"
BODY: Final = "the body"


def content_type(request: Request) -> str:
    """The media type of the body, without its parameters."""
    return _named_in(request.headers)


def _named_in(headers: Headers) -> str:
    return headers.get("content-type", "").partition(";")[0].strip().lower()


def refuse(request: Request, known: Sequence[str]) -> MediaTypeError:
    """The error for a body of another media type."""
    found = content_type(request) or "none"
    return MediaTypeError(f"the body has the media type {found[:100]}; expected one of {', '.join(known)}")


async def body(request: Request) -> bytes:
    """The whole body. Raises TooLargeError, by what is declared before anything is read."""
    if request.headers.get("content-encoding", "identity").strip().lower() != "identity":
        raise MediaTypeError("the body is compressed; send it as it is")
    largest = _largest(request)
    declared = request.headers.get("content-length", "")
    if declared.isdecimal() and int(declared) > largest:
        raise TooLargeError.of_body(largest)
    parts: list[bytes] = []
    size = 0
    async for part in request.stream():
        size += len(part)
        if size > largest:
            raise TooLargeError.of_body(largest)
        parts.append(part)
    return b"".join(parts)


def _largest(request: Request) -> int:
    """Bytes of a body, as the application was made with."""
    return int(request.app.state.body_bytes)


async def json_bytes(request: Request) -> bytes:
    """The body, which is said to be JSON. Raises MediaTypeError if it is not."""
    if content_type(request) != JSON:
        raise refuse(request, [JSON])
    return await body(request)


def decoded_object(data: bytes) -> dict[str, Any]:
    """The JSON object in bytes; numbers keep their digits. Raises InputError for anything else."""
    from regelgraph.tables.files.json_values import decoded

    found = decoded(data, BODY)
    if not isinstance(found, dict):
        raise InputError(f"{BODY} is no JSON object")
    return found


async def form(request: Request) -> FormData:
    """The fields of a form. Raises InputError if it cannot be read; files stay in memory."""
    return await _form(request.headers, await body(request))


def form_of(request: Message, **most: int) -> FormData:
    """The same of a request without the framework; `most` (`max_files`, `max_fields`) bounds one in several parts."""
    headers = Headers(raw=[(name.encode("latin-1"), value.encode("latin-1")) for name, value in request.headers])
    return at_once(_form(headers, bytes(request.body), **most))


async def _form(headers: Headers, data: bytes, **most: int) -> FormData:
    """Nothing of it is waited for."""

    async def once() -> AsyncGenerator[bytes, None]:
        yield data

    try:
        if _named_in(headers) == MULTIPART:
            parser = MultiPartParser(headers, once(), **most)
            parser.spool_max_size = len(data) + 1
            return await parser.parse()
        return await FormParser(headers, once()).parse()
    except (MultiPartException, KeyError, ValueError) as error:
        raise InputError(f"{BODY} is no form that can be read: {getattr(error, 'message', 'it is damaged')}") from error


def only_file(fields: FormData, name: str) -> UploadFile:
    """The one file of a form, in the field `name`. Raises UsageError for none, several or other fields."""
    others = sorted(set(fields) - {name})
    found = fields.getlist(name)
    if others or len(found) != 1 or not isinstance(found[0], UploadFile):
        raise UsageError(f"expected one file in the field {name!r} and no other field")
    return found[0]

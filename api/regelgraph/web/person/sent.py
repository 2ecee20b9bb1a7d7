"""What a form sent: its fields, of a body that is small and holds nothing that was not asked for."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from typing import TYPE_CHECKING, Final
from urllib.parse import parse_qsl

from regelgraph.errors import InputError
from regelgraph.tables.readers.cells import LONGEST
from regelgraph.web.bodies import FORM, MULTIPART, form_of
from regelgraph.web.checks.small_requests import LARGEST
from regelgraph.web.person.refused import RefusedError

if TYPE_CHECKING:
    from regelgraph.workers.messages import Request

MOST: Final = 200
"""Fields of a form."""
Pairs = list[tuple[str, str]]


def sent(request: Request, known: Iterable[str]) -> dict[str, str]:
    """The fields of a form by name, without white space around them; those that are empty are left out.

    Raises RefusedError for a body that is no form, too large, or has other fields than those `known`, one twice, or a
    text that no cell is as long as. What was sent stands in no error.
    """
    allowed = frozenset(known)
    found: dict[str, str] = {}
    for name, value in _pairs(request):
        if name not in allowed or name in found:
            raise RefusedError("person-refused-field")
        if len(value) > LONGEST:
            raise RefusedError("person-refused-long", most=LONGEST)
        found[name] = value
    return {name: value.strip() for name, value in found.items() if value.strip()}


def asked(request: Request, known: Iterable[str]) -> Mapping[str, str]:
    """The parameters in the address. Raises RefusedError for others than those `known`: there no fact may stand."""
    pairs = parse_qsl(request.query.decode("latin-1"), keep_blank_values=True)
    found = dict(pairs)
    if len(found) < len(pairs) or not found.keys() <= {*known, "lang"}:
        raise RefusedError("person-refused-address")
    return found


def _pairs(request: Request) -> Pairs:
    if len(request.body) > LARGEST:
        raise RefusedError("person-refused-large", 413, most=LARGEST >> 10)
    body = bytes(request.body)
    name = request.header("content-type").partition(";")[0].strip().lower()
    try:
        if name == FORM:
            return parse_qsl(body.decode("utf-8", "replace"), keep_blank_values=True, max_num_fields=MOST)
        if name == MULTIPART:
            return _parts(request)
    except (ValueError, InputError) as error:
        raise RefusedError("person-refused-body") from error
    raise RefusedError("person-refused-body", 415)


def _parts(request: Request) -> Pairs:
    form = form_of(request, max_files=0, max_fields=MOST)
    found = [(name, value) for name, value in form.multi_items() if isinstance(value, str)]
    if not found:
        raise ValueError("no field")
    return found

"""POST /check/persons, /check/participations and /check/networks: a list in, its report out."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from io import BytesIO
from typing import Final, TypeVar

from fastapi import Request
from starlette.responses import Response

from regelgraph.checks import Check, open_check
from regelgraph.errors import InputError, ParameterError, TooLargeError, UsageError
from regelgraph.networks import open_networks
from regelgraph.participations import PairCheck, open_pairs
from regelgraph.tables.files.limits import Limits
from regelgraph.tables.files.source import Held, cells_of
from regelgraph.terms import NETWORKS, PERSONS, STAYS
from regelgraph.web import bodies
from regelgraph.web.accept import CSV, JSON, NDJSON, PARQUET, TURTLE, XLSX, media_type
from regelgraph.web.checks import json_reports, uploads
from regelgraph.web.checks.options import CheckOptions, check_options, of_parameter
from regelgraph.web.checks.uploads import Sent
from regelgraph.web.service import Loaded
from regelgraph.web.streamed import Streamed

E = TypeVar("E", InputError, UsageError)
OFFERED: Final = (JSON, CSV, XLSX, NDJSON, TURTLE, PARQUET)
NO_STORE: Final = {"Cache-Control": "no-store"}
_FORMATS: Final = {CSV: "csv", XLSX: "xlsx", NDJSON: "jsonl", TURTLE: "ttl", PARQUET: "parquet"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list: the member of a JSON body that holds it, and how it is opened."""

    member: str
    case_kind: str
    open: Callable[..., Check]


KINDS: Final = {
    "persons": Kind("persons", PERSONS, open_check),
    "participations": Kind("participations", STAYS, open_pairs),
    "networks": Kind("partners", NETWORKS, open_networks),
}


async def check(loaded: Loaded, request: Request, kind: str) -> Response:
    """The report on the list in the body.

    Raises what `uploads.sent` and `open_check` raise, TooLargeError, and ParameterError for `columns` of JSON.
    """
    type_ = media_type(request, OFFERED)
    options = check_options(request, loaded, KINDS[kind].case_kind)
    return _check(loaded, KINDS[kind], await uploads.sent(request), options, type_)


def _check(loaded: Loaded, kind: Kind, sent: Sent, options: CheckOptions, type_: str) -> Response:
    if sent.objects and options.by_hand:
        raise ParameterError("columns", "parameter 'columns': members of a JSON object have no positions; name them")
    opened = opened_check(loaded, kind, _held(loaded, kind, sent), options)
    opened.full = type_ == JSON
    report = opened.report()
    headers = {**NO_STORE, "Vary": "Accept"}
    if type_ == JSON:
        return Streamed(json_reports.written(opened, report), headers=headers, media_type=JSON)
    from regelgraph.tables.writers import writer

    out = BytesIO()
    writer(_FORMATS[type_])(report, out)
    headers["Content-Disposition"] = f'attachment; filename="report.{_FORMATS[type_]}"'
    return Response(out.getvalue(), headers=headers, media_type=type_)


def opened_check(loaded: Loaded, kind: Kind, held: Held, options: CheckOptions, lang: str = "") -> Check:
    """The check of a list. A judge of its own for each; what judges share is safe among threads.

    `lang` is the language of what is wrong with cells, if not that of the service.

    Raises TooLargeError for more rows, or more pairs of rows of a person, than are judged at once.
    """
    with of_upload(held):
        opened = kind.open(
            loaded.knowledge,
            [held],
            options.rounds,
            as_of=options.as_of,
            lang=lang or loaded.options.lang,
            sheet=options.sheet,
            by_hand=options.by_hand,
        )
    if isinstance(opened, PairCheck):
        _few_pairs(opened, loaded.options.most_rows)
    return opened


def _held(loaded: Loaded, kind: Kind, sent: Sent) -> Held:
    limits = Limits(rows=loaded.options.most_rows)
    if not sent.objects:
        return Held(sent.name, sent.data, limits=limits)
    headers = [
        fact.name for fact in loaded.rulebook.facts[kind.case_kind].values() if fact.required or fact.chooses_round
    ]
    return uploads.of_objects(sent.data, kind.member, headers, limits)


@contextmanager
def of_upload(held: Held) -> Iterator[None]:
    """Errors about a list that was sent speak of it, and quote nothing in it."""
    try:
        yield
    except TooLargeError as error:
        raise _named(error, held) from error
    except UsageError as error:
        raise of_parameter(_named(error, held)) from error
    except InputError as error:
        raise _named(error, held) from error


def _named(error: E, held: Held) -> E:
    """The error without what it quotes, and with words for what the client sent, which is no file of ours."""
    if not held.data:
        return error
    word = bodies.BODY if held.name.startswith("body.") else "the upload"
    named = type(error)(error.unquoted.replace(held.name, word, 1))
    if isinstance(error, InputError) and isinstance(named, InputError):
        named.hint = error.hint
    return named


def _few_pairs(opened: PairCheck, most: int) -> None:
    """Raises TooLargeError where rows of the same persons make more pairs than `most`."""
    cells = cells_of(opened.sources, opened.columns.places).column(f"k{opened.columns.identity.place}")
    counted = Counter(cell.strip() for cell in cells.to_pylist())
    pairs = sum(count * (count - 1) // 2 for cell, count in counted.items() if cell)
    if pairs > most:
        raise TooLargeError(f"the rows make {pairs} pairs of stays of one person; at most {most} are judged at once")

"""POST /check/persons, /check/participations and /check/networks: a list in, its report out."""

from __future__ import annotations

import json
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from io import BytesIO
from typing import TYPE_CHECKING, Any, Final

from fastapi import Request
from starlette.concurrency import run_in_threadpool
from starlette.responses import Response

from regelgraph.checks import Check, open_check
from regelgraph.errors import UsageError
from regelgraph.networks import open_networks
from regelgraph.participations import open_pairs
from regelgraph.tables.endings import CriterionEnding, Ending
from regelgraph.tables.files import Held
from regelgraph.web import uploads
from regelgraph.web.accept import CSV, JSON, NDJSON, PARQUET, TURTLE, XLSX, media_type
from regelgraph.web.options import CheckOptions, check_options, of_parameter
from regelgraph.web.service import Loaded

if TYPE_CHECKING:
    from regelgraph.tables.report import Report

OFFERED: Final = (JSON, CSV, XLSX, NDJSON, TURTLE, PARQUET)
NO_STORE: Final = {"Cache-Control": "no-store"}
_FORMATS: Final = {CSV: "csv", XLSX: "xlsx", NDJSON: "jsonl", TURTLE: "ttl", PARQUET: "parquet"}


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of list: the member of a JSON body that holds it, and how it is opened."""

    member: str
    open: Callable[..., Check]


KINDS: Final = {
    "persons": Kind("persons", open_check),
    "participations": Kind("participations", open_pairs),
    "networks": Kind("partners", open_networks),
}


async def check(loaded: Loaded, request: Request, kind: str) -> Response:
    """The report on the list in the body, judged in a thread. Raises what `uploads.table` and `open_check` raise."""
    type_ = media_type(request, OFFERED)
    options = check_options(request, loaded)
    held = await uploads.table(request, KINDS[kind].member)
    return await run_in_threadpool(_check, loaded, KINDS[kind], held, options, type_)


def _check(loaded: Loaded, kind: Kind, held: Held, options: CheckOptions, type_: str) -> Response:
    opened = opened_check(loaded, kind, held, options)
    opened.full = type_ == JSON
    report = opened.report()
    headers = {**NO_STORE, "Vary": "Accept"}
    if type_ == JSON:
        return Response(b"".join(_pieces(opened, report)), headers=headers, media_type=JSON)
    from regelgraph.tables.writers import writer

    out = BytesIO()
    writer(_FORMATS[type_])(report, out)
    headers["Content-Disposition"] = f'attachment; filename="report.{_FORMATS[type_]}"'
    return Response(out.getvalue(), headers=headers, media_type=type_)


def opened_check(loaded: Loaded, kind: Kind, held: Held, options: CheckOptions) -> Check:
    """The check of a list. A judge of its own for each; what judges share is safe among threads."""
    try:
        return kind.open(
            loaded.knowledge,
            [held],
            options.rounds,
            as_of=options.as_of,
            lang=loaded.options.lang,
            sheet=options.sheet,
        )
    except UsageError as error:
        raise of_parameter(error) from error


def _pieces(opened: Check, report: Report) -> Iterator[bytes]:
    """The JSON document, row by row; the criteria of rows that end alike are written once."""
    rulebook = opened.judge.rulebook
    head = {
        "knowledge": {
            "version": rulebook.version,
            "fingerprint": rulebook.fingerprint,
            "as_of": report.as_of.isoformat(),
        },
        "summary": report.verdict_counts(),
        "warnings": warnings(opened),
    }
    yield _dumped(head)[:-1] + b',"results":['
    written: dict[int, bytes] = {}
    mark = b""
    for place, row in report.numbered_rows():
        if place not in written:
            written[place] = _dumped(criteria_of(opened, report.endings[place]))
        kept = {name: cell for name, cell in row.items() if name != "criteria"}
        yield mark + _dumped(kept)[:-1] + b',"criteria":' + written[place] + b"}"
        mark = b","
    yield b"]}"


def criteria_of(opened: Check, ending: Ending) -> list[dict[str, Any]]:
    """All criteria of a case with their outcomes; none where its round is not known."""
    return [_criterion(opened, each) for each in ending.every]


def _criterion(opened: Check, found: CriterionEnding) -> dict[str, Any]:
    label = opened.judge.rulebook.criteria[found.criterion].label
    reason = found.reason or opened.judge.words.phrase("criterion-met", criterion=label)
    return {
        "id": found.notation,
        "outcome": found.word,
        "reason": {"de": reason.de, "en": reason.en},
        "citations": list(found.citations),
    }


def warnings(opened: Check) -> list[str]:
    """What of the list is not judged by, in words."""
    from regelgraph.tables.readers.cells import shown

    found = [warning for source in opened.sources for warning in source.warnings]
    extras = [shown(header) for headers in opened.columns.extras for header in headers]
    return found + ([f"columns left out of the judgement: {', '.join(extras)}"] if extras else [])


def _dumped(value: object) -> bytes:
    return json.dumps(value, ensure_ascii=False, separators=(",", ":")).encode("utf-8", "replace")

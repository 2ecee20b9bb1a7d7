"""Checks the list of a form, and says what its page shows of the report, or gives the report as a file."""

from __future__ import annotations

from io import BytesIO
from typing import TYPE_CHECKING, Any, Final, TypeAlias

from regelgraph.errors import HeaderError, ParameterError, TooLargeError, UsageError
from regelgraph.linked.days import Days
from regelgraph.participations import PairCheck
from regelgraph.tables.by_hand import require_facts
from regelgraph.tables.pairs.columns import row_columns
from regelgraph.tables.readers.cells import shown as named
from regelgraph.tables.writers import writer
from regelgraph.terms import NETWORKS
from regelgraph.web.accept import CSV, NDJSON, PARQUET, TURTLE, XLSX
from regelgraph.web.checks.checking import KINDS, opened_check
from regelgraph.web.lists.looking import looked
from regelgraph.web.lists.mapped import of_this_file, unmapped
from regelgraph.web.lists.results import Result, result, shown_of
from regelgraph.web.lists.stays import LENGTH, persons
from regelgraph.web.public import NO_STORE, attachment, content_type
from regelgraph.workers.messages import Reply

if TYPE_CHECKING:
    from regelgraph.checks import Check
    from regelgraph.tables.files.source import Held
    from regelgraph.web.lists.sent import Filled
    from regelgraph.web.place import Place
    from regelgraph.web.service import Loaded

DOWNLOADS: Final = {"csv": CSV, "xlsx": XLSX, "parquet": PARQUET, "jsonl": NDJSON, "ttl": TURTLE}
"""Media types of the report by its format."""
Made: TypeAlias = dict[str, Any]
"""Values of a template."""
_PERSONS: Final = 10
"""Persons whose stays are drawn."""


def reported(loaded: Loaded, at: Place, kind: str, file: Held, given: Filled) -> Made | Reply:
    """What is shown of the report. Where columns must be mapped first: what is recognised in the file, and the error.

    Raises InputError, UsageError and TooLargeError as a check does.
    """
    options = given.options(loaded, KINDS[kind])
    case_kind = KINDS[kind].case_kind
    shown = shown_of(given.fields, [each.notation for each in loaded.rulebook.outcomes[case_kind]])
    format_ = given.fields.get("format", "")
    if format_ and format_ not in DOWNLOADS:
        raise ParameterError("format", f"parameter 'format': expected one of {', '.join(DOWNLOADS)}")
    if of_this_file(loaded, KINDS[kind], file, options, given) is None:
        return {"looked": looked(loaded, KINDS[kind], file, unmapped(options), at.lang), "other_file": True}
    try:
        require_facts(options.by_hand, loaded.rulebook.facts[case_kind])
        check = opened_check(loaded, KINDS[kind], file, options, at.lang)
    except TooLargeError:
        raise
    except (HeaderError, UsageError) as error:
        return {"looked": looked(loaded, KINDS[kind], file, options, at.lang), "error": error}
    check.full = not format_ and case_kind == NETWORKS
    report = check.report()
    if format_:
        out = BytesIO()
        writer(format_)(report, out)
        return _file(format_, out.getvalue())
    found = result(check, report, shown)
    values = {"result": found, "shown": shown, "check": check, **_stays(loaded, at, check, found)}
    values["left_out"] = [named(header) for headers in check.columns.extras for header in headers]
    values["warnings"] = [warning for source in check.sources for warning in source.warnings]
    return values


def _stays(loaded: Loaded, at: Place, check: Check, found: Result) -> Made:
    """The stays of the first persons shown, where the report is about pairs of stays."""
    if not isinstance(check, PairCheck):
        return {"persons": []}
    rows = [row.cells[name] for row in found.rows for name in row_columns() if row.cells[name]]
    days = loaded.knowledge.once(Days)
    drawn = persons(check, rows, at.lang)[:_PERSONS]
    return {"persons": drawn, "length": LENGTH, "written": lambda day: days.written(day, at.lang)}


def _file(format_: str, data: bytes) -> Reply:
    return Reply(
        200, [("content-type", content_type(DOWNLOADS[format_])), attachment(f"report.{format_}"), NO_STORE], [data]
    )

"""Whether columns that were mapped by hand are those of the file that is sent with them.

A form without scripts cannot keep a file, so it is chosen again: by then it may be another one, and what was mapped by
place would be read of the wrong columns.
"""

from __future__ import annotations

from dataclasses import replace
from hashlib import sha256
from typing import TYPE_CHECKING, Final

from regelgraph.tables.files.opening import read_all
from regelgraph.web.checks.checking import of_upload

if TYPE_CHECKING:
    from collections.abc import Iterable

    from regelgraph.tables.files.source import Held
    from regelgraph.web.checks.checking import Kind
    from regelgraph.web.checks.options import CheckOptions
    from regelgraph.web.lists.sent import Filled
    from regelgraph.web.service import Loaded

HEADERS: Final = "headers"
"""The field of a form that says of which headers its columns are."""
_LENGTH: Final = 16


def mark(headers: Iterable[str]) -> str:
    """What stands for headers in a form: equal for equal ones, and nothing of them can be read in it."""
    return sha256("\x1f".join(headers).encode("utf-8", "surrogatepass")).hexdigest()[:_LENGTH]


def of_this_file(loaded: Loaded, kind: Kind, held: Held, options: CheckOptions, given: Filled) -> CheckOptions | None:
    """The options with what was mapped by hand; None where that was of a file with other headers.

    Raises InputError, UsageError and TooLargeError as reading the file does.
    """
    told = given.fields.get(HEADERS)
    if told is None or not options.by_hand:
        return options
    with of_upload(held):
        (source,) = read_all(loaded.rulebook, kind.case_kind, [held], options.sheet)
    return options if mark(source.headers) == told else None


def unmapped(options: CheckOptions) -> CheckOptions:
    """The options without what was mapped by hand."""
    return replace(options, by_hand={})

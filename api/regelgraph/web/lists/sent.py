"""The form with a list: the file, held in memory, and what is chosen beside it."""

from __future__ import annotations

from dataclasses import dataclass, field, replace
from typing import TYPE_CHECKING, Final

from starlette.datastructures import UploadFile

from regelgraph.errors import InputError, MediaTypeError, ParameterError, TooLargeError, UsageError
from regelgraph.tables.by_hand import parsed
from regelgraph.tables.files.limits import SERVICE, Limits
from regelgraph.tables.files.source import Held
from regelgraph.web.bodies import MULTIPART, form_of
from regelgraph.web.checks.options import CheckOptions, of_parameter, options_of
from regelgraph.web.checks.uploads import FIELD, held_name
from regelgraph.web.driven import at_once
from regelgraph.web.pages import parameters

if TYPE_CHECKING:
    from regelgraph.web.checks.checking import Kind
    from regelgraph.web.service import Loaded
    from regelgraph.workers.messages import Request

BY_PLACE: Final = "column-"
"""What the field of a column begins with; its place follows."""
OPTIONS: Final = ("round", "as_of", "sheet", "columns")
SHOWN: Final = ("verdict", "criterion", "sort", "part", "rows", "format", "headers")
"""Which part of the report is wanted, and in which form; of which headers the columns were (mapped.py)."""
IN_ADDRESS: Final = (*OPTIONS, "rows")
"""What scripts of the page ask for in the address. Nothing of it stands in a list, but the name of a sheet."""
_MORE: Final = 100
"""Fields beside those of columns."""


@dataclass(frozen=True, slots=True)
class Filled:
    """What a form holds: the file, None if none was chosen, and the texts of its fields; blank ones are left out."""

    file: Held | None = None
    fields: dict[str, str] = field(default_factory=dict)

    @property
    def list(self) -> Held:
        """The file. Raises InputError if none was chosen."""
        if self.file is None:
            raise InputError("the form has no file")
        return self.file

    @property
    def by_hand(self) -> dict[int, str]:
        """The facts of columns by their places, as chosen. Raises UsageError for what cannot be read."""
        found = parsed(self.fields.get("columns", ""))
        for name, value in self.fields.items():
            if name.startswith(BY_PLACE):
                found |= parsed(f"{name.removeprefix(BY_PLACE)}:{value}")
        return found

    @property
    def said(self) -> str:
        """The same as one text; blank where it cannot be read."""
        try:
            return ",".join(f"{place}:{name}" for place, name in self.by_hand.items())
        except UsageError:
            return ""

    def options(self, loaded: Loaded, kind: Kind) -> CheckOptions:
        """How the list is to be judged; whether columns by hand fit is left to who looks at them.

        Raises ParameterError naming the field that is wrong.
        """
        given = [(name, self.fields[name]) for name in OPTIONS[:-1] if name in self.fields]
        try:
            return replace(options_of(given, loaded, kind.case_kind), by_hand=self.by_hand)
        except UsageError as error:
            raise of_parameter(error) from error


def filled(loaded: Loaded, request: Request) -> Filled:
    """The form in a request, with what its address says beside the language.

    Raises MediaTypeError for a body that is none, InputError for one that cannot be read, TooLargeError, and
    ParameterError for a field that no form of ours has, or that is there twice.
    """
    if request.header("content-type").partition(";")[0].strip().lower() != MULTIPART:
        raise MediaTypeError(f"expected a form with the list in the field {FIELD!r}, as {MULTIPART}")
    if request.header("content-encoding").strip().lower() not in ("", "identity"):
        raise MediaTypeError("the body is compressed; send it as it is")
    if len(request.body) > loaded.options.body_bytes:
        raise TooLargeError.of_body(loaded.options.body_bytes)
    form = form_of(request, max_files=1, max_fields=SERVICE.columns + _MORE)
    file: Held | None = None
    fields = {name: values[-1] for name, values in parameters(request).items() if name in IN_ADDRESS and values[-1]}
    seen: set[str] = set()
    try:
        for name, value in form.multi_items():
            if isinstance(value, UploadFile) != (name == FIELD) or not _known(name):
                raise ParameterError(name[:50], "the form has a field that is not expected, or a file in another one")
            if name in seen:
                raise ParameterError(name[:50], f"the field {name!r} is there twice")
            seen.add(name)
            if isinstance(value, UploadFile):
                data = value.file.read()
                named = held_name(value.filename, value.content_type)
                file = Held(named, data, limits=Limits(rows=loaded.options.most_rows)) if data else None
            elif value.strip():
                fields[name] = value.strip()
    finally:
        at_once(form.close())
    return Filled(file, fields)


def _known(name: str) -> bool:
    return name in (FIELD, *OPTIONS, *SHOWN) or (name.startswith(BY_PLACE) and name[len(BY_PLACE) :].isdecimal())

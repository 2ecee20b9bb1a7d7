"""The XML parts of a ZIP archive, unpacked within limits, and written anew so that every reader sees the same parts."""

from __future__ import annotations

import zipfile
import zlib
from collections.abc import Callable
from io import BytesIO
from typing import Final

from regelgraph.errors import InputError, TooLargeError
from regelgraph.tables.files.limits import Limits

_BROKEN: Final = (zipfile.BadZipFile, zlib.error, OSError, EOFError, ValueError, NotImplementedError, RuntimeError)
"""What an archive with wrong bytes may raise."""
_ENTRY: Final = b"PK\x01\x02"
_KINDS: Final = (".xml", ".rels")
_METHODS: Final = (zipfile.ZIP_STORED, zipfile.ZIP_DEFLATED)
"""Those of a workbook; others may ask for gigabytes before they unpack a byte."""
_SMALL: Final = 1 << 23
"""Bytes of a part that may be packed however well."""
_DECLARATION: Final = b"<!DOCTYPE"


class Archive:
    """The parts of an archive by their names. `name` stands in errors.

    Raises InputError if it is broken; TooLargeError if it has more parts, or unpacks to more, than the limits say, by
    what it declares: no more than that is unpacked.
    """

    def __init__(self, data: bytes, name: str, limits: Limits) -> None:
        self._name = name
        if data.count(_ENTRY) > limits.parts:
            raise TooLargeError(f"{name} has more than {limits.parts} parts; save only the list, as XLSX or CSV")
        try:
            self._archive = zipfile.ZipFile(BytesIO(data))
        except _BROKEN as error:
            raise self._broken() from error
        found = [part for part in self._archive.infolist() if part.filename.endswith(_KINDS)]
        self._parts = {part.filename: part for part in found}
        if len(self._parts) < len(found) or any(part.compress_type not in _METHODS for part in found):
            raise self._broken()
        if sum(part.file_size for part in found) > limits.unpacked:
            most = limits.unpacked >> 20
            raise TooLargeError(f"{name} would unpack to more than {most} MiB; save only the list, as XLSX or CSV")
        for part in found:
            if part.file_size > max(_SMALL, part.compress_size * limits.ratio):
                raise TooLargeError(
                    f"{name} would unpack to more than {limits.ratio} times its size; save the list as CSV"
                )

    def _broken(self) -> InputError:
        return InputError(f"{self._name} is a broken Excel workbook; save it anew as XLSX", hint="broken")

    def read(self, part: str) -> bytes:
        """A part; nothing where there is none. Raises InputError if it is broken, or declares a document type."""
        if part not in self._parts:
            return b""
        try:
            with self._archive.open(self._parts[part]) as packed:
                data = packed.read(self._parts[part].file_size)  # not all at once, whatever it would be
        except _BROKEN as error:
            raise self._broken() from error
        if len(data) < self._parts[part].file_size:
            raise self._broken()
        if _DECLARATION in data:
            raise InputError(f"{self._name} has a document type (DTD), which no workbook has; save it anew as XLSX")
        if b"\0" in data:
            raise InputError(f"{self._name} has a part that is no UTF-8 text; save it anew as XLSX")
        return data

    def rewritten(self, fits: Callable[[str, bytes], bool]) -> tuple[bytes, set[str]]:
        """An archive of all parts that fit, not packed, and the names of those that do not. Raises as `read`."""
        out, others = BytesIO(), set()
        with zipfile.ZipFile(out, "w", zipfile.ZIP_STORED) as written:
            for part in self._parts:
                data = self.read(part)
                if fits(part, data):
                    written.writestr(zipfile.ZipInfo(part), data)
                else:
                    others.add(part)
        return out.getvalue(), others

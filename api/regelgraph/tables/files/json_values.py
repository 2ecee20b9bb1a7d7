"""Decodes JSON objects whose values are texts, numbers, true, false or null into the texts that a CSV would hold."""

from __future__ import annotations

import json
from dataclasses import dataclass
from decimal import Decimal
from typing import Any, Final

from regelgraph.errors import InputError, TooLargeError
from regelgraph.tables.files.cell_texts import number_text, storable
from regelgraph.tables.files.limits import COMMAND_LINE, Limits

_HALF: Final = ": half a character (a lone surrogate, \\ud800 to \\udfff); expected whole ones"
EXPECTED: Final = "expected one JSON object a line"


class _Number(str):
    """A number as it stands in the file, so that no digit is lost."""

    __slots__ = ()


class _RefusedError(ValueError):
    """Says what is wrong with a line that is JSON all the same; `unquoted` without a word of it."""

    def __init__(self, message: str, unquoted: str = "") -> None:
        super().__init__(message)
        self.unquoted = unquoted or message


def decoded(data: bytes, name: str) -> Any:
    """One JSON document; numbers keep their digits. Raises InputError for what is none, or says a key twice."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}, line {line}: JSON must be UTF-8 text") from error
    return _decoded(text, name, "expected one JSON document")


def row_of(line: bytes, where: str, limits: Limits = COMMAND_LINE) -> dict[str, str]:
    """The cells of a line.

    Raises InputError, beginning with `where`, if it is no JSON object of single values; TooLargeError beyond the
    limits.
    """
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: JSON Lines must be UTF-8 text") from error
    return cells_of(_decoded(text, where, EXPECTED), where, limits)


def _decoded(text: str, where: str, expected: str) -> Any:
    try:
        return DECODER.decode(text.strip())
    except _RefusedError as error:
        raise InputError(f"{where}: {error}", f"{where}: {error.unquoted}") from error
    except RecursionError as error:
        raise InputError(f"{where} is nested too deep; {expected}") from error
    except ValueError as error:
        raise InputError(f"{where} is no JSON ({error}); {expected}") from error


def cells_of(found: Any, where: str, limits: Limits = COMMAND_LINE) -> dict[str, str]:
    """The cells of a decoded object. Raises InputError as `row_of`."""
    if not isinstance(found, dict):
        raise InputError(f"{where} is no JSON object; expected names of columns with their values")
    limits.few_columns(len(found))
    return {
        _whole(key, where): _cell(value, _Place(where, key, place), limits)
        for place, (key, value) in enumerate(found.items(), 1)
    }


@dataclass(frozen=True, slots=True)
class _Place:
    """Where a value stands: under a key, which is the how manieth of its object."""

    where: str
    key: str
    place: int

    def error(self, what: str) -> InputError:
        """Says what is wrong with the value."""
        said = f"{self.where}, column {storable(self.key)!r}"
        return InputError(f"{said}{what}", f"{self.where}, value {self.place}{what}")


def _whole(text: str, where: str) -> str:
    """The text, unless it has half a character: no file holds one, and texts that differ in it would be the same."""
    if storable(text) != text:
        raise InputError(f"{where}{_HALF}")
    return text


def _cell(value: Any, place: _Place, limits: Limits) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _Number):
        return _number(value, place, limits)
    if isinstance(value, str):
        if storable(value) != value:
            raise place.error(_HALF)
        return value
    what = "a list" if isinstance(value, list) else "an object"
    raise place.error(f" holds {what}; expected one value")


def _number(value: str, place: _Place, limits: Limits) -> str:
    if len(value) > limits.digits:
        raise TooLargeError(f"{place.where}, value {place.place}: a number of more than {limits.digits} digits")
    try:
        return number_text(Decimal(value))
    except ArithmeticError:  # an exponent beyond all numbers
        return str(value)


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        first: dict[str, int] = {}
        twice, key = next((place, key) for place, (key, _) in enumerate(pairs) if first.setdefault(key, place) != place)
        raise _RefusedError(
            f"the key {storable(key)!r} stands there twice; keep one of them",
            f"values {first[key] + 1} and {twice + 1} stand under the same key; keep one of them",
        )
    return found


def _no_number(word: str) -> None:
    raise _RefusedError(f"{word} is no JSON value; leave the value out, or write null")


DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=_Number, parse_int=_Number, parse_constant=_no_number
)

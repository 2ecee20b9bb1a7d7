"""Decodes JSON objects whose values are texts, numbers, true, false or null into the texts that a CSV would hold."""

from __future__ import annotations

import json
from decimal import Decimal
from typing import Any, Final

from regelgraph.errors import InputError
from regelgraph.tables.files.cell_texts import number_text, storable

EXPECTED: Final = "expected one JSON object a line"


class _Number(str):
    """A number as it stands in the file, so that no digit is lost."""

    __slots__ = ()


class _RefusedError(ValueError):
    """Says what is wrong with a line that is JSON all the same."""


def decoded(data: bytes, name: str) -> Any:
    """One JSON document; numbers keep their digits. Raises InputError for what is none, or says a key twice."""
    try:
        text = data.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        line = data.count(b"\n", 0, error.start) + 1
        raise InputError(f"{name}, line {line}: JSON must be UTF-8 text") from error
    return _decoded(text, name, "expected one JSON document")


def row_of(line: bytes, where: str) -> dict[str, str]:
    """The cells of a line. Raises InputError, beginning with `where`, if it is no JSON object of single values."""
    try:
        text = line.decode()
    except UnicodeDecodeError as error:
        raise InputError(f"{where}: JSON Lines must be UTF-8 text") from error
    return cells_of(_decoded(text, where, EXPECTED), where)


def _decoded(text: str, where: str, expected: str) -> Any:
    try:
        return DECODER.decode(text.strip())
    except _RefusedError as error:
        raise InputError(f"{where}: {error}") from error
    except RecursionError as error:
        raise InputError(f"{where} is nested too deep; {expected}") from error
    except ValueError as error:
        raise InputError(f"{where} is no JSON ({error}); {expected}") from error


def cells_of(found: Any, where: str) -> dict[str, str]:
    """The cells of a decoded object. Raises InputError as `row_of`."""
    if not isinstance(found, dict):
        raise InputError(f"{where} is no JSON object; expected names of columns with their values")
    return {_whole(key, where): _cell(value, key, where) for key, value in found.items()}


def _whole(text: str, where: str) -> str:
    """The text, unless it has half a character: no file holds one, and texts that differ in it would be the same."""
    if storable(text) != text:
        raise InputError(f"{where}: half a character (a lone surrogate, \\ud800 to \\udfff); expected whole ones")
    return text


def _cell(value: Any, key: str, where: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool):
        return "true" if value else "false"
    if isinstance(value, _Number):
        return number_text(Decimal(value))
    if isinstance(value, str):
        return _whole(value, f"{where}, column {storable(key)!r}")
    what = "a list" if isinstance(value, list) else "an object"
    raise InputError(f"{where}, column {storable(key)!r} holds {what}; expected one value")


def _once(pairs: list[tuple[str, Any]]) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        keys = [key for key, _ in pairs]
        twice = next(key for i, key in enumerate(keys) if key in keys[:i])
        raise _RefusedError(f"the key {storable(twice)!r} stands there twice; keep one of them")
    return found


def _no_number(word: str) -> None:
    raise _RefusedError(f"{word} is no JSON value; leave the value out, or write null")


DECODER: Final = json.JSONDecoder(
    object_pairs_hook=_once, parse_float=_Number, parse_int=_Number, parse_constant=_no_number
)

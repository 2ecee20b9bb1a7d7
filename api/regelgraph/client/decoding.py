"""Makes dataclasses from JSON by their annotations. Members that nobody knows are left out, so that more may come."""

from __future__ import annotations

import json
from collections.abc import Callable, Mapping
from dataclasses import MISSING, fields, is_dataclass
from functools import cache
from types import NoneType, UnionType
from typing import Any, Final, Literal, TypeAlias, TypeVar, Union, get_args, get_origin, get_type_hints

from regelgraph.client.errors import AnswerError

T = TypeVar("T")
Reader: TypeAlias = Callable[[Any, str], Any]
"""Takes a JSON value and its place in the document; gives the value, or raises AnswerError naming the place."""
_WORDS: Final = {str: "a text", int: "a whole number", float: "a number", bool: "true or false", NoneType: "null"}


def of_json(wanted: Callable[..., T], data: bytes) -> T:
    """The value of type `wanted` that a JSON document stands for. Raises AnswerError if it stands for none."""
    found: T = reader(wanted)(parsed(data), "the answer")
    return found


def parsed(data: bytes) -> Any:
    """The JSON value in bytes. Raises AnswerError for anything else, also for what is nested too deep."""
    try:
        return json.loads(data)
    except (ValueError, RecursionError) as error:
        raise AnswerError("the answer is no JSON that can be read") from error


@cache
def reader(wanted: Any) -> Reader:
    """What reads a JSON value as the annotated type `wanted`; made once."""
    origin, arguments = get_origin(wanted), get_args(wanted)
    if wanted in _WORDS:
        return _plain(wanted)
    if wanted is Any:
        return lambda value, _: value
    if origin is Literal:
        return _plain(str)
    if origin in (Union, UnionType):
        return _either(tuple(reader(each) for each in arguments))
    if origin is tuple:
        return _many(reader(arguments[0]))
    if origin is Mapping:
        return _mapping(reader(arguments[1]))
    known = dict(zip(getattr(origin, "__parameters__", ()), arguments, strict=True))
    return _thing(origin or wanted, known)


def _plain(type_: type) -> Reader:
    allowed = (int, float) if type_ is float else (type_,)

    def read(value: Any, place: str) -> Any:
        if isinstance(value, allowed) and (type_ is bool or not isinstance(value, bool)):
            return value
        raise AnswerError(f"{place}: expected {_WORDS[type_]}")

    return read


def _either(alternatives: tuple[Reader, ...]) -> Reader:
    def read(value: Any, place: str) -> Any:
        for each in alternatives[:-1]:
            try:
                return each(value, place)
            except AnswerError:
                continue
        return alternatives[-1](value, place)

    return read


def _many(item: Reader) -> Reader:
    def read(value: Any, place: str) -> tuple[Any, ...]:
        if not isinstance(value, list):
            raise AnswerError(f"{place}: expected a list")
        return tuple(item(each, f"{place}, item {number}") for number, each in enumerate(value))

    return read


def _mapping(item: Reader) -> Reader:
    def read(value: Any, place: str) -> Mapping[str, Any]:
        if not isinstance(value, dict):
            raise AnswerError(f"{place}: expected an object")
        return {name: item(each, f"{place}, {name}") for name, each in value.items()}

    return read


def _thing(type_: Any, known: Mapping[Any, Any]) -> Reader:
    make: Any = type_
    if not is_dataclass(type_):
        raise TypeError(f"{type_} is not read from JSON")
    hints = get_type_hints(type_)
    members = [
        (
            each.name,
            reader(_filled(hints[each.name], known)),
            each.default is MISSING and each.default_factory is MISSING,
        )
        for each in fields(type_)
    ]

    def read(value: Any, place: str) -> Any:
        if not isinstance(value, dict):
            raise AnswerError(f"{place}: expected an object")
        found = {}
        for name, member, required in members:
            if name in value:
                found[name] = member(value[name], f"{place}, {name}")
            elif required:
                raise AnswerError(f"{place}: {name!r} is missing")
        return make(**found)

    return read


def _filled(hint: Any, known: Mapping[Any, Any]) -> Any:
    """A type with what its variables stand for."""
    variables = getattr(hint, "__parameters__", ())
    return hint[tuple(known[each] for each in variables)] if variables else hint

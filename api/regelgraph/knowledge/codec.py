"""Turns the Rulebook into plain JSON data and back, field by field from the type hints of its dataclasses."""

from __future__ import annotations

import types
from collections.abc import Callable, Mapping
from dataclasses import fields, is_dataclass
from datetime import date
from decimal import Decimal
from functools import cache
from typing import Any, Union, get_args, get_origin, get_type_hints

Decoder = Callable[[Any], Any]


def encode(value: Any) -> Any:
    """Plain data for a dataclass; a dataclass becomes the list of its fields, a set a sorted list."""
    if is_dataclass(value) and not isinstance(value, type):
        return [encode(getattr(value, field.name)) for field in fields(value)]
    if isinstance(value, Mapping):
        return {key: encode(held) for key, held in value.items()}
    if isinstance(value, frozenset):
        return sorted(encode(item) for item in value)
    if isinstance(value, tuple):
        return [encode(item) for item in value]
    if isinstance(value, Decimal):
        return str(value)
    return value.isoformat() if isinstance(value, date) else value


def decode(kind: Any, data: Any) -> Any:
    """The value of type `kind` that `data` stands for; raises ValueError, TypeError or KeyError for anything else."""
    return _decoder(kind)(data)


@cache
def _decoder(kind: Any) -> Decoder:
    origin, args = get_origin(kind), get_args(kind)
    if is_dataclass(kind):
        return _dataclass_decoder(kind)
    if origin in {Union, types.UnionType}:
        inner = _decoder(next(arg for arg in args if arg is not types.NoneType))
        return lambda data: None if data is None else inner(data)
    if origin is tuple:
        item = _decoder(args[0])
        return tuple if item is _same else lambda data: tuple(map(item, data))
    if origin is frozenset:
        return frozenset
    if origin is not None and issubclass(origin, Mapping):
        held = _decoder(args[1])
        return lambda data: data if held is _same else {key: held(value) for key, value in data.items()}
    if kind is Decimal:
        return Decimal
    if kind is date:
        return date.fromisoformat
    return _same


def _same(data: Any) -> Any:
    return data


def _dataclass_decoder(kind: Any) -> Decoder:
    hints = get_type_hints(kind)
    decoders = [_decoder(hints[field.name]) for field in fields(kind)]
    changed = [(place, decoder) for place, decoder in enumerate(decoders) if decoder is not _same]

    def build(data: list[Any]) -> Any:
        if len(data) != len(decoders):
            raise ValueError(f"{len(data)} values for {len(decoders)} fields")
        for place, decoder in changed:
            data[place] = decoder(data[place])
        return kind(*data)

    return build

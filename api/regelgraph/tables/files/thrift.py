"""Decodes one struct of Thrift's compact protocol (THRIFT-110), as it stands before each page of a Parquet file."""

from __future__ import annotations

from typing import Any, Final

_DEEPEST: Final = 8
_TRUE, _FALSE, _BYTE, _I16, _I32, _I64, _DOUBLE, _BINARY, _LIST, _SET, _MAP, _STRUCT = range(1, 13)


class BrokenError(ValueError):
    """The bytes are no struct, or one that is cut off or nested too deep."""


def struct_at(data: bytes) -> tuple[dict[int, Any], int]:
    """The fields of the struct at the beginning of some bytes, by number, and its length. Raises BrokenError."""
    reader = _Reader(data)
    try:
        return reader.struct(0), reader.place
    except IndexError as error:
        raise BrokenError from error


class _Reader:
    def __init__(self, data: bytes) -> None:
        self._data = data
        self.place = 0

    def struct(self, depth: int) -> dict[int, Any]:
        if depth > _DEEPEST:
            raise BrokenError
        found: dict[int, Any] = {}
        number = 0
        while head := self._byte():
            number = number + (head >> 4) if head >> 4 else self._whole()
            found[number] = self._value(head & 15, depth)
        return found

    def _value(self, kind: int, depth: int, *, within: bool = False) -> Any:
        if kind in (_TRUE, _FALSE):
            return self._byte() == _TRUE if within else kind == _TRUE
        if kind == _BYTE:
            return self._byte()
        if kind in (_I16, _I32, _I64):
            return self._whole()
        if kind == _DOUBLE:
            return self._skip(8)
        if kind == _BINARY:
            return self._skip(self._unsigned())
        if kind in (_LIST, _SET):
            return self._values(depth)
        if kind == _STRUCT:
            return self.struct(depth + 1)
        raise BrokenError  # nothing before a page has a map

    def _values(self, depth: int) -> list[Any]:
        head = self._byte()
        count = self._unsigned() if head >> 4 == 15 else head >> 4
        if count > len(self._data) or depth >= _DEEPEST:
            raise BrokenError
        return [self._value(head & 15, depth + 1, within=True) for _ in range(count)]

    def _byte(self) -> int:
        self.place += 1
        return self._data[self.place - 1]

    def _skip(self, count: int) -> None:
        self.place += count
        if self.place > len(self._data):
            raise BrokenError

    def _unsigned(self) -> int:
        found = shift = 0
        while (byte := self._byte()) & 0x80:
            found |= (byte & 0x7F) << shift
            shift += 7
            if shift > 63:
                raise BrokenError
        return found | byte << shift

    def _whole(self) -> int:
        found = self._unsigned()
        return (found >> 1) ^ -(found & 1)

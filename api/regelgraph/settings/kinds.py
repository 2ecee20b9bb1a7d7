"""Kinds of settings: how the text of an environment variable is read, shown, and refused."""

from __future__ import annotations

import re
from collections.abc import Callable
from dataclasses import dataclass, field
from decimal import Decimal
from typing import Any, Final

from regelgraph.errors import UsageError

_SIZE: Final = re.compile(r"([0-9]{1,15}) ?(B|KiB|MiB|GiB)?", re.ASCII)
_UNITS: Final = {None: 1, "B": 1, "KiB": 2**10, "MiB": 2**20, "GiB": 2**30}
_NUMBER: Final = re.compile(r"[0-9]{1,9}(\.[0-9]{1,3})?", re.ASCII)
_SHARE: Final = re.compile(r"([1-9][0-9]{0,5})/([1-9][0-9]{0,4})", re.ASCII)


@dataclass(frozen=True, slots=True)
class Kind:
    """How a value is read; `read` raises ValueError for a text that is none."""

    read: Callable[[str], Any]
    show: Callable[[Any], str]
    expected: str


@dataclass(frozen=True, slots=True)
class Setting:
    """One environment variable: its name, the default in words, and a sentence for the documentation."""

    variable: str
    default: str
    help: str
    kind: Kind | None = field(default=None, compare=False)

    def value(self, text: str) -> Any:
        """The value that a text stands for. Raises UsageError naming the variable, its value and what is expected."""
        if self.kind is None:
            return text
        try:
            return self.kind.read(text.strip())
        except ValueError as error:
            raise UsageError(f"{self.variable} is {text[:200]!r}; expected {self.kind.expected}") from error


def of(name: str, kind: Kind, default: Any, help_: str) -> Any:
    """A field of a dataclass with the environment variable that sets it."""
    setting = Setting(f"REGELGRAPH_{name}", kind.show(default), help_, kind)
    return field(default=default, metadata={"setting": setting})


def seconds(least: float, most: float) -> Kind:
    """A number of seconds."""

    def read(text: str) -> float:
        return _within(float(_matched(_NUMBER, text)[0]), least, most)

    return Kind(read, _plain, f"seconds from {_plain(least)} to {_plain(most)}")


def count(least: int, most: int) -> Kind:
    """A whole number."""

    def read(text: str) -> int:
        return int(_within(int(_matched(_NUMBER, text)[0]), least, most))

    return Kind(read, str, f"a whole number from {least} to {most}")


def size(least: int, most: int) -> Kind:
    """A number of bytes, by themselves or in KiB, MiB or GiB."""

    def read(text: str) -> int:
        found = _matched(_SIZE, text)
        return int(_within(int(found[1]) * _UNITS[found[2]], least, most))

    return Kind(
        read, shown_size, f"bytes, or a number of KiB, MiB or GiB, from {shown_size(least)} to {shown_size(most)}"
    )


def shown_size(size: int) -> str:
    """Bytes in the largest unit that leaves a whole number."""
    for unit in ("GiB", "MiB", "KiB"):
        if size and size % _UNITS[unit] == 0:
            return f"{size // _UNITS[unit]} {unit}"
    return str(size)


def one_of(*words: str) -> Kind:
    """One of some words."""

    def read(text: str) -> str:
        if text not in words:
            raise ValueError(text)
        return text

    return Kind(read, str, f"one of {', '.join(words)}")


def _share(text: str) -> tuple[int, int]:
    if text == "off":
        return (0, 0)
    found = _matched(_SHARE, text)
    return int(found[1]), int(found[2])


def _shown_share(share: tuple[int, int]) -> str:
    return f"{share[0]}/{share[1]}" if share[0] else "off"


SHARE: Final = Kind(_share, _shown_share, "requests/seconds, as 120/60, or off")


def _matched(pattern: re.Pattern[str], text: str) -> re.Match[str]:
    found = pattern.fullmatch(text)
    if found is None:
        raise ValueError(text)
    return found


def _within(value: float, least: float, most: float) -> float:
    if not least <= value <= most:
        raise ValueError(value)
    return value


def _plain(value: float) -> str:
    return format(Decimal(str(value)).normalize(), "f")

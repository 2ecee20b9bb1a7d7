"""Cuts Turtle into tokens and keeps the comments beside them (RDF 1.1 Turtle, sections 6.2 and 6.5)."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from typing import Final

from regelgraph.errors import InputError

_BASE: Final = (
    "A-Za-zÀ-ÖØ-öø-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef\u3001-\ud7ff"
    "\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_CHARS: Final = _BASE + "_0-9\u00b7\u0300-\u036f\u203f\u2040\\-"
_LOCAL: Final = rf"[{_CHARS}:]|%[0-9A-Fa-f]{{2}}|\\."
LOCAL_NAME: Final = re.compile(
    rf"(?:[{_BASE}_0-9:]|%[0-9A-Fa-f]{{2}})(?:(?:[{_CHARS}.:]|%[0-9A-Fa-f]{{2}})*(?:[{_CHARS}:]|%[0-9A-Fa-f]{{2}}))?"
)
"""PN_LOCAL without escapes."""
_IRI: Final = r"<[^\x00-\x20<>\"{}|^`]*>"
_STRING: Final = (
    r'"{3}[^"\\]*(?:(?:\\.|"(?!""))[^"\\]*)*"{3}'
    r"|'{3}[^'\\]*(?:(?:\\.|'(?!''))[^'\\]*)*'{3}"
    r'|"[^"\\\r\n]*(?:\\.[^"\\\r\n]*)*"'
    r"|'[^'\\\r\n]*(?:\\.[^'\\\r\n]*)*'"
)
_COMMENT: Final = re.compile(rf"{_IRI}|{_STRING}|\\.|(\#[^\r\n]*)", re.DOTALL)
_TOKEN: Final = re.compile(
    rf"""[ \t\r\n]*(?:
      (?P<comment>\#[^\r\n]*)
    | (?P<iri>{_IRI})
    | (?P<string>{_STRING})
    | (?P<directive>@prefix\b|@base\b|(?i:prefix|base)(?![{_CHARS}:.]))
    | (?P<name>(?:[{_BASE}](?:[{_CHARS}.]*[{_CHARS}])?)?:(?:(?:{_LOCAL})(?:(?:{_LOCAL})|\.+(?={_LOCAL}))*)?)
    | (?P<blank>_:[{_BASE}_0-9](?:[{_CHARS}.]*[{_CHARS}])?)
    | (?P<number>[+-]?(?:(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+|[0-9]*\.[0-9]+|[0-9]+))
    | (?P<language>@[A-Za-z]+(?:-[A-Za-z0-9]+)*)
    | (?P<word>(?:true|false|a)(?![{_CHARS}:]))
    | (?P<mark>\^\^|[][();,.])
    | (?P<end>\Z)
    )""",
    re.VERBOSE | re.DOTALL,
)


@dataclass(slots=True)
class Tokens:
    """The tokens of a text, as lists side by side, closed by one of kind `end`.

    `before` has, by number of a token, the lines of comment above it (an empty one stands for blank lines), `after` the
    comment behind it on its line. `apart` are the tokens with a blank line above them or their comments.
    """

    text: str
    kinds: list[str] = field(default_factory=list)
    words: list[str] = field(default_factory=list)
    starts: list[int] = field(default_factory=list)
    before: dict[int, list[str]] = field(default_factory=dict)
    after: dict[int, str] = field(default_factory=dict)
    apart: set[int] = field(default_factory=set)

    def comments(self) -> list[str]:
        """All comments, sorted."""
        above = (line for lines in self.before.values() for line in lines if line)
        return sorted([*above, *self.after.values()])

    def place(self, number: int) -> str:
        """Line and column of a token, both counted from 1."""
        return place(self.text, self.starts[number])


def place(text: str, offset: int) -> str:
    """Line and column of a character, both counted from 1, as errors name them."""
    return f"line {text.count(chr(10), 0, offset) + 1}, column {offset - text.rfind(chr(10), 0, offset)}"


def tokens(text: str, name: str) -> Tokens:
    """The tokens of `text`. Raises InputError with `name`, line and column for what is no Turtle 1.1."""
    found = Tokens(text)
    kinds, words, starts = found.kinds, found.words, found.starts
    match, kind, offset, end = _TOKEN.match, "", 0, 0
    while kind != "end":
        hit = match(text, offset)
        if hit is None:
            at = re.compile(r"\s*").match(text, offset)
            raise InputError(f"{name}, {place(text, at.end() if at else offset)}: expected a token of Turtle 1.1")
        kind, offset = str(hit.lastgroup), hit.end()
        start = hit.start(kind)
        if kind == "comment":
            end = _comment(found, hit[kind].rstrip(), text[end:start], offset)
            continue
        if start - end > 1 and text.count("\n", end, start) > 1:
            _blank(found)
        kinds.append(kind)
        words.append(hit[kind])
        starts.append(start)
        end = offset
    return found


def comments(text: str) -> list[str]:
    """The comments of a Turtle text, sorted; of one that is known to be Turtle."""
    return sorted(found[1].rstrip() for found in _COMMENT.finditer(text) if found[1])


def _comment(found: Tokens, comment: str, gap: str, end: int) -> int:
    number = len(found.kinds)
    if number and number not in found.before and number - 1 not in found.after and "\n" not in gap:
        found.after[number - 1] = comment
        return end
    if gap.count("\n") > 1:
        _blank(found)
    found.before.setdefault(number, []).append(comment)
    return end


def _blank(found: Tokens) -> None:
    number = len(found.kinds)
    if number in found.before:
        found.before[number].append("")
    else:
        found.apart.add(number)

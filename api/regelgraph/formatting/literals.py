"""Reads and writes literals in their shortest form (RDF 1.1 Turtle, sections 2.5, 6.3 and 6.4)."""

from __future__ import annotations

import re
from typing import Final

from regelgraph.terms import XSD

HIDDEN: Final = re.compile(
    "[\0-\x1f\x7f-\xa0\xad\u061c\u180e\u2000-\u200f\u2028-\u202f\u205f-\u206f\u3000\ufeff\ufff9-\ufffb]"
)
"""What nobody sees in an editor, or takes for a plain blank; it is written as an escape."""
_ESCAPE: Final = re.compile(r"\\(?:u([0-9A-Fa-f]{4})|U([0-9A-Fa-f]{8})|(.))", re.DOTALL)
_READ: Final = {"t": "\t", "b": "\b", "n": "\n", "r": "\r", "f": "\f"}
_NAMED: Final = {char: f"\\{letter}" for letter, char in _READ.items()}
_SHORT: Final = re.compile(r'["\\]|' + HIDDEN.pattern)
_LONG: Final = re.compile(r'\\|"(?="")|"\Z|(?!\n)' + HIDDEN.pattern)
_SHORTHAND: Final = {
    XSD + "boolean": re.compile("true|false"),
    XSD + "integer": re.compile("[+-]?[0-9]+"),
    XSD + "decimal": re.compile(r"[+-]?[0-9]*\.[0-9]+"),
    XSD + "double": re.compile(r"[+-]?(?:[0-9]+\.[0-9]*|\.?[0-9]+)[eE][+-]?[0-9]+"),
}


def unescaped(text: str) -> str:
    """`text` with its escapes (ECHAR, UCHAR) read."""
    return _ESCAPE.sub(_char, text) if "\\" in text else text


def string(token: str) -> str:
    """The value of a string as it stands in Turtle, with its quotes."""
    width = 3 if token.startswith(('"""', "'''")) else 1
    return unescaped(token[width:-width])


def quoted(value: str) -> str:
    """A string between double quotes, three of them where it has several lines."""
    if "\n" in value:
        return f'"""{_LONG.sub(hidden, value)}"""'
    return f'"{_SHORT.sub(hidden, value)}"'


def typed(value: str, datatype: str, written: str) -> str:
    """A literal with a datatype, `written` being the name of that: bare where a bare one has the same characters."""
    bare = _SHORTHAND.get(datatype)
    if bare and bare.fullmatch(value):
        return value
    return quoted(value) if datatype == XSD + "string" else f"{quoted(value)}^^{written}"


def hidden(found: re.Match[str]) -> str:
    """The escape of a character that must not stand as it is."""
    char = found[0]
    if char in '"\\':
        return f"\\{char}"
    return _NAMED.get(char) or f"\\u{ord(char):04X}"


def _char(found: re.Match[str]) -> str:
    code = found[1] or found[2]
    return chr(int(code, 16)) if code else _READ.get(found[3], found[3])

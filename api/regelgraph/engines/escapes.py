"""Escapes of code points (SPARQL 1.1, section 19.2), and places in a query."""

from __future__ import annotations

import re
from typing import Final

from regelgraph.engines.tokens import Token, tokens
from regelgraph.errors import QueryError

_ESCAPE: Final = re.compile(r"\\u([0-9A-Fa-f]{4})|\\U([0-9A-Fa-f]{8})|\\.", re.DOTALL)


def place(sparql: str, at: int) -> str:
    """Line and column of a character, both from 1."""
    return f"line {sparql.count(chr(10), 0, at) + 1}, column {at - sparql.rfind(chr(10), 0, at)}"


def unescaped(found: list[Token]) -> str:
    """The query with its code points for what stands outside strings and IRIs (SPARQL 1.1, section 19.2)."""
    text = "".join(_character(token[0][2:], token) if token.lastgroup == "escape" else token[0] for token in found)
    if any(token.lastgroup == "escape" for token in tokens(text)):
        raise QueryError("the query is not SPARQL 1.1: an escape that gives another escape")
    return text


def _character(digits: str, token: Token) -> str:
    code = int(digits, 16)
    if code > 0x10FFFF or 0xD800 <= code <= 0xDFFF:
        raise QueryError(f"{place(token.string, token.start())}: \\u{digits} is no character")
    return chr(code)


def check_escapes(token: Token) -> None:
    """An escape that is no character would have the native parser read the string as another one."""
    for match in _ESCAPE.finditer(token[0]):
        if digits := match[1] or match[2]:
            _character(digits, token)

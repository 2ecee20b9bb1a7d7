"""The tokens of SPARQL, read in linear time, and what is found or replaced by them.

Source: SPARQL 1.1 Query Language, sections 19.2 to 19.8 (escapes, white space, comments, terminals by longest match),
with the direction behind a language tag of SPARQL 1.2. Repetitions are possessive, so that no text is read twice.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import Final

_BASE: Final = (
    "A-Za-z\u00c0-\u00d6\u00d8-\u00f6\u00f8-\u02ff\u0370-\u037d\u037f-\u1fff\u200c\u200d\u2070-\u218f\u2c00-\u2fef"
    "\u3001-\ud7ff\uf900-\ufdcf\ufdf0-\ufffd\U00010000-\U000effff"
)
_U: Final = _BASE + "_"
_LATER: Final = "0-9\u00b7\u0300-\u036f\u203f\u2040"
_CHARS: Final = _U + _LATER + r"\-"
_RUN: Final = rf"[{_BASE}](?:\.*+[{_CHARS}])*+"
_CODE_POINT: Final = r"\\u[0-9A-Fa-f]{4}|\\U[0-9A-Fa-f]{8}"
_IN_TEXT: Final = rf"""\\[tbnrf"'\\]|{_CODE_POINT}"""
_IN_LOCAL: Final = rf"(?:[{_CHARS}:]|%[0-9A-Fa-f]{{2}}|\\[_~.\-!$&'()*+,;=/?#@%])"
_LOCAL: Final = rf"(?![\-\u00b7\u0300-\u036f\u203f\u2040]){_IN_LOCAL}(?:\.*+{_IN_LOCAL})*+"
_VARIABLE: Final = rf"[{_U}0-9][{_U}{_LATER}]*+"
_SIMPLE: Final = rf"""(?P<number>(?:[0-9]++\.[0-9]*+|\.?[0-9]++)[eE][+\-]?[0-9]++|[0-9]*+\.[0-9]++|[0-9]++)
    |(?P<word>[{_U}][{_U}0-9]*+)
    |(?P<sign>\|\||&&|\^\^|[!<>]=|.)"""
_TOKEN: Final = re.compile(
    rf"""(?P<space>[ \t\r\n]++)
    |(?P<variable>\?{_VARIABLE})
    |\$(?P<parameter>{_VARIABLE})
    |(?P<iri><(?:[^<>"{{}}|^`\\\x00-\x20]|{_CODE_POINT})*+>)
    |(?P<text>\"{{3}}(?:"{{0,2}}(?:[^"\\]|{_IN_TEXT}))*+\"{{3}}
        |'{{3}}(?:'{{0,2}}(?:[^'\\]|{_IN_TEXT}))*+'{{3}}
        |"(?:[^"\\\n\r]|{_IN_TEXT})*+"
        |'(?:[^'\\\n\r]|{_IN_TEXT})*+')
    |(?P<comment>\#[^\n\r]*+)
    |(?P<blank>_:[{_U}0-9](?:\.*+[{_CHARS}])*+)
    |(?P<name>(?:{_RUN})?+:(?:{_LOCAL})?)
    |(?P<run>{_RUN})
    |(?P<tag>@[A-Za-z]++(?:-[A-Za-z0-9]++)*+(?:--[A-Za-z]++)?)
    |(?P<escape>{_CODE_POINT})
    |(?P<broken>["'\\].*+)
    |{_SIMPLE}""",
    re.DOTALL | re.VERBOSE,
)
_PARTS: Final = re.compile(_SIMPLE, re.DOTALL | re.VERBOSE)

Token = re.Match[str]


def tokens(sparql: str) -> Iterator[Token]:
    """Each token; its kind is `lastgroup`. Together they are the whole text.

    `broken` is a quotation mark that opens no string, or a backslash where none can be, with all behind it.
    """
    for match in _TOKEN.finditer(sparql):
        if match.lastgroup == "run":  # would have been a prefix, had a colon followed
            yield from _PARTS.finditer(sparql, *match.span())
        else:
            yield match


def parameters_in(sparql: str) -> set[str]:
    """The names that stand as `$name` in a query."""
    return {match["parameter"] for match in _TOKEN.finditer(sparql) if match["parameter"]}


def bare(sparql: str) -> str:
    """The query with a space for each of its strings, IRIs and comments."""
    return _TOKEN.sub(lambda match: " " if match.lastgroup in {"text", "iri", "comment"} else match[0], sparql)


def words_in(sparql: str) -> set[str]:
    """The bare words of a query in capitals: keywords and function names, no prefixed names, variables or tags."""
    return {match[0].upper() for match in tokens(sparql) if match.lastgroup == "word"}


def without_comments(sparql: str) -> str:
    """The query without its comments; each leaves its line behind."""
    return _TOKEN.sub(lambda match: "" if match.lastgroup == "comment" else match[0], sparql).lstrip()


def replaced(sparql: str, terms: Mapping[str, str]) -> str:
    """The query with each `$name` replaced by its term as SPARQL writes it; names without one stay variables."""
    return _TOKEN.sub(lambda match: terms.get(match["parameter"] or "", match[0]), sparql)

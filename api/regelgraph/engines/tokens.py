"""Finds and replaces `$name` in SPARQL where it is a variable: not in strings, IRIs and comments.

Source: SPARQL 1.1 Query Language, section 19.8, terminals IRIREF, VAR2, STRING_LITERAL*, and section 19.4, comments.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import Final

_TOKEN: Final = re.compile(
    r'''(?P<text>"""(?:(?:"|"")?(?:[^"\\]|\\.))*"""|\'\'\'(?:(?:'|'')?(?:[^'\\]|\\.))*\'\'\''''
    r"""|"(?:[^"\\\n\r]|\\.)*"|'(?:[^'\\\n\r]|\\.)*')"""
    r"""|(?P<iri><[^<>"{}|^`\\\x00-\x20]*>)"""
    r"""|(?P<comment>\#[^\n\r]*)"""
    r"""|\$(?P<name>\w+)"""
    r"""|(?P<word>[?@]?[\w:][\w.:-]*)""",
    re.DOTALL,
)


def parameters_in(sparql: str) -> set[str]:
    """The names that stand as `$name` in a query."""
    return {match["name"] for match in _TOKEN.finditer(sparql) if match["name"]}


def bare(sparql: str) -> str:
    """The query with a space for each of its strings, IRIs and comments."""
    return _TOKEN.sub(lambda match: " " if match["text"] or match["iri"] or match["comment"] else match[0], sparql)


def words_in(sparql: str) -> set[str]:
    """The bare words of a query in capitals: keywords and function names, no prefixed names, variables or tags."""
    found = (match["word"] for match in _TOKEN.finditer(sparql) if match["word"])
    return {word.upper() for word in found if word[0] not in "?@" and ":" not in word}


def without_comments(sparql: str) -> str:
    """The query without its comments; each leaves its line behind."""
    return _TOKEN.sub(lambda match: "" if match["comment"] else match[0], sparql).lstrip()


def replaced(sparql: str, terms: Mapping[str, str]) -> str:
    """The query with each `$name` replaced by its term as SPARQL writes it; names without one stay variables."""
    return _TOKEN.sub(lambda match: terms.get(match["name"], match[0]) if match["name"] else match[0], sparql)

"""Refuses what is no query over stored graphs, and what would overflow the native parser, before it is parsed.

The native parser reads without tokens: it takes `trueSERVICE` for two words, `<` for an operator where longest match
(SPARQL 1.1, section 19.8) finds an IRI, and the beginning of a string or a prefixed name for the whole, if the rest
fails. So what it gets is written such that it can be read in one way only, the one that was looked at here.
"""

from __future__ import annotations

import re
from dataclasses import dataclass
from typing import Final

from regelgraph.engines.escapes import check_escapes, place, unescaped
from regelgraph.engines.nesting import Nesting
from regelgraph.engines.tokens import Token, tokens
from regelgraph.engines.words import WORDS
from regelgraph.errors import QueryError

_FORMS: Final = frozenset({"SELECT", "ASK", "CONSTRUCT", "DESCRIBE"})
_EXPECTED: Final = "expected SELECT, ASK, CONSTRUCT or DESCRIBE"
_UPDATES: Final = frozenset(["INSERT", "DELETE", "LOAD", "CLEAR", "CREATE", "DROP", "COPY", "MOVE", "ADD", "WITH"])
_PROLOGUE: Final = frozenset({"BASE", "PREFIX", "VERSION"})
_TELLING: Final = re.compile(r"service|from|now|rand|uuid|bnode|\\u", re.IGNORECASE)
_AMBIGUOUS: Final = re.compile(r"['#()\[\]]")
_DOT: Final = re.compile(r"(?<!\\)\.")
_NAMES: Final = frozenset({"iri", "name", "variable", "parameter"})
_UNSEEN: Final = frozenset({"space", "comment"})


@dataclass(frozen=True, slots=True)
class Limits:
    """What of a query is parsed: `characters`, levels of brackets in brackets (`deep`), links of all chains (`long`).

    The native parser and optimizer recurse. On a stack of 8 MiB, the usual one of a main thread, EXISTS in EXISTS and
    function calls in each other live at 500 levels and overflow at 1,000, brackets and groups overflow at 5,000; chains
    of MINUS live with 2,000 links and overflow at 5,000, those of operators, paths, UNION, OPTIONAL and triples live
    with 5,000 and overflow at 12,000. With 256 MiB all but EXISTS (at 30,000) live within 100,000 characters. So the
    defaults live on 8 MiB even where depth and length come together, and are far above what people and programs write:
    lists of values, of arguments and of graphs are no chains.
    """

    characters: int = 100_000
    deep: int = 100
    long: int = 1_000


DEFAULT: Final = Limits()


@dataclass(frozen=True, slots=True)
class Query:
    """A query that may be asked: what the native parser gets, and those of its bare words in capitals that matter.

    `words` are all of them if any of FROM, NOW, RAND, UUID, STRUUID and BNODE may be among them, else possibly none.
    """

    text: str
    words: frozenset[str]


def query_of(sparql: str, limits: Limits = DEFAULT) -> Query:
    """What may be asked. Raises QueryError for what is too long, deep, an update, or asks another server.

    A short text in which nothing telling stands at all needs no look at its tokens.
    """
    if len(sparql) <= limits.long and not _TELLING.search(sparql) and _openings(sparql) <= limits.deep:
        return Query(sparql, frozenset())
    return read(sparql, limits)


def refuse(sparql: str) -> frozenset[str]:
    """All bare words of a query in capitals. Raises QueryError as `query_of` does."""
    return read(sparql, DEFAULT).words


def read(sparql: str, limits: Limits) -> Query:
    """As `query_of`, token by token."""
    if len(sparql) > limits.characters:
        raise QueryError(f"the query has {len(sparql)} characters; {limits.characters} are the most that is answered")
    found = list(tokens(sparql))
    if any(token.lastgroup == "escape" for token in found):
        return read(unescaped(found), limits)
    words = frozenset(token[0].upper() for token in found if token.lastgroup == "word")
    seen = [token for token in found if token.lastgroup not in _UNSEEN]
    _refuse_others(seen, words)
    _refuse_services(seen)
    nesting = Nesting(limits.deep, limits.long)
    pieces = [_forced(token, nesting) for token in found]
    return Query("".join(pieces), words)


def _openings(sparql: str) -> int:
    return sparql.count("{") + sparql.count("(") + sparql.count("[")


def _refuse_others(seen: list[Token], words: frozenset[str]) -> None:
    """Refuse updates, and what is no SPARQL but could be read as such by a parser without tokens."""
    first = next((t[0].upper() for t in seen if t.lastgroup == "word" and t[0].upper() not in _PROLOGUE), "")
    if first in _UPDATES:
        raise QueryError(
            f"this is an update ({first}), not SPARQL 1.1 Query, and nothing can be changed here; {_EXPECTED}"
        )
    if not words & _FORMS:
        raise QueryError(f"the query is not SPARQL 1.1: {_EXPECTED}")
    for token in seen:
        if token.lastgroup == "word" and token[0].upper() not in WORDS | {"SERVICE"}:
            where = place(token.string, token.start())
            raise QueryError(f"the query is not SPARQL 1.1: {where}: unknown word {token[0][:50]!r}")
        if token.lastgroup == "broken":
            where = place(token.string, token.start())
            raise QueryError(f"the query is not SPARQL 1.1: {where}: a string that does not end, or a stray backslash")
        if token.lastgroup in {"text", "iri"} and "\\" in token[0]:
            check_escapes(token)


def _refuse_services(seen: list[Token]) -> None:
    """Refuse the word, and a prefixed name that the native parser could split into it and the name of a server."""
    for number, token in enumerate(seen):
        if token.lastgroup == "word":
            asks = token[0].upper() == "SERVICE"
        else:
            asks = token.lastgroup == "name" and "service" in token[0].lower() and _could_ask(seen, number)
        if asks:
            where = place(token.string, token.start())
            raise QueryError(f"{where}: the query asks another server (SERVICE); only this one can be asked")


def _could_ask(seen: list[Token], number: int) -> bool:
    """Whether a group follows, at once or behind one name, except where it is a named graph's."""
    following = seen[number + 1 : number + 4]
    if following and following[0][0].upper() == "SILENT":
        del following[0]
    if following and following[0][0] == "{":
        return number == 0 or seen[number - 1][0].upper() != "GRAPH"
    return len(following) > 1 and following[0].lastgroup in _NAMES and following[1][0] == "{"


def _forced(token: Token, nesting: Nesting) -> str:
    """The token as it can be read in one way only: an IRI between parentheses could be an operator with a comment."""
    nesting.take(token)
    if token.lastgroup == "iri" and nesting.inner == "(":
        return _AMBIGUOUS.sub(lambda match: f"\\u{ord(match[0]):04X}", token[0])
    if token.lastgroup == "name" and token[0].count(".") > 1:  # the native parser ends it at the second dot
        prefix, colon, local = token[0].partition(":")
        return prefix + colon + _DOT.sub(r"\\.", local)
    return token[0]

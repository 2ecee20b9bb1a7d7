"""How deep brackets nest and how long chains are, counted token by token."""

from __future__ import annotations

from typing import Final

from regelgraph.engines.tokens import Token
from regelgraph.errors import QueryError

_OPENING: Final = {"{": "}", "(": ")", "[": "]"}
_CLOSING: Final = frozenset(_OPENING.values())
_SEPARATORS: Final = frozenset(".;,")
_JOINS: Final = "ASC BIND BY DESC EXISTS FILTER GRAPH HAVING IN LATERAL MINUS NOT OPTIONAL SELECT UNION VALUES"
_JOINING: Final = frozenset(_JOINS.split())
_OPERANDS: Final = frozenset({"iri", "name", "variable", "parameter", "text", "number", "blank"})
_LIST: Final = "VALUES"


class Nesting:
    """Takes each token in turn. A link of a chain is what the native parser may recurse on.

    That is: an operator, a bracket, a joining word, a triple, an element of an RDF collection. No links are the values
    of VALUES, arguments and other lists with commas in parentheses.
    """

    def __init__(self, deep: int, long: int) -> None:
        self._deep, self._long = deep, long
        self._open: list[str] = []
        self._links = 0
        self._values: int | None = None
        self._before = ""
        self._word = ""

    @property
    def inner(self) -> str:
        """The innermost open bracket, empty outside all."""
        return self._open[-1] if self._open else ""

    def take(self, token: Token) -> None:
        """Count a token. Raises QueryError where a limit is passed."""
        kind, text = token.lastgroup, token[0]
        if kind in {"space", "comment"}:
            return
        if kind == "word":
            text = text.upper()
            self._links += text in _JOINING
            self._word = text
        elif kind == "sign":
            self._sign(text)
        elif kind in _OPERANDS and self.inner == "(" and self._values is None and self._before != ",":
            self._links += 1
        if self._links > self._long:
            raise QueryError(
                f"the query has more than {self._long} operators, patterns and brackets; long lists belong into VALUES"
            )
        self._before = text

    def _sign(self, text: str) -> None:
        if text in _OPENING:
            self._links += self._values is None
            if text == "{" and self._values is None and self._word == _LIST:
                self._values = len(self._open)
            self._open.append(text)
            if len(self._open) > self._deep:
                raise QueryError(f"the query nests brackets more than {self._deep} levels deep")
        elif text in _CLOSING:
            self._close(text)
        elif text not in _SEPARATORS or self.inner != "(":
            self._links += self._values is None

    def _close(self, text: str) -> None:
        if self._open and _OPENING[self._open[-1]] == text:
            self._open.pop()
            if self._values == len(self._open):
                self._values, self._word = None, ""

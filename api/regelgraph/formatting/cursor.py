"""Walks through tokens and hands each comment to what asks for it: from above, or from behind on the same line."""

from __future__ import annotations

from regelgraph.errors import InputError
from regelgraph.formatting.tokens import Tokens, tokens


class Cursor:
    """The next token, and the comments that nobody has taken yet. None gets lost: what is left goes to the next."""

    def __init__(self, text: str, name: str) -> None:
        self.tokens: Tokens = tokens(text, name)
        self.number = 0
        self.pending: list[str] = []
        self._name = name
        self._trail = ""
        self._looked_above = -1

    @property
    def kind(self) -> str:
        """Kind of the next token."""
        return self.tokens.kinds[self.number]

    def at(self, marks: str) -> bool:
        """Whether the next token is one of these marks."""
        return self.tokens.kinds[self.number] == "mark" and self.tokens.words[self.number] in marks

    def advance(self) -> str:
        """The next token, read past."""
        self._leave()
        self._trail = self.tokens.after.get(self.number, "")
        self.number += 1
        return self.tokens.words[self.number - 1]

    def expect(self, kind: str, what: str) -> str:
        """The next token, which must be of a kind, read past."""
        if self.kind != kind:
            raise self.error(f"expected {what}")
        return self.advance()

    def close(self, mark: str) -> list[str]:
        """Reads past a closing mark; the comments above it."""
        if not self.at(mark):
            raise self.error(f"expected {mark}")
        self.advance()
        return self.taken()

    def above(self) -> list[str]:
        """The comments above the next token that nobody has taken, and those that were left before."""
        self._leave()
        return self.taken()

    def taken(self) -> list[str]:
        """The comments that were left so far, which are nobody's else any more."""
        pending, self.pending = self.pending, []
        return pending

    def trail(self) -> str:
        """The comment behind the last token on its line; empty if there is none, or if it was taken."""
        trail, self._trail = self._trail, ""
        return trail

    def error(self, what: str, number: int | None = None) -> InputError:
        """An error at a token, by default the next."""
        return InputError(f"{self._name}, {self.tokens.place(self.number if number is None else number)}: {what}")

    def _leave(self) -> None:
        if self._trail:
            self.pending.append(self.trail())
        if self._looked_above < self.number:
            self._looked_above = self.number
            if self.number in self.tokens.before:
                self.pending += self.tokens.before[self.number]

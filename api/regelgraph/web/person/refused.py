"""What a form is refused for: said on the page itself, in the language of its reader."""

from __future__ import annotations

from collections.abc import Mapping


class RefusedError(Exception):
    """A request that the page cannot answer.

    `key` names the text that says why, `parts` fill it; `values` are what was filled in, as far as it is understood.
    """

    def __init__(self, key: str, status: int = 400, values: Mapping[str, str] | None = None, **parts: object) -> None:
        super().__init__(key)
        self.key = key
        self.status = status
        self.values = values or {}
        self.parts = parts

"""Reads members of a question's header; ValueError says what is missing."""

from __future__ import annotations

from typing import Any

from regelgraph.rulebook import Text


def word(said: dict[str, Any], key: str) -> str:
    """A text that is not empty."""
    value = said.get(key)
    expect(isinstance(value, str) and bool(value), f"{key} is missing")
    return str(value)


def words(said: dict[str, Any], key: str) -> list[str]:
    """Texts, or a single one, or none."""
    value = said.get(key, [])
    found = [value] if isinstance(value, str) else list(value)
    expect(all(isinstance(each, str) for each in found), f"{key}: expected texts")
    return found


def texts(said: dict[str, Any], key: str) -> Text:
    """A text in both languages."""
    value = said.get(key)
    complete = isinstance(value, dict) and all(isinstance(value.get(lang), str) for lang in ("de", "en"))
    expect(complete, f"{key} is missing; expected {key}.de and {key}.en")
    return Text(value["de"], value["en"])  # type: ignore[index]


def expect(holds: bool, message: str) -> None:
    """Raise ValueError with a message unless something holds."""
    if not holds:
        raise ValueError(message)

"""The form of a JSON-LD context: keywords, prefixes, then terms, an entry a line (JSON-LD 1.1, section 9.15)."""

from __future__ import annotations

import json
from typing import Any, Final

from regelgraph.errors import InputError

_KEY: Final = "@context"


def context_form(text: str, name: str) -> str:
    """A context with one entry a line. Raises InputError for what is no JSON, or more than a context."""
    try:
        entries = _entries(json.loads(text, object_pairs_hook=lambda pairs: _each_once(pairs, name)), name)
        order = sorted(entries, key=lambda key: _place(key, entries[key]))
        lines = [f"    {_json(key)}: {_json(entries[key])}" for key in order]
    except json.JSONDecodeError as error:
        raise InputError(f"{name}, line {error.lineno}, column {error.colno}: {error.msg}") from error
    except RecursionError as error:
        raise InputError(f"{name}: brackets within brackets, too many of them") from error
    inner = ",\n".join(lines)
    return f'{{\n  "{_KEY}": {{\n{inner}\n  }}\n}}\n' if lines else f'{{\n  "{_KEY}": {{}}\n}}\n'


def _entries(document: Any, name: str) -> dict[str, Any]:
    entries = document.get(_KEY) if isinstance(document, dict) else None
    if not isinstance(entries, dict) or len(document) > 1:
        raise InputError(f'{name}: expected a JSON-LD context, {{"{_KEY}": {{…}}}} and nothing else')
    return entries


def _place(key: str, value: Any) -> tuple[int, str, str]:
    """`@version` and its like, namespaces, other names of keywords, terms; each by name without case."""
    if key.startswith("@"):
        group = 0
    elif isinstance(value, str) and value.endswith(("/", "#", ":")):
        group = 1
    else:
        group = 2 if isinstance(value, str) and value.startswith("@") else 3
    return group, key.casefold(), key


def _json(value: Any) -> str:
    """In one line; in a definition `@id` comes first."""
    if isinstance(value, dict):
        order = sorted(value, key=lambda key: (key != "@id", key))
        return "{" + ", ".join(f"{_json(key)}: {_json(value[key])}" for key in order) + "}"
    if isinstance(value, list):
        return "[" + ", ".join(map(_json, value)) + "]"
    return json.dumps(value, ensure_ascii=False)


def _each_once(pairs: list[tuple[str, Any]], name: str) -> dict[str, Any]:
    found = dict(pairs)
    if len(found) < len(pairs):
        twice = next(key for number, (key, _) in enumerate(pairs) if key in dict(pairs[:number]))
        raise InputError(f"{name}: {twice} stands twice in one object")
    return found

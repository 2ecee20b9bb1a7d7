"""Whether the arguments of a call are what its tool takes; what they mean, the service judges."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any, Final

from jsonschema import Draft202012Validator, ValidationError
from jsonschema.exceptions import best_match
from jsonschema.validators import extend

_LONGEST: Final = 300
_LEFT: Final = dict.fromkeys(("enum", "required"), lambda *_: ())
_Validator: Any = extend(Draft202012Validator, _LEFT)
"""Names of rounds and columns are left to the service, which takes other spellings, too, and says what there is."""


class ArgumentsError(Exception):
    """Arguments that the tool does not take; the sentence names the one and what is expected."""


def checked(schema: Mapping[str, Any], given: Mapping[str, Any]) -> None:
    """Raises ArgumentsError unless `given` fits the schema of a tool."""
    known = schema["properties"]
    for name in given:
        if name not in known:
            raise ArgumentsError(f"unknown argument {name[:50]!r}; there are: {', '.join(known)}")
    for name in schema.get("required", ()):
        if name not in given:
            raise ArgumentsError(f"the argument {name!r} is missing")
    error: ValidationError | None = best_match(_Validator(schema).iter_errors(dict(given)))
    if error is not None:
        place = error.json_path.removeprefix("$").lstrip(".")
        raise ArgumentsError(f"{place[:100]}: {error.message[-_LONGEST:]}")

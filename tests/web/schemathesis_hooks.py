"""What a schema cannot say: names of things are those that there are, and a check needs a round from somewhere."""

from __future__ import annotations

from typing import Any

import schemathesis
from schemathesis import GenerationMode

NAMED = "minLength"
"""Only parameters that name something, or are looked for, have a least length."""


@schemathesis.hook
def before_call(context: Any, case: schemathesis.Case, kwargs: dict[str, Any]) -> None:
    """Give data that fit names that there are; leave data that do not fit as they are."""
    if case.meta is None or case.meta.generation.mode != GenerationMode.POSITIVE:
        return
    raw = case.operation.definition.raw
    given = {each["name"]: each for each in raw.get("parameters", ())}
    query = dict(case.query or {})
    for name, parameter in given.items():
        if NAMED in parameter["schema"] and name in query:
            query.pop(name)
            if "example" in parameter:
                query[name] = parameter["example"]
    if "round" in given and case.path.startswith(("/check/", "/explain/")):
        query.setdefault("round", given["round"]["example"])
    case.query = query
    if isinstance(case.body, dict) and case.path.startswith("/questions/"):
        content = raw["requestBody"]["content"][case.media_type]
        named = {name for name, schema in content["schema"]["properties"].items() if NAMED in str(schema)}
        kept = {name: value for name, value in case.body.items() if name not in named}
        case.body = {**kept, **{name: value for name, value in content["example"].items() if name in case.body}}

"""What tools are described by: the questions, columns and rounds of the knowledge that the service answers from."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any, Final

from regelgraph.client import AsyncClient, Question

KINDS: Final = {"persons": "Person", "participations": "Participation", "networks": "Partner"}
MEMBERS: Final = {"persons": "persons", "participations": "participations", "networks": "partners"}
"""The argument that holds the rows of a list, as the member of a JSON body."""
Schema = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Known:
    """The questions, and by kind of list the rounds, the schema of a row, an example of one and what is judged."""

    questions: tuple[Question, ...]
    rounds: Mapping[str, list[str]]
    rows: Mapping[str, Schema]
    examples: Mapping[str, Any]
    summaries: Mapping[str, str]
    description: str

    def question(self, id_: str) -> Question | None:
        """The question with an id."""
        return next((each for each in self.questions if each.id == id_), None)


async def known(client: AsyncClient) -> Known:
    """What the service says of itself; what it leaves out is described in general words. Raises ClientError."""
    document = await client.openapi()
    checks = {kind: _at(document, "paths", f"/check/{kind}", "post") for kind in KINDS}
    return Known(
        await client.questions(),
        {kind: _rounds(found) for kind, found in checks.items()},
        {kind: _row(_at(document, "components", "schemas", name)) for kind, name in KINDS.items()},
        {kind: _example(found, MEMBERS[kind]) for kind, found in checks.items()},
        {kind: str(found.get("summary", "")) for kind, found in checks.items()},
        str(_at(document, "info").get("description", "")),
    )


def _at(found: Any, *path: str) -> Mapping[str, Any]:
    for step in path:
        found = found.get(step) if isinstance(found, Mapping) else None
    return found if isinstance(found, Mapping) else {}


def _rounds(check: Mapping[str, Any]) -> list[str]:
    parameters = check.get("parameters")
    for each in parameters if isinstance(parameters, list) else ():
        if _at(each).get("name") == "round":
            listed = _at(each, "schema", "items").get("enum")
            return [str(name) for name in listed] if isinstance(listed, list) else []
    return []


def _row(schema: Mapping[str, Any]) -> Schema:
    """The schema of a row. What refers to elsewhere is left out, for a tool has no components."""
    columns = {name: dict(each) for name, each in _at(schema, "properties").items() if isinstance(each, Mapping)}
    found: Schema = {"type": "object", "properties": columns, "additionalProperties": True}
    return found | ({"required": schema["required"]} if isinstance(schema.get("required"), list) else {})


def _example(check: Mapping[str, Any], member: str) -> Any:
    rows = _at(check, "requestBody", "content", "application/json", "example").get(member)
    return rows[0] if isinstance(rows, list) and rows else None

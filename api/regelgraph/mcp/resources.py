"""The questions as resources: what a program shows to choose from, or puts into a conversation by itself."""

from __future__ import annotations

import json
from dataclasses import asdict
from typing import Final

from mcp_types import ReadResourceResult, Resource, TextResourceContents

from regelgraph.mcp.asking import described
from regelgraph.mcp.known import Known

ALL: Final = "regelgraph://questions"
_JSON: Final = "application/json"


def listed(known: Known, lang: str) -> list[Resource]:
    """All questions together, and each."""
    first = Resource(name="questions", title="All questions", uri=ALL, mime_type=_JSON)
    return [
        first,
        *(
            Resource(
                name=each.id,
                title=each.title.get(lang),
                description=each.help.get(lang) or None,
                uri=f"{ALL}/{each.id}",
                mime_type=_JSON,
            )
            for each in known.questions
        ),
    ]


def read(known: Known, uri: str, lang: str) -> ReadResourceResult | None:
    """A question with its parameters and columns, or all in short; None if there is none at that address."""
    question = known.question(uri.removeprefix(f"{ALL}/"))
    if uri == ALL:
        document: object = {"questions": [described(each, lang) for each in known.questions]}
    elif question is not None:
        document = asdict(question)
    else:
        return None
    text = json.dumps(document, ensure_ascii=False)
    return ReadResourceResult(contents=[TextResourceContents(uri=uri, mime_type=_JSON, text=text)])

"""The tools: names, what they are for, what they take, and what answers them."""

from __future__ import annotations

from collections.abc import Awaitable, Callable, Mapping
from dataclasses import dataclass
from typing import Any, Final, TypeAlias

from regelgraph.client import AsyncClient
from regelgraph.mcp import asking, checking, explaining
from regelgraph.mcp.bounded import Found
from regelgraph.mcp.known import KINDS, MEMBERS, Known, Schema
from regelgraph.mcp.schemas import (
    ANSWER,
    AS_OF,
    GRAPH_OR_ROWS,
    LANG,
    LIST_OF_QUESTIONS,
    REPORT,
    TREE,
    paging,
    thing,
)

Run: TypeAlias = Callable[[AsyncClient, Known, Mapping[str, Any], str], Awaitable[Found]]


@dataclass(frozen=True, slots=True)
class Made:
    """A tool. Its schemas and words are made from what is known."""

    name: str
    title: str
    description: str
    takes: Schema
    gives: Schema
    run: Run


def tools(known: Known) -> dict[str, Made]:
    """All tools, by name."""
    made = [_list_questions(known), _ask(known), _sparql(), *(_check(known, kind) for kind in KINDS), _explain(known)]
    return {each.name: each for each in made}


def _list_questions(known: Known) -> Made:
    audiences = sorted({each.audience for each in known.questions})
    takes = thing(
        {
            "search": {"type": "string", "description": "Only questions with all of these words in id, title or help."},
            "audience": {"enum": audiences, "type": "string", "description": "Only questions for these readers."},
            "lang": LANG,
        }
    )
    description = (
        f"List the {len(known.questions)} questions that the knowledge answers (programmes, rounds, criteria, titles, "
        "sources, networks, actors), with the parameters of each. Ask one with ask_question."
    )
    return Made("list_questions", "List questions", description, takes, LIST_OF_QUESTIONS, asking.list_questions)


def _ask(known: Known) -> Made:
    takes = thing(
        {
            "question": {
                "type": "string",
                "description": "Id of a question, as list_questions gives it.",
                "enum": [each.id for each in known.questions],
            },
            "parameters": {
                "type": "object",
                "description": "Values by the names that list_questions gives. A thing is named by its id, name, "
                "citation or IRI; a day as YYYY-MM-DD.",
                "additionalProperties": {"type": ["string", "number", "boolean"]},
            },
            **paging("rows"),
            "lang": LANG,
        },
        ["question"],
    )
    description = (
        "Answer one of the listed questions from the knowledge: a table of rows. Columns in the other language are "
        "left out. A wrong parameter is an error that names it and says what is expected."
    )
    return Made("ask_question", "Ask a question", description, takes, ANSWER, asking.ask)


def _sparql() -> Made:
    takes = thing(
        {
            "query": {"type": "string", "description": "SELECT, ASK, CONSTRUCT or DESCRIBE, with its prefixes."},
            **paging("rows"),
        },
        ["query"],
    )
    description = (
        "Answer a SPARQL 1.1 query from the knowledge graph (read only; updates, LOAD and SERVICE are refused). The "
        "default graph is the union of all. The question `terms-and-use` lists classes and properties, "
        "`counts-by-graph` the graphs. Write a LIMIT; it is ended after some seconds."
    )
    return Made("sparql_query", "SPARQL query", description, takes, GRAPH_OR_ROWS, asking.sparql)


def _rounds(known: Known, kind: str, words: str) -> Schema:
    names = known.rounds[kind]
    item: Schema = {"type": "string"} | ({"enum": names} if names else {})
    return {"type": "array", "items": item, "description": words}


_BY: Final = {
    "persons": "Rounds to judge by; needed unless rows name their own.",
    "participations": "Rounds of rows that name none, one a programme.",
    "networks": "Rounds to judge by; needed unless rows name their own.",
}


def _check(known: Known, kind: str) -> Made:
    member = MEMBERS[kind]
    rows = {"type": "array", "items": known.rows[kind], "minItems": 1, "description": "The rows of the list."}
    if known.examples[kind] is not None:
        rows["examples"] = [[known.examples[kind]]]
    takes = thing(
        {member: rows, "rounds": _rounds(known, kind, _BY[kind]), "as_of": AS_OF, **paging("results"), "lang": LANG},
        [member],
    )
    description = (
        f"{known.summaries[kind]} Each result has a verdict, the reasons in words, the citations they rest on, the "
        "columns that are missing, and cells that were not understood. Pass cells as they were written, do not "
        "interpret or complete them; leave out what is not known. Nothing is kept."
    )
    return Made(f"check_{kind}", f"Check {kind}", description.strip(), takes, REPORT, checking.of_kind(kind))


def _explain(known: Known) -> Made:
    names = known.rounds["persons"]
    takes = thing(
        {
            "person": {**known.rows["persons"], "description": "The row of the person, as in check_persons."},
            "round": {"type": "string", "description": "The round to judge by."} | ({"enum": names} if names else {}),
            "as_of": AS_OF,
            "lang": LANG,
        },
        ["person"],
    )
    description = (
        "Explain how one person is judged in one round: each criterion with the facts it reads, its outcome and "
        "reason, the sentences of the programme text and the norms it rests on. Nothing is kept."
    )
    return Made("explain_person", "Explain a person", description, takes, TREE, explaining.explain)

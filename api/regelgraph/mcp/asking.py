"""Questions and queries, asked and told."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import Any

from regelgraph.client import AsyncClient, Parameter, Question, Term
from regelgraph.mcp.bounded import Found, listed
from regelgraph.mcp.known import Known
from regelgraph.mcp.schemas import FEW


async def list_questions(_client: AsyncClient, known: Known, given: Mapping[str, Any], lang: str) -> Found:
    """The questions that have the words."""
    words = given.get("search", "").casefold().split()
    audience = given.get("audience")
    found = [
        each
        for each in known.questions
        if audience in (None, each.audience) and all(word in _searched(each) for word in words)
    ]
    rows = [described(each, lang) for each in found]

    def write(content: dict[str, Any], lines: list[str]) -> str:
        return "\n".join([f"{content['shown']} of {len(known.questions)} questions.", *lines])

    def line(row: Any) -> str:
        names = (f"{each['name']}{'' if each['required'] else '?'}" for each in row["parameters"])
        return f"{row['id']}({', '.join(names)}): {row['title']}"

    return listed({"total": len(found)}, "questions", rows, write, line)


def described(question: Question, lang: str) -> dict[str, Any]:
    """A question in one language."""
    return {
        "id": question.id,
        "title": question.title.get(lang),
        "audience": question.audience,
        "parameters": [_parameter(each, lang) for each in question.parameters],
    } | ({"help": question.help.get(lang)} if question.help.get(lang) else {})


def _parameter(each: Parameter, lang: str) -> dict[str, Any]:
    found: dict[str, Any] = {"name": each.name, "type": each.type, "required": each.required}
    more = {"help": each.help.get(lang), "default": each.default, "example": each.example}
    return found | {name: value for name, value in more.items() if value}


def _searched(question: Question) -> str:
    texts = (question.id, question.title.de, question.title.en, question.help.de, question.help.en)
    return " ".join(texts).casefold()


async def ask(client: AsyncClient, _known: Known, given: Mapping[str, Any], lang: str) -> Found:
    """A page of the answer to a question. Raises ClientError."""
    offset = given.get("offset", 0)
    parameters = given.get("parameters", {})
    page = await client.ask(given["question"], parameters, limit=given.get("limit", FEW), offset=offset)
    columns = in_language(page.columns, lang)
    rows = [{name: row.get(name) for name in columns} for row in page]
    head = {"question": page.question, "parameters": page.parameters, "columns": columns, "total": page.total}
    return _table(head, "rows", rows, offset)


async def sparql(client: AsyncClient, _known: Known, given: Mapping[str, Any], _lang: str) -> Found:
    """The answer to a query. Raises ClientError."""
    offset, limit = given.get("offset", 0), given.get("limit", FEW)
    answer = await client.sparql(given["query"])
    if answer.boolean is not None:
        return Found({"boolean": answer.boolean}, str(answer.boolean).lower())
    if answer.graph is not None:
        lines = answer.graph.splitlines()
        return _table({"total": len(lines)}, "triples", lines[offset : offset + limit], offset)
    rows = [{name: _cell(term) for name, term in row.items()} for row in answer.rows[offset : offset + limit]]
    return _table({"variables": list(answer.variables), "total": len(answer)}, "rows", rows, offset)


def in_language(columns: Sequence[str], lang: str) -> list[str]:
    """The columns without those that say the same in the other language."""
    other = "en" if lang == "de" else "de"
    return [name for name in columns if not (name.endswith(f"_{other}") and f"{name[:-2]}{lang}" in columns)]


def after(content: Mapping[str, Any], offset: int) -> int | None:
    """The offset of what follows, by the rows that fit."""
    end = offset + int(content["shown"])
    return end if content["shown"] and end < content["total"] else None


def more(content: Mapping[str, Any]) -> list[str]:
    """How to get what follows, where something does."""
    if content["next_offset"] is None:
        return []
    return [f"More follow: call again with offset={content['next_offset']}."]


def _table(head: dict[str, Any], member: str, rows: Sequence[Any], offset: int) -> Found:
    columns = head.get("columns", head.get("variables", []))

    def write(content: dict[str, Any], lines: list[str]) -> str:
        content["next_offset"] = after(content, offset)
        first = f"{content['shown']} of {content['total']} {member}, from {offset + 1} on."
        return "\n".join([first, *([" | ".join(columns)] if columns and lines else []), *lines, *more(content)])

    def line(row: Any) -> str:
        return row if isinstance(row, str) else " | ".join(_plain(row.get(name)) for name in columns)

    return listed({**head, "next_offset": None}, member, rows, write, line)


def _plain(value: Any) -> str:
    return "" if value is None else " ".join(str(value).split())


def _cell(term: Term) -> str:
    if term.type == "triple":
        return f"<< {' '.join(_cell(each) for each in term.triple)} >>"
    return f"_:{term.value}" if term.type == "bnode" else term.value

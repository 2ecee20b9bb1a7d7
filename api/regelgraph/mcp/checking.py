"""Lists, judged and told."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import asdict, fields
from typing import Any, Final

from regelgraph.client import AsyncClient, Report, Result
from regelgraph.mcp.asking import after, more
from regelgraph.mcp.bounded import Found, listed
from regelgraph.mcp.known import MEMBERS, Known
from regelgraph.mcp.schemas import FEW

_COMMON: Final = {each.name for each in fields(Result)}


def of_kind(kind: str) -> Any:
    """What judges lists of a kind."""

    async def check(client: AsyncClient, _known: Known, given: Mapping[str, Any], lang: str) -> Found:
        judge: Any = getattr(client, f"check_{kind}")
        report: Report[Any] = await judge(
            given[MEMBERS[kind]], rounds=given.get("rounds", ()), as_of=given.get("as_of")
        )
        return told(report, given.get("limit", FEW), given.get("offset", 0), lang)

    return check


def told(report: Report[Any], limit: int, offset: int, lang: str) -> Found:
    """The results from `offset` on, in one language, and the counts of all."""
    rows = [result(each, lang) for each in report.results[offset : offset + limit]]
    head = {
        "knowledge": asdict(report.knowledge),
        "summary": dict(report.summary),
        "warnings": list(report.warnings),
        "total": len(report),
        "next_offset": None,
    }

    def write(content: dict[str, Any], lines: list[str]) -> str:
        content["next_offset"] = after(content, offset)
        counts = ", ".join(f"{count} {verdict}" for verdict, count in report.summary.items())
        by = report.knowledge
        first = f"{counts}. Judged as of {by.as_of} by knowledge {by.version} ({by.fingerprint[:8]})."
        warned = [f"Warning: {each}" for each in content["warnings"]]
        return "\n".join([first, *warned, *lines, *more(content)])

    return listed(head, "results", rows, write, _line)


def result(found: Result, lang: str) -> dict[str, Any]:
    """A result in one language: of its criteria the outcomes, of what names the case all that is filled."""
    own = {each.name: getattr(found, each.name) for each in fields(found) if each.name not in _COMMON}
    return {
        "row": found.row,
        **{name: value for name, value in own.items() if value not in (None, "")},
        "round": found.round,
        "verdict": found.verdict,
        "reasons": found.reasons_de if lang == "de" else found.reasons_en,
        "missing": list(found.missing_columns),
        "invalid": found.invalid,
        "citations": found.citations,
        "criteria": {each.id: each.outcome for each in found.criteria},
    }


def _line(row: Mapping[str, Any]) -> str:
    named = row.get("person_id") or row.get("network_id") or ""
    rows = f"rows {row['row_a']} and {row['row_b']}" if row.get("row_b") else f"row {row['row']}"
    parts = [f"{rows}, {named}, {row['round']}: {row['verdict']}.", row["reasons"]]
    parts += [f"Missing: {', '.join(row['missing'])}."] if row["missing"] else []
    parts += [f"Not understood: {row['invalid']}."] if row["invalid"] else []
    parts += [f"[{row['citations']}]"] if row["citations"] else []
    return " ".join(part for part in parts if part)

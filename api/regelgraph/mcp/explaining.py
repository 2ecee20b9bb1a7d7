"""The reasoning for one person, told."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from regelgraph.client import AsyncClient, ExplainedCriterion
from regelgraph.mcp.bounded import Found, listed
from regelgraph.mcp.known import Known


async def explain(client: AsyncClient, _known: Known, given: Mapping[str, Any], lang: str) -> Found:
    """The proof tree in one language. Raises ClientError."""
    tree = await client.explain(given["person"], round_id=given.get("round"), as_of=given.get("as_of"))
    head = {
        "knowledge": {"version": tree.knowledge.version, "fingerprint": tree.knowledge.fingerprint},
        "person_id": tree.person_id,
        "round": tree.round,
        "verdict": tree.verdict,
        "reasons": tree.reasons.get(lang),
        "missing": list(tree.missing),
        "invalid": [{"column": each.column, "why": each.why.get(lang)} for each in tree.invalid],
    }

    def write(_content: dict[str, Any], lines: list[str]) -> str:
        return "\n".join([f"{tree.person_id}, {tree.round}: {tree.verdict}. {head['reasons']}", *lines])

    return listed(head, "criteria", [_criterion(each, lang) for each in tree.criteria], write, _line)


def _criterion(found: ExplainedCriterion, lang: str) -> dict[str, Any]:
    return {
        "id": found.id,
        "label": found.label.get(lang),
        "outcome": found.outcome,
        "reason": found.reason.get(lang),
        "reads": {name: value.get(lang) for name, value in found.reads.items()},
        "clauses": [
            {
                "id": each.id,
                "source": each.source.get(lang),
                "sentence": each.sentence,
                "paraphrase": each.paraphrase.get(lang),
            }
            for each in found.clauses
        ],
        "norms": [{"citation": each.citation, "url": each.url} for each in found.norms],
        "because": [
            {
                "fact": each.fact,
                "value": each.value.get(lang),
                "through": list(each.through),
                "not_understood": [
                    {"column": fault.column, "cell": fault.cell, "why": fault.why.get(lang)} for fault in each.faults
                ],
            }
            for each in found.because
        ],
    }


def _line(row: Mapping[str, Any]) -> str:
    reads = ", ".join(f"{name}: {value}" for name, value in row["reads"].items())
    rests = [*(each["id"] for each in row["clauses"]), *(each["citation"] for each in row["norms"])]
    return f"- {row['id']}: {row['outcome']}. {row['reason']} ({reads}) [{'; '.join(rests)}]"

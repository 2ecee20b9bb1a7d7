"""The page of table columns: each declared fact with its headers, what it allows and the evidence a file would hold."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from regelgraph.rulebook import Fact, Rulebook
from regelgraph.terms import RG

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_HEAD = """# Columns

Made from the knowledge by `python -m regelgraph.docs`; do not edit. Headers are matched without regard to case, spaces,
`-`, `_`, dots and umlaut spelling. Columns that are not listed are carried along and never judged.
"""
_LISTED = 12


def columns_page(knowledge: Knowledge) -> str:
    """The page as Markdown, one table per kind of case in the order of the columns."""
    rulebook = knowledge.rulebook
    lines = [_HEAD]
    for kind in sorted(rulebook.facts):
        lines.append(f"\n## {kind.removeprefix(RG)}\n")
        lines.append("| column | headers | what it holds | values | evidence |\n| --- | --- | --- | --- | --- |")
        lines.extend(_row(rulebook, fact) for fact in rulebook.facts[kind].values())
    return "\n".join(lines).rstrip() + "\n"


def _row(rulebook: Rulebook, fact: Fact) -> str:
    headers = ", ".join((*fact.header_aliases, *(f"`{other.column}`" for other in fact.other_columns)))
    evidence = ", ".join(rulebook.evidence[iri].en for iri in fact.evidence)
    return f"| `{fact.name}` | {headers} | {fact.definition.en} | {'; '.join(_values(rulebook, fact))} | {evidence} |"


def _values(rulebook: Rulebook, fact: Fact) -> Iterator[str]:
    yield fact.reader.removeprefix(RG).removesuffix("Reader")
    codes = rulebook.code_lists.get(fact.code_list or fact.codes_of or "", ())
    if len(codes) > _LISTED:
        yield f"{len(codes)} codes"
        return
    for concept in codes:
        also = f" ({', '.join(concept.aliases[:6])})" if concept.aliases else ""
        yield f"`{concept.notation}`{also}"
    if fact.key_lengths:
        yield " or ".join(str(length) for length in fact.key_lengths) + " digits"
    if fact.minimum is not None or fact.maximum is not None:
        yield f"{fact.minimum or 0} to {fact.maximum if fact.maximum is not None else 'any'}"

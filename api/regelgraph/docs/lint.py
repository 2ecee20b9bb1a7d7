"""The page of rules by which `regelgraph lint` looks at the knowledge: every rule and how to mend what it finds."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from regelgraph.lint.hygiene import queries
from regelgraph.terms import ID, SH

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_HEAD = """# What lint looks at

Made from the knowledge by `python -m regelgraph.docs`; do not edit. `regelgraph lint` names for each fault the file,
the thing and how to mend it, and ends with 1 if there are any. Words in braces stand for what was found.
"""
_REGISTRY: Final = ID + "registry/"
_TEXT: Final = "lint-"


def lint_page(knowledge: Knowledge) -> str:
    """The page as Markdown: rules written as queries, in Python, and as shapes, each in the order of their names."""
    lines = [_HEAD, *_queries(knowledge), *_python(knowledge), *_shapes(knowledge)]
    return "\n".join(lines).rstrip() + "\n"


def _queries(knowledge: Knowledge) -> Iterator[str]:
    yield "## Queries (`shapes/hygiene/`)\n"
    yield "| rule | finds | how to mend it |\n| --- | --- | --- |"
    for query in queries(knowledge.sources.root):
        yield f"| `{query.rule}` | {query.finds['en']} | {query.mend['en']} |"


def _python(knowledge: Knowledge) -> Iterator[str]:
    yield "\n## What needs more than a query (`api/regelgraph/lint/`)\n"
    yield "| rule | says |\n| --- | --- |"
    for key, text in sorted(knowledge.rulebook.texts.items()):
        if key.startswith(_TEXT):
            yield f"| `{key.removeprefix(_TEXT)}` | {text.en} |"


def _shapes(knowledge: Knowledge) -> Iterator[str]:
    from pyoxigraph import Literal, NamedNode

    yield "\n## What each record must state (`shapes/registry.ttl`)\n"
    yield "| rule | says |\n| --- | --- |"
    quads = knowledge.store.quads_for_pattern(None, NamedNode(SH + "message"), None, None)
    said = {
        quad.subject.value.removeprefix(_REGISTRY): quad.object.value
        for quad in quads
        if isinstance(quad.subject, NamedNode) and isinstance(quad.object, Literal) and quad.object.language == "en"
    }
    yield from (f"| `{rule}` | {message} |" for rule, message in sorted(said.items()) if ":" not in rule)

"""Pages for readers that are made from the knowledge and the code, so that they cannot differ from them."""

from __future__ import annotations

import json
from typing import TYPE_CHECKING

from regelgraph.docs.columns import columns_page
from regelgraph.docs.commands import commands_page
from regelgraph.docs.lint import lint_page
from regelgraph.docs.questions import questions_page
from regelgraph.docs.rules import rules_page
from regelgraph.docs.settings import settings_page
from regelgraph.tables.reports.schema import row_schema

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

__all__ = ["pages"]


def pages(knowledge: Knowledge, with_examples: Knowledge) -> dict[str, str]:
    """File name and text of every page that is made; questions are answered from the knowledge with its examples."""
    return {
        "columns.md": columns_page(knowledge),
        "command-line.md": commands_page(),
        "report.schema.json": json.dumps(row_schema(knowledge.rulebook), ensure_ascii=False, indent=2) + "\n",
        "lint.md": lint_page(knowledge),
        "questions.md": questions_page(with_examples),
        "rules.md": rules_page(knowledge),
        "settings.md": settings_page(),
    }

"""The pages that are made from the knowledge and the code are the ones in docs, and nothing is left out of them."""

from pathlib import Path

import pytest
from regelgraph.docs import pages
from regelgraph.knowledge import load

from tests.lint.breaks import BREAKS

DOCS = Path(__file__).parents[2] / "docs"


@pytest.mark.parametrize("name", sorted(pages(load())))
def test_the_page_in_docs_is_the_one_that_the_knowledge_gives(name: str) -> None:
    made = pages(load())[name]
    assert (DOCS / name).read_text(encoding="utf-8") == made, "run `make docs` and read the difference"


def test_every_sentence_of_every_source_stands_on_the_page_of_rules() -> None:
    page = pages(load())["rules.md"]
    assert [c.notation for c in load().rulebook.clauses.values() if c.sentence not in page] == []


def test_every_column_stands_on_the_page_of_columns() -> None:
    page = pages(load())["columns.md"]
    columns = [name for facts in load().rulebook.facts.values() for name in facts]
    assert [name for name in columns if f"| `{name}` |" not in page] == []


def test_every_rule_of_lint_stands_on_the_page_of_lint() -> None:
    page = pages(load())["lint.md"]
    assert [rule for rule in BREAKS if f"| `{rule}` |" not in page] == []

"""The pages that are made from the knowledge and the code are the ones in docs, and nothing is left out of them."""

import re
import shlex
from pathlib import Path

import pytest
from regelgraph.cli import main
from regelgraph.docs import pages
from regelgraph.knowledge import Knowledge, load
from regelgraph.questions import Register

from tests.lint.breaks import BREAKS

DOCS = Path(__file__).parents[2] / "docs"
README = DOCS.parent / "README.md"
NAMES = ["columns.md", "command-line.md", "lint.md", "questions.md", "report.schema.json", "rules.md", "settings.md"]


@pytest.fixture(scope="module")
def with_examples() -> Knowledge:
    return load(examples=True, compiled=False)


@pytest.fixture(scope="module")
def made(with_examples: Knowledge) -> dict[str, str]:
    return pages(load(), with_examples)


@pytest.mark.parametrize("name", NAMES)
def test_the_page_in_docs_is_the_one_that_the_knowledge_gives(name: str, made: dict[str, str]) -> None:
    assert sorted(made) == NAMES
    assert (DOCS / name).read_text(encoding="utf-8") == made[name], "run `make docs` and read the difference"


def test_every_question_stands_on_the_page_of_questions_with_its_parameters(
    made: dict[str, str], with_examples: Knowledge
) -> None:
    for question in Register(with_examples):
        part = made["questions.md"].partition(f"### {question.id}\n")[2].partition("\n### ")[0]
        assert question.title.de in part
        assert [each.name for each in question.parameters if f"| `{each.name}` |" not in part] == []


def test_every_sentence_of_every_source_stands_on_the_page_of_rules(made: dict[str, str]) -> None:
    page = made["rules.md"]
    assert [c.notation for c in load().rulebook.clauses.values() if c.sentence not in page] == []


def test_every_column_stands_on_the_page_of_columns(made: dict[str, str]) -> None:
    page = made["columns.md"]
    columns = [name for facts in load().rulebook.facts.values() for name in facts]
    assert [name for name in columns if f"| `{name}` |" not in page] == []


def test_every_rule_of_lint_stands_on_the_page_of_lint(made: dict[str, str]) -> None:
    page = made["lint.md"]
    assert [rule for rule in BREAKS if f"| `{rule}` |" not in page] == []


def test_the_answers_that_the_readme_shows_are_given(capsysbinary: pytest.CaptureFixture[bytes]) -> None:
    blocks = re.findall(r"```console\n\$ regelgraph (.*?)\n(.*?)```", README.read_text(encoding="utf-8"), re.DOTALL)
    assert len(blocks) == 3
    for command, shown in blocks:
        with pytest.raises(SystemExit) as ended:
            main(shlex.split(command))
        given = [line.rstrip() for line in capsysbinary.readouterr().out.decode().splitlines()]
        places = [given.index(line) for line in shown.splitlines()]
        assert ended.value.code == 0
        assert places == sorted(places), command

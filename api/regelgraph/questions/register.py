"""All questions of a knowledge: the built-in ones and the user's."""

from __future__ import annotations

import difflib
from collections.abc import Iterator, Mapping
from pathlib import Path
from typing import TYPE_CHECKING

from regelgraph.engines.tokens import replaced
from regelgraph.errors import KnowledgeError, QuestionError
from regelgraph.questions.cells import Cells
from regelgraph.questions.header import is_question, read_question
from regelgraph.questions.model import Question
from regelgraph.questions.things import Things
from regelgraph.questions.values import bound

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge


class Register:
    """The questions by id, in the order of audience and id. Raises KnowledgeError for a file that cannot be used."""

    def __init__(self, knowledge: Knowledge) -> None:
        self._things = Things(knowledge.store, Cells(knowledge))
        self._questions: dict[str, Question] = {}
        for path in knowledge.sources.queries:
            text = _read(path)
            if not is_question(text):
                continue
            question = read_question(path, text)
            if question.id in self._questions:
                raise KnowledgeError(f"{path}: question {question.id!r} is also in {self._questions[question.id].path}")
            self._questions[question.id] = question

    def __iter__(self) -> Iterator[Question]:
        """Each question, ordered by id."""
        yield from (self._questions[id_] for id_ in sorted(self._questions))

    def __getitem__(self, id_: str) -> Question:
        """The question. Raises QuestionError if there is none with that id."""
        if id_ in self._questions:
            return self._questions[id_]
        near = difflib.get_close_matches(id_, self._questions, n=3)
        hint = f"; did you mean {', '.join(near)}?" if near else "; `regelgraph questions` lists them"
        raise QuestionError(f"there is no question {id_!r}{hint}")

    def sparql(self, question: Question, given: Mapping[str, str], *, strict: bool = True) -> str:
        """The query with its parameters bound. Raises ParameterError that names the parameter."""
        return replaced(question.sparql, bound(question, given, self._things, strict=strict))

    @property
    def things(self) -> Things:
        """What parameters can name."""
        return self._things


def _read(path: Path) -> str:
    try:
        return path.read_text(encoding="utf-8-sig")
    except (OSError, UnicodeDecodeError) as error:
        raise KnowledgeError(f"{path}: cannot be read as UTF-8: {error}") from error

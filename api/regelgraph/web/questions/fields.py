"""The fields of a question's form: which kind of field a parameter has, and what stands in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, replace
from typing import Final

from regelgraph.errors import ParameterError
from regelgraph.questions import Parameter, Question
from regelgraph.web.person.choosing import capital
from regelgraph.web.questions.asking import Asked
from regelgraph.web.service import Loaded

MOST_CHOICES: Final = 60
"""So many things stand in a list to choose from; of more, the name is written."""
MOST_NAMES: Final = 600
"""So many names are offered while one is written."""
_END: Final = re.compile("[:;] ")
"""Between what a parameter is called and what its help says further."""
_TRUTH: Final = (("true", "yes"), ("false", "no"))
_INPUTS: Final = {"date": "date", "integer": "number", "decimal": "text", "string": "text", "iri": "text"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field: what it is called, and how to fill it.

    `choices` are (value, words) to choose from; empty: something is written into an `input`.

    `names` are (value, words) of what may be written, where there are too many to choose from and not too many to list.
    `wrong` is the key of the text that says what is wrong with the value.
    """

    name: str
    label: str
    hint: str
    required: bool
    value: str
    input: str
    example: str
    choices: tuple[tuple[str, str], ...] = ()
    names: tuple[tuple[str, str], ...] = ()
    wrong: str = ""

    @property
    def shown(self) -> str:
        """What is asked, on paper."""
        return next((words for value, words in self.choices if value == self.value), self.value)


def fields_of(
    loaded: Loaded,
    question: Question,
    wanted: Asked,
    lang: str,
    *,
    filled: bool,
    wrong: ParameterError | None = None,
) -> list[Field]:
    """The fields in the order of the parameters; unless `filled`, with the example of the question."""
    found = [_field(loaded, question, each, wanted, lang, filled=filled) for each in question.parameters]
    if wrong is None:
        return found
    types = {each.name: each.type for each in question.parameters}
    return [
        replace(each, wrong=_wrong(each, types[each.name])) if each.name == wrong.parameter else each for each in found
    ]


def _wrong(field: Field, type_: str) -> str:
    return "question-wrong-missing" if not field.value.strip() else f"question-wrong-{type_}"


def _field(loaded: Loaded, question: Question, each: Parameter, wanted: Asked, lang: str, *, filled: bool) -> Field:
    example = question.example.get(each.name, each.default or "")
    value = wanted.parameters.get(each.name, each.default or "") if filled else example
    choices = _choices(loaded, each, value, lang)
    names = loaded.choices(each.of, lang, MOST_NAMES) if each.of and not choices else ()
    label, hint = map(capital, halves(each.help.get(lang), _END))
    return Field(
        each.name,
        label,
        hint,
        each.required,
        value,
        _INPUTS.get(each.type, "text"),
        example,
        choices,
        names,
    )


def halves(text: str, end: re.Pattern[str]) -> tuple[str, str]:
    """What stands before the first `end` in a text, and what stands behind it."""
    first, more = (*end.split(text, maxsplit=1), "")[:2]
    return first, more


def _choices(loaded: Loaded, each: Parameter, value: str, lang: str) -> tuple[tuple[str, str], ...]:
    if each.type == "boolean":
        return tuple((value, loaded.rulebook.texts[f"page-{key}"].get(lang)) for value, key in _TRUTH)
    if each.type != "iri" or not each.of:
        return ()
    found = loaded.choices(each.of, lang, MOST_CHOICES)
    if not found or (value and value not in {word for word, _ in found}):
        return ()
    return found

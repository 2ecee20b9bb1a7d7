"""The fields of a question's form: which kind of field a parameter has, and what stands in it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Final

from regelgraph.questions import Parameter, Question
from regelgraph.web.asking import Asked
from regelgraph.web.service import Loaded

MOST_CHOICES: Final = 60
"""So many things stand in a list to choose from; of more, the name is written."""
_INPUTS: Final = {"date": "date", "integer": "number", "decimal": "text", "string": "text", "iri": "text"}


@dataclass(frozen=True, slots=True)
class Field:
    """One field. `choices` are (value, words) to choose from; empty: something is written into an `input`."""

    name: str
    help: str
    required: bool
    value: str
    input: str
    example: str
    choices: tuple[tuple[str, str], ...] = ()


def fields_of(loaded: Loaded, question: Question, wanted: Asked, lang: str, *, filled: bool) -> list[Field]:
    """The fields in the order of the parameters; unless `filled`, with the example of the question."""
    return [_field(loaded, question, each, wanted, lang, filled=filled) for each in question.parameters]


def _field(loaded: Loaded, question: Question, each: Parameter, wanted: Asked, lang: str, *, filled: bool) -> Field:
    example = question.example.get(each.name, each.default or "")
    value = wanted.parameters.get(each.name, each.default or "") if filled else example
    return Field(
        each.name,
        each.help.get(lang),
        each.required,
        value,
        _INPUTS.get(each.type, "text"),
        example,
        _choices(loaded, each, value, lang),
    )


def _choices(loaded: Loaded, each: Parameter, value: str, lang: str) -> tuple[tuple[str, str], ...]:
    if each.type == "boolean":
        return (("true", "✓"), ("false", "–"))
    if each.type != "iri" or not each.of:
        return ()
    found = loaded.choices(each.of, lang, MOST_CHOICES)
    if not found or (value and value not in {word for word, _ in found}):
        return ()
    return found

"""Turns the text of a parameter into a typed term (RDF 1.1, XSD 1.1 lexical forms)."""

from __future__ import annotations

import re
from collections.abc import Mapping
from typing import TYPE_CHECKING, Final

from regelgraph.days import exact_day
from regelgraph.errors import ParameterError
from regelgraph.questions.model import Parameter, Question
from regelgraph.terms import XSD

if TYPE_CHECKING:
    from pyoxigraph import Literal, NamedNode

    from regelgraph.questions.things import Things

_FORMS: Final = {
    "integer": (re.compile(r"[+-]?[0-9]{1,18}\Z"), "a whole number, such as 3"),
    "decimal": (re.compile(r"[+-]?[0-9]{1,18}(\.[0-9]{1,18})?\Z"), "a number, such as 2.5"),
    "boolean": (re.compile(r"(true|false|1|0)\Z"), "true or false"),
}
LONGEST: Final = 1000


def bound(question: Question, given: Mapping[str, str], things: Things, *, strict: bool = True) -> dict[str, str]:
    """Each given or default parameter as SPARQL writes its term.

    `strict`: an IRI must be known to `things`; not so where another store answers. Raises ParameterError that names the
    parameter if one is unknown, missing or wrong.
    """
    known = {parameter.name: parameter for parameter in question.parameters}
    for name in given:
        if name not in known:
            there = f"there are: {', '.join(known)}" if known else "the question takes none"
            raise ParameterError(name, f"{question.id} has no parameter {name!r}; {there}")
    terms: dict[str, str] = {}
    for parameter in question.parameters:
        text = given.get(parameter.name, parameter.default)
        if not text:
            if parameter.required:
                raise ParameterError(parameter.name, f"parameter {parameter.name!r} is missing: {parameter.help.en}")
            continue
        terms[parameter.name] = str(_term(parameter, text, things, strict=strict))
    return terms


def _term(parameter: Parameter, text: str, things: Things, *, strict: bool) -> NamedNode | Literal:
    from pyoxigraph import Literal, NamedNode

    if len(text) > LONGEST:
        raise ParameterError(parameter.name, f"parameter {parameter.name!r} is longer than {LONGEST} characters")
    if any("\ud800" <= letter <= "\udfff" for letter in text):
        raise ParameterError(parameter.name, f"parameter {parameter.name!r} is not valid Unicode")
    if parameter.type == "iri":
        return NamedNode(things.find(parameter, text, strict=strict))
    if parameter.type == "string":
        return Literal(text)
    if parameter.type == "date":
        return Literal(_day(parameter, text), datatype=NamedNode(XSD + "date"))
    form, expected = _FORMS[parameter.type]
    lexical = text.strip()
    if not form.match(lexical):
        raise ParameterError(parameter.name, f"parameter {parameter.name!r} is {text!r}; expected {expected}")
    return Literal(lexical, datatype=NamedNode(XSD + parameter.type))


def _day(parameter: Parameter, text: str) -> str:
    day = exact_day(text.strip())
    if day is None:
        raise ParameterError(
            parameter.name,
            f"parameter {parameter.name!r} is {text!r}; expected a day as YYYY-MM-DD, such as 2026-11-24",
        )
    return day.isoformat()

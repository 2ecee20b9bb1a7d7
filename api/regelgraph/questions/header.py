"""Reads a question from its file: TOML in the lines that begin with `#+`, then SPARQL 1.1."""

from __future__ import annotations

import re
import tomllib
from pathlib import Path
from typing import Any, Final

from regelgraph.engines.tokens import parameters_in
from regelgraph.errors import KnowledgeError
from regelgraph.questions.model import AUDIENCES, TABLE, TYPES, Column, Parameter, Question
from regelgraph.questions.said import expect, texts, word, words
from regelgraph.questions.views import chart, cross
from regelgraph.terms import RG

MARK: Final = "#+"
RESERVED: Final = frozenset({"format", "lang", "limit", "offset", "sort", "view"})
"""What the service itself takes beside the parameters of a question."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_TEXTS: Final = {"id", "audience", "title", "help", "clause"}
_KEYS: Final = {*_TEXTS, "examples", "parameters", "columns", "example", "cross", "chart", "view"}
_PARAMETER_KEYS: Final = {"name", "type", "of", "required", "default", "help"}


def is_question(text: str) -> bool:
    """Whether a query file says that it is a question: it has a header, and answers no derived fact."""
    return any(line.startswith(MARK) for line in text.splitlines()) and not re.search(
        r"^#\+\s*(answers|asks\.\w+|finds\.\w+)\s*=", text, re.MULTILINE
    )


def read_question(path: Path, text: str) -> Question:
    """The question in a file. Raises KnowledgeError that names the file and what is wrong with its header."""
    said = _toml(path, text)
    try:
        columns = tuple(Column(word(each, "name"), texts(each, "label")) for each in said.get("columns", ()))
        question = Question(
            id=word(said, "id"),
            path=path,
            audience=said.get("audience", AUDIENCES[0]),
            title=texts(said, "title"),
            help=texts(said, "help"),
            clause=tuple(words(said, "clause")),
            parameters=tuple(_parameter(each) for each in said.get("parameters", ())),
            columns=columns,
            example={name: _cell(value) for name, value in said.get("example", {}).items()},
            examples=bool(said.get("examples", False)),
            sparql=text,
            cross=cross(said.get("cross"), columns),
            chart=chart(said.get("chart"), columns),
            view=said.get("view", TABLE),
        )
        _check(question, said)
    except (ValueError, TypeError, AttributeError) as error:
        raise KnowledgeError(f"{path}: the header of the question cannot be used: {error}") from error
    return question


def toml_in(text: str) -> dict[str, Any]:
    """What the header of any query file says. Raises TOMLDecodeError."""
    return tomllib.loads(
        "\n".join(line.removeprefix(MARK).strip() for line in text.splitlines() if line.startswith(MARK))
    )


def _toml(path: Path, text: str) -> dict[str, Any]:
    try:
        return toml_in(text)
    except tomllib.TOMLDecodeError as error:
        raise KnowledgeError(f"{path}: the lines that begin with {MARK} are not TOML: {error}") from error


def _check(question: Question, said: dict[str, Any]) -> None:
    unknown = sorted(said.keys() - _KEYS)
    names = [parameter.name for parameter in question.parameters]
    used = parameters_in(question.sparql)
    expect(not unknown, f"unknown key {', '.join(unknown)}")
    expect(bool(_ID.match(question.id)), f"id {question.id!r}: expected small letters, digits and single hyphens")
    expect(question.id == question.path.stem, f"id {question.id!r}: expected the name of the file")
    expect(question.audience in AUDIENCES, f"audience {question.audience!r}: expected one of {', '.join(AUDIENCES)}")
    expect(len(set(names)) == len(names), "two parameters have one name")
    for name in sorted(used ^ set(names)):
        expect(name not in used, f"${name} stands in the query and is no parameter")
        expect(name in used, f"parameter {name!r} does not stand in the query as ${name}")
    expect(question.view in question.views, f"view {question.view!r}: expected one of {', '.join(question.views)}")
    strange = sorted(question.example.keys() - set(names))
    expect(not strange, f"example: unknown parameter {', '.join(strange)}")


def _parameter(said: dict[str, Any]) -> Parameter:
    name, type_ = word(said, "name"), word(said, "type")
    unknown = sorted(said.keys() - _PARAMETER_KEYS)
    expect(not unknown, f"parameter {name!r}: unknown key {', '.join(unknown)}")
    expect(bool(_NAME.match(name)), f"parameter {name!r}: expected small letters, digits and underscores")
    expect(name not in RESERVED, f"parameter {name!r}: {', '.join(sorted(RESERVED))} mean something else over HTTP")
    expect(type_ in TYPES, f"parameter {name!r}: type {type_!r}; expected one of {', '.join(TYPES)}")
    of = tuple(each.replace("rg:", RG, 1) if each.startswith("rg:") else each for each in words(said, "of"))
    expect(type_ == "iri" or not of, f"parameter {name!r}: only an iri can be `of` a class")
    required = said.get("required", True)
    default = _cell(said["default"]) if "default" in said else None
    expect(isinstance(required, bool), f"parameter {name!r}: required is true or false")
    expect(default is None or not required, f"parameter {name!r}: a required one has no default")
    return Parameter(name, type_, required, texts(said, "help"), of, default)


def _cell(value: Any) -> str:
    """A value of the example as a user would write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)

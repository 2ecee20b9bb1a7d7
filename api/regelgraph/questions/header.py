"""Reads a question from its file: TOML in the lines that begin with `#+`, then SPARQL 1.1."""

from __future__ import annotations

import re
import tomllib
from collections.abc import Sequence
from pathlib import Path
from typing import Any, Final

from regelgraph.engines.tokens import parameters_in
from regelgraph.errors import KnowledgeError
from regelgraph.questions.model import AUDIENCES, TYPES, Column, Cross, Parameter, Question
from regelgraph.rulebook import Text
from regelgraph.terms import RG

MARK: Final = "#+"
RESERVED: Final = frozenset({"lang", "limit", "offset"})
"""What the service itself takes beside the parameters of a question."""
_NAME: Final = re.compile(r"[a-z][a-z0-9_]*\Z")
_ID: Final = re.compile(r"[a-z][a-z0-9]*(-[a-z0-9]+)*\Z")
_KEYS: Final = {"id", "audience", "title", "help", "clause", "examples", "parameters", "columns", "example", "cross"}
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
        columns = tuple(Column(_word(each, "name"), _text(each, "label")) for each in said.get("columns", ()))
        question = Question(
            id=_word(said, "id"),
            path=path,
            audience=said.get("audience", AUDIENCES[0]),
            title=_text(said, "title"),
            help=_text(said, "help"),
            clause=tuple(_words(said, "clause")),
            parameters=tuple(_parameter(each) for each in said.get("parameters", ())),
            columns=columns,
            example={name: _cell(value) for name, value in said.get("example", {}).items()},
            examples=bool(said.get("examples", False)),
            sparql=text,
            cross=_cross(said.get("cross"), columns),
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
    _expect(not unknown, f"unknown key {', '.join(unknown)}")
    _expect(bool(_ID.match(question.id)), f"id {question.id!r}: expected small letters, digits and single hyphens")
    _expect(question.id == question.path.stem, f"id {question.id!r}: expected the name of the file")
    _expect(question.audience in AUDIENCES, f"audience {question.audience!r}: expected one of {', '.join(AUDIENCES)}")
    _expect(len(set(names)) == len(names), "two parameters have one name")
    for name in sorted(used ^ set(names)):
        _expect(name not in used, f"${name} stands in the query and is no parameter")
        _expect(name in used, f"parameter {name!r} does not stand in the query as ${name}")
    strange = sorted(question.example.keys() - set(names))
    _expect(not strange, f"example: unknown parameter {', '.join(strange)}")


def _parameter(said: dict[str, Any]) -> Parameter:
    name, type_ = _word(said, "name"), _word(said, "type")
    unknown = sorted(said.keys() - _PARAMETER_KEYS)
    _expect(not unknown, f"parameter {name!r}: unknown key {', '.join(unknown)}")
    _expect(bool(_NAME.match(name)), f"parameter {name!r}: expected small letters, digits and underscores")
    _expect(name not in RESERVED, f"parameter {name!r}: {', '.join(sorted(RESERVED))} mean something else over HTTP")
    _expect(type_ in TYPES, f"parameter {name!r}: type {type_!r}; expected one of {', '.join(TYPES)}")
    of = tuple(each.replace("rg:", RG, 1) if each.startswith("rg:") else each for each in _words(said, "of"))
    _expect(type_ == "iri" or not of, f"parameter {name!r}: only an iri can be `of` a class")
    required = said.get("required", True)
    default = _cell(said["default"]) if "default" in said else None
    _expect(isinstance(required, bool), f"parameter {name!r}: required is true or false")
    _expect(default is None or not required, f"parameter {name!r}: a required one has no default")
    return Parameter(name, type_, required, _text(said, "help"), of, default)


def _cross(said: dict[str, Any] | None, columns: Sequence[Column]) -> Cross | None:
    if said is None:
        return None
    down, across = _word(said, "down"), _word(said, "across")
    found = Cross(down, across, tuple(_words(said, "cells")), tuple(_words(said, "beside")))
    for name in (down, across, *found.cells, *found.beside):
        _expect(name in {column.name for column in columns}, f"cross: {name!r} is no column")
    _expect(bool(found.cells), "cross: cells is missing")
    return found


def _cell(value: Any) -> str:
    """A value of the example as a user would write it."""
    return str(value).lower() if isinstance(value, bool) else str(value)


def _word(said: dict[str, Any], key: str) -> str:
    value = said.get(key)
    _expect(isinstance(value, str) and bool(value), f"{key} is missing")
    return str(value)


def _words(said: dict[str, Any], key: str) -> list[str]:
    value = said.get(key, [])
    found = [value] if isinstance(value, str) else list(value)
    _expect(all(isinstance(each, str) for each in found), f"{key}: expected texts")
    return found


def _text(said: dict[str, Any], key: str) -> Text:
    value = said.get(key)
    complete = isinstance(value, dict) and all(isinstance(value.get(lang), str) for lang in ("de", "en"))
    _expect(complete, f"{key} is missing; expected {key}.de and {key}.en")
    return Text(value["de"], value["en"])  # type: ignore[index]


def _expect(holds: bool, message: str) -> None:
    if not holds:
        raise ValueError(message)

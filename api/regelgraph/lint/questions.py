"""Checks the questions: a header that can be used, an example that gives rows, a description of every column."""

from __future__ import annotations

from collections.abc import Iterator
from pathlib import Path

from regelgraph.answers import rows_of
from regelgraph.engines import LocalEngine
from regelgraph.errors import KnowledgeError, UsageError
from regelgraph.lint.fault import Fault
from regelgraph.lint.ground import Ground
from regelgraph.questions import Question, Register, read_question
from regelgraph.questions.header import is_question
from regelgraph.terms import GRAPH, NOTATION, RG

_EXAMPLES = GRAPH + "data/examples/"


def faults(ground: Ground) -> Iterator[Fault]:
    """`question-header`, `question-clause`, `question-example`, `question-without-rows`, `question-columns`."""
    unusable = list(_unusable(ground))
    yield from unusable
    if unusable:
        return
    register, engine = Register(ground.knowledge), LocalEngine(ground.knowledge.store)
    clauses = {word for clause in ground.instances(RG + "Clause") for word in ground.words(clause, NOTATION)}
    invented = any(graph.startswith(_EXAMPLES) for graph in ground.knowledge.graphs)
    for question in register:
        for clause in sorted(set(question.clause) - clauses):
            yield ground.fault("question-clause", "", str(question.path), clause=clause)
        if invented or not question.examples:
            yield from _answered(ground, register, engine, question)


def _unusable(ground: Ground) -> Iterator[Fault]:
    for path in ground.knowledge.sources.queries:
        text = path.read_text(encoding="utf-8-sig")
        if not is_question(text):
            if _belongs(ground, path):
                yield ground.fault("question-header", "", str(path), why="-")
            continue
        try:
            read_question(path, text)
        except KnowledgeError as error:
            yield ground.fault("question-header", "", str(path), why=str(error).removeprefix(f"{path}: "))


def _belongs(ground: Ground, path: Path) -> bool:
    """Whether a file lies among the built-in questions."""
    return path.is_relative_to(ground.knowledge.sources.root / "queries")


def _answered(ground: Ground, register: Register, engine: LocalEngine, question: Question) -> Iterator[Fault]:
    try:
        answer = engine.query(register.sparql(question, question.example))
    except UsageError as error:
        yield ground.fault("question-example", "", str(question.path), why=str(error))
        return
    if not rows_of(answer)[1]:
        yield ground.fault("question-without-rows", "", str(question.path))
    described = tuple(column.name for column in question.columns)
    if answer.columns != described:
        given = ", ".join(answer.columns)
        yield ground.fault("question-columns", "", str(question.path), given=given, described=", ".join(described))

"""The page of questions: what each asks, what it takes, what it gives, and how to ask it."""

from __future__ import annotations

import shlex
from collections.abc import Iterator
from typing import TYPE_CHECKING, Final

from regelgraph.answers import for_people
from regelgraph.engines import LocalEngine
from regelgraph.knowledge.triples import last_segment
from regelgraph.questions import Parameter, Question, Register
from regelgraph.questions.model import AUDIENCES

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

_HEAD = """# Questions

Made from `queries/` by `python -m regelgraph.docs`; do not edit. Each question is one file: a header that says what it
asks, takes and gives, then plain SPARQL 1.1 that any engine can run. `regelgraph ask QUESTION --param name=value`
answers it from the knowledge, `--endpoint URL` from a SPARQL server that holds an export, `--format` as a table, CSV,
JSON, XLSX or Turtle; over HTTP it is `/questions/QUESTION?name=value` ([the service](api.md)).

A thing is named by its id, its name, a citation as officials write it, by what stands at the end of its IRI
(`KIND/ID`), or by the whole IRI. Texts come in both languages, in columns that end in `_de` and `_en`; a table for
people, as here, shows the one asked for, and names instead of IRIs. Questions marked *examples* have rows only with
`--examples`, since no real networks and projects are part of the knowledge: [the invented world](examples.md).

A question of your own is a file like these: `--knowledge my-question.rq` ([how to write one](../CONTRIBUTING.md)).

A server that is asked by `--endpoint` must find the triples without `GRAPH`: load `dump.ttl` of `regelgraph export`, or
load `dump.nq` and have the server take the union of all graphs as its default graph
(`oxigraph serve-read-only --location FOLDER --union-default-graph`).
"""
_AUDIENCES: Final = {
    "analysts": "For policy analysts: rules, titles, programmes",
    "networks": "For networks: actors, solutions, places",
    "integrators": "For integrators: vocabulary, sources, links",
}
_ROWS: Final = 3
_LONGEST: Final = 90


def questions_page(knowledge: Knowledge) -> str:
    """The page as Markdown, by audience; `knowledge` holds the invented examples, so that each question has rows."""
    register, engine = Register(knowledge), LocalEngine(knowledge.store)
    lines = [_HEAD]
    for audience in AUDIENCES:
        mine = [question for question in register if question.audience == audience]
        lines.append(f"## {_AUDIENCES[audience]}\n")
        lines += [f"- [{question.title.en}](#{question.id})" for question in mine]
        lines.append("")
        for question in mine:
            lines += _described(question, register, engine)
    return "\n".join(lines).rstrip() + "\n"


def _described(question: Question, register: Register, engine: LocalEngine) -> Iterator[str]:
    yield f"### {question.id}\n"
    yield f"**{question.title.en}** {'*(examples)* ' if question.examples else ''}{_flat(question.help.en)}\n"
    yield f'<span lang="de">{question.title.de}</span>\n'
    if question.clause:
        yield f"Rests on {', '.join(f'`{clause}`' for clause in question.clause)}.\n"
    if question.parameters:
        yield "| parameter | type | |\n| --- | --- | --- |"
        for each in question.parameters:
            need = "required" if each.required else f"default `{each.default}`" if each.default else "optional"
            yield f"| `{each.name}` | {_type(each)} | {_flat(each.help.en).rstrip('.')}; {need} |"
        yield ""
    yield f"```sh\n{command(question)}\n```\n"
    yield from _rows(question, register, engine)


def command(question: Question) -> str:
    """The command that asks its example."""
    given = " ".join(f"--param {shlex.quote(f'{name}={value}')}" for name, value in question.example.items())
    parts = ("regelgraph ask", question.id, given, "--examples" if question.examples else "", "--lang en")
    return " ".join(part for part in parts if part)


def _type(parameter: Parameter) -> str:
    """What people call it: a thing of a class, or the type of a literal."""
    kinds = ", ".join(last_segment(iri) for iri in parameter.of)
    return f"thing: {kinds or 'any'}" if parameter.type == "iri" else parameter.type


def _rows(question: Question, register: Register, engine: LocalEngine) -> Iterator[str]:
    answer = engine.query(register.sparql(question, question.example))
    heads, rows = for_people(answer, question, "en")
    if question.is_graph:
        yield f"Gives triples: {len(rows)} for the example.\n"
        return
    yield f"| {' | '.join(map(_cell, heads))} |\n|{' --- |' * len(heads)}"
    yield from (f"| {' | '.join(map(_cell, row))} |" for row in rows[:_ROWS])
    yield f"\n{len(rows)} {'row' if len(rows) == 1 else 'rows'}\n"


def _cell(text: str) -> str:
    shown = text if len(text) <= _LONGEST else text[: _LONGEST - 2].rstrip() + " …"
    return _flat(shown).replace("|", "\\|")


def _flat(text: str) -> str:
    return " ".join(text.split())

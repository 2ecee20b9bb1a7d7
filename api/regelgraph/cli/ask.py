"""`regelgraph ask`: a question, answered."""

from __future__ import annotations

import click

from regelgraph.cli.answering import Asked, answering, parameters
from regelgraph.cli.options import Common, common


@click.command("ask")
@click.argument("question", metavar="QUESTION")
@click.option("--param", "given", multiple=True, metavar="NAME=VALUE", help="A parameter. May be repeated.")
@answering
@common
def command(shared: Common, question: str, given: tuple[str, ...], asked: Asked) -> None:
    """Answer QUESTION, an id that `regelgraph questions` lists.

    A thing is named by its id, its name, its citation or its IRI: `--param NAME=ID`.
    """
    from regelgraph.questions import Register

    knowledge = shared.load(compiled=False)
    register = Register(knowledge)
    wanted = register[question]
    sparql = register.sparql(wanted, parameters(given), strict=asked.endpoint is None)
    answer = asked.engine(lambda: knowledge).query(sparql)
    asked.show(answer, shared.lang, wanted, by=None if asked.endpoint else knowledge)

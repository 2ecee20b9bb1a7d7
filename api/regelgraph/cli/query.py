"""`regelgraph query`: any SPARQL query, answered."""

from __future__ import annotations

import sys
from pathlib import Path

import click

from regelgraph.cli.answering import Asked, answering
from regelgraph.cli.options import Common, common
from regelgraph.errors import UsageError


@click.command("query")
@click.argument("file", type=click.Path(path_type=Path, allow_dash=True), metavar="FILE.rq|-")
@answering
@common
def command(shared: Common, file: Path, asked: Asked) -> None:
    """Answer the SPARQL query in FILE.rq, or the one on standard input (`-`).

    The default graph is the union of all graphs. Updates and SERVICE are refused.
    """
    knowledge = shared.load(compiled=False) if asked.endpoint is None else None
    engine = asked.engine(lambda: knowledge or shared.load(compiled=False))
    asked.show(engine.query(_text(file)), shared.lang, by=knowledge)


def _text(file: Path) -> str:
    """The query. Raises UsageError if it is no UTF-8 text."""
    content = sys.stdin.buffer.read() if str(file) == "-" else file.read_bytes()
    try:
        return content.decode("utf-8-sig")
    except UnicodeDecodeError as error:
        raise UsageError(f"{file}: not UTF-8 text at byte {error.start}; expected a SPARQL query") from error

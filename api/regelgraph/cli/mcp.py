"""`regelgraph mcp`: questions, checks and explanations as tools for programs that work with language models."""

from __future__ import annotations

from importlib.util import find_spec
from pathlib import Path
from typing import TYPE_CHECKING

import click

from regelgraph.cli.options import Common, common
from regelgraph.errors import UsageError

if TYPE_CHECKING:
    from regelgraph.mcp.running import Service

_NEEDED = ("mcp", "httpx")


@click.command("mcp")
@click.option("--url", metavar="URL", help="Ask this running service. Default: answer from the knowledge loaded here.")
@click.option(
    "--token-file",
    type=click.Path(path_type=Path, exists=True, dir_okay=False),
    metavar="FILE",
    help="With --url: a file that holds the token of the service.",
)
@common
def command(shared: Common, url: str | None, token_file: Path | None) -> None:
    """Answer over standard input and output by the Model Context Protocol, until the input ends.

    The tools list and ask the questions, answer SPARQL queries, check persons, participations and networks, and explain
    the verdict on a person. They change nothing, and nothing that is passed is kept or logged.
    """
    if any(find_spec(name) is None for name in _NEEDED):
        raise UsageError("regelgraph mcp needs the extra `mcp`: pip install 'regelgraph[mcp]'")
    if url is None and token_file is not None:
        raise UsageError("--token-file goes with --url")
    if url is not None and (shared.knowledge or shared.examples):
        raise UsageError("--knowledge and --examples are for what is loaded here; leave them out with --url")
    service = _own(shared) if url is None else _running(url, token_file)
    from regelgraph.mcp.running import run

    run(service, shared.lang)


def _own(shared: Common) -> Service:
    from regelgraph.mcp.own import Own

    return Own(tuple(shared.all_knowledge), shared.lang, examples=shared.examples).client


def _running(url: str, token_file: Path | None) -> Service:
    """Raises UsageError for an address or a token that is none."""
    from regelgraph.client import AsyncClient

    try:
        client = AsyncClient(url, token=token_file.read_text("utf-8").strip() if token_file else None)
    except ValueError as error:
        raise UsageError(f"--url {url}: {error}") from error
    return lambda: client

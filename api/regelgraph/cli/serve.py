"""`regelgraph serve`: the web pages and the interface over HTTP."""

from __future__ import annotations

import click

from regelgraph.cli.options import Common, common


@click.command("serve")
@click.option("--host", default="127.0.0.1", show_default=True, metavar="ADDRESS", help="Address to listen on.")
@click.option("--port", type=click.IntRange(0, 65535), default=8000, show_default=True, help="0: any free one.")
@click.option("--workers", type=click.IntRange(1, 64), default=1, show_default=True, help="Processes that answer.")
@common
def command(shared: Common, host: str, port: int, workers: int) -> None:
    """Answer questions, judge lists and explain over HTTP, until Ctrl-C."""
    from regelgraph.gateway.serving import Wanted, serve

    serve(Wanted(host, port, workers, tuple(shared.all_knowledge), shared.examples, shared.lang))

"""`regelgraph export`: the knowledge as files for other software."""

from __future__ import annotations

from pathlib import Path

import click

from regelgraph.cli.options import Common, common


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option("--inferred", is_flag=True, help="Add what OWL 2 RL infers from vocabulary and titles, as inferred.nq.")
@common
def command(shared: Common, folder: Path, inferred: bool) -> None:
    """Write all graphs into DIR: dump.nq, dump.ttl, shapes.ttl, context.jsonld, the questions and a manifest.

    DIR is new, empty, or one of an earlier export, which is replaced once the new one is whole.
    """
    from regelgraph.exports import export

    manifest = export(shared.load(), folder, inferred=inferred)
    click.echo(f"{folder}: {manifest['triples']} triples in {len(manifest['graphs'])} graphs", err=True)

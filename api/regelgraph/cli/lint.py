"""`regelgraph lint`: faults of the knowledge."""

from __future__ import annotations

import click

from regelgraph.cli.options import Common, common


@click.command("lint")
@common
def command(shared: Common) -> int:
    """Look for faults in the knowledge; each names the file and how to mend it. Ends with 1 if there are any."""
    from regelgraph.lint import run

    faults = run(shared.load(compiled=False), shared.lang)
    for fault in faults:
        click.echo(str(fault))
    click.echo(f"{len(faults)} faults", err=True)
    return 1 if faults else 0

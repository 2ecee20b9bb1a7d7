"""`regelgraph export`: the knowledge as a site of files, or its data alone."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Any, Final

import click

from regelgraph.cli.options import Common, common
from regelgraph.cli.progress import shown
from regelgraph.errors import UsageError

_NAMED: Final = 5


class Address(click.ParamType):  # type: ignore[type-arg]
    """An absolute http or https address; a slash at its end is dropped."""

    name = "url"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> str:
        """The address; anything else fails."""
        from regelgraph.settings.addresses import read_url

        try:
            return read_url(value) if value else ""
        except ValueError:
            self.fail(f"{value!r} is no http or https address, such as https://example.org/rules", param, ctx)


@click.command("export")
@click.argument("folder", type=click.Path(path_type=Path), metavar="DIR")
@click.option(
    "--base", type=Address(), metavar="URL",
    help="Where the files will be. Default: REGELGRAPH_PUBLIC_URL, else the permanent names stand for it.",
)  # fmt: skip
@click.option(
    "--service", type=Address(), metavar="URL", default="",
    help="A running service, for questions, search and SPARQL. Default: pages are without them.",
)  # fmt: skip
@click.option(
    "--data-only", is_flag=True, help="Dumps, tables, shapes, context and questions alone; no pages, no names."
)
@click.option("--inferred", is_flag=True, help="Add what OWL 2 RL infers from vocabulary and titles, as inferred.nq.")
@common
def command(shared: Common, folder: Path, base: str | None, service: str, data_only: bool, inferred: bool) -> None:
    """Write the site into DIR, for any file server.

    That is every name in every form, pages in both languages, lists, catalogue, dumps, rules for Apache and w3id.org.

    DIR is new, empty, or one of an earlier export, which is replaced once the new one is whole.
    """
    if data_only:
        if base or service:
            raise UsageError("--base and --service say where pages are; --data-only writes none")
        from regelgraph.exports import export as export_data

        _said(folder, export_data(shared.load(), folder, inferred=inferred))
        return
    from regelgraph.settings import ServiceSettings
    from regelgraph.site import Wanted, export

    settings = ServiceSettings.from_environment()
    wanted = Wanted(
        settings.public_url if base is None else base,
        service,
        inferred,
        tuple(shared.all_knowledge),
        shared.examples,
        settings,
        len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
    )
    manifest, unnameable = export(wanted, folder, lambda total: shown(lambda: total, "addresses", to_file=True))
    _said(folder, manifest)
    if unnameable:
        more = ", …" if len(unnameable) > _NAMED else ""
        click.echo(f"no file can have these names: {', '.join(unnameable[:_NAMED])}{more}", err=True)
    if not wanted.base:
        click.echo("without --base the rules in w3id lead to a host that does not exist", err=True)


def _said(folder: Path, manifest: dict[str, Any]) -> None:
    counted = f"{manifest['triples']} triples in {len(manifest['graphs'])} graphs"
    click.echo(f"{folder}: {counted}, {len(manifest['files'])} files", err=True)

"""`regelgraph format`: Turtle in its one canonical form."""

from __future__ import annotations

import sys
from collections.abc import Callable
from pathlib import Path
from typing import IO

import click

from regelgraph.cli.options import Common, common
from regelgraph.cli.output import write
from regelgraph.errors import InputError


@click.command("format")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|DIR..."
)
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a file is not in its form.")
@click.option("--diff", is_flag=True, help="Show what would change; write nothing; end with 1 if anything would.")
@common
def command(_shared: Common, paths: tuple[Path, ...], check: bool, diff: bool) -> int:
    """Bring Turtle files, and JSON-LD contexts, into their one canonical form, so that differences can be read.

    In folders, all .ttl and .jsonld files but hidden ones. `-` reads Turtle on standard input and writes to standard
    output. A file is written only if it changes and then at once; none is written while one of them cannot be read.
    """
    from regelgraph.formatting import form
    from regelgraph.formatting.files import difference, files_in

    contents: dict[Path, bytes] = {}
    for path in (Path("-"),) if paths == (Path("-"),) else files_in(paths):
        contents[path] = sys.stdin.buffer.read() if str(path) == "-" else path.read_bytes()
    forms, faults = {}, []
    for path, content in contents.items():
        try:
            forms[path] = form(content, str(path))
        except InputError as error:
            faults.append(error.message)
    if faults:
        raise InputError("; ".join(faults))
    changed = [path for path, content in contents.items() if forms[path] != content]
    for path in changed if diff else ():
        click.echo(difference(contents[path], forms[path], str(path)), nl=False)
    if Path("-") in contents and not (check or diff):
        write(None, _writer(forms[Path("-")]))
    elif not diff:
        for path in changed:
            if not check:
                write(path, _writer(forms[path]))
            click.echo(f"{path}: {'is not in its form' if check else 'brought into its form'}")
    told = (
        f"{len(changed)} of {len(contents)} files {'are not in' if check or diff else 'were brought into'} their form"
    )
    click.echo(told, err=True)
    return 1 if changed and (check or diff) else 0


def _writer(content: bytes) -> Callable[[IO[bytes]], None]:
    def fill(file: IO[bytes]) -> None:
        file.write(content)

    return fill

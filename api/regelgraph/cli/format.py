"""`regelgraph format`: Turtle in its one canonical form."""

from __future__ import annotations

import sys
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import IO, Final

import click

from regelgraph.cli.options import Common, common
from regelgraph.cli.output import write
from regelgraph.errors import InputError

_INPUT: Final = Path("-")


@click.command("format")
@click.argument(
    "paths", nargs=-1, required=True, type=click.Path(path_type=Path, allow_dash=True), metavar="FILE|DIR..."
)
@click.option("--check", is_flag=True, help="Write nothing; end with 1 if a file is not in its form.")
@click.option("--diff", is_flag=True, help="Show what would change; write nothing; end with 1 if anything would.")
@common
def command(_shared: Common, paths: tuple[Path, ...], check: bool, diff: bool) -> int:
    """Bring Turtle files, and JSON-LD contexts, into their one canonical form, so that differences can be read.

    In folders, all .ttl files and each context.jsonld, but no hidden ones. `-` reads Turtle on standard input and
    writes to standard output. A file is written only if it changes and then at once; none is written while one of them
    cannot be read.
    """
    from regelgraph.formatting.files import difference, files_in

    only_look = check or diff
    contents = {_INPUT: sys.stdin.buffer.read()} if paths == (_INPUT,) else _read(files_in(paths))
    forms = _forms(contents)
    changed = [path for path, content in contents.items() if forms[path] != content]
    if paths == (_INPUT,) and not only_look:
        write(None, _writer(forms[_INPUT]))
        return 0
    for path in changed:
        if diff:
            click.echo(difference(contents[path], forms[path], str(path)), nl=False)
            continue
        if not check:
            write(path, _writer(forms[path]))
        click.echo(f"{path}: {'is not in its form' if check else 'brought into its form'}")
    done = "are not in" if only_look else "were brought into"
    click.echo(f"{len(changed)} of {len(contents)} files {done} their form", err=True)
    return 1 if changed and only_look else 0


def _read(paths: Iterable[Path]) -> dict[Path, bytes]:
    return {path: path.read_bytes() for path in paths}


def _forms(contents: Mapping[Path, bytes]) -> dict[Path, bytes]:
    """The form of each file. Raises InputError for all that have none."""
    from regelgraph.formatting import form

    forms, faults = {}, []
    for path, content in contents.items():
        try:
            forms[path] = form(content, str(path))
        except InputError as error:
            faults.append(error.message)
    if faults:
        raise InputError("; ".join(faults))
    return forms


def _writer(content: bytes) -> Callable[[IO[bytes]], None]:
    def fill(file: IO[bytes]) -> None:
        file.write(content)

    return fill

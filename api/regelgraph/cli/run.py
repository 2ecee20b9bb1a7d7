"""Runs a command and turns what goes wrong into an exit code and one sentence on stderr."""

from __future__ import annotations

import os
import sys
from collections.abc import Sequence

import click

from regelgraph.errors import RegelgraphError

WRONG = 2


def run(arguments: Sequence[str] | None) -> int:
    """The exit code of one command. A reader that closes its end of a pipe early is no error."""
    from regelgraph.cli.commands import regelgraph

    try:
        given = sys.argv[1:] if arguments is None else list(arguments)
        with regelgraph.make_context("regelgraph", given) as context:
            code = regelgraph.invoke(context)
        if sys.stdout is not None:
            sys.stdout.flush()
    except click.exceptions.Exit as end:
        return end.exit_code
    except click.ClickException as error:
        if type(error).__name__ == "NoArgsIsHelpError":
            error.show()
            return WRONG
        return _complain(error.format_message(), _usage(error))
    except RegelgraphError as error:
        return _complain(error.message) if error.exit_code == WRONG else error.exit_code
    except BrokenPipeError:
        _close_quietly()
        return 0
    except (click.Abort, KeyboardInterrupt):
        return 130
    except OSError as error:
        named = f"{error.filename}: " if error.filename else ""
        return _complain(f"{named}{error.strerror or error}")
    return code if isinstance(code, int) else 0


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f" (see {context.command_path} --help)" if context else ""


def _complain(message: str, more: str = "") -> int:
    line = " ".join(message.split()).rstrip(".")
    click.echo(f"Error: {line}{more}", err=True)
    return WRONG


def _close_quietly() -> None:
    """Point stdout elsewhere, so that closing it at exit does not complain once more."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives until the process ends

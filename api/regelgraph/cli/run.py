"""Runs a command and turns what goes wrong into an exit code and one sentence on stderr."""

from __future__ import annotations

import os
import signal
import sys
import threading
from collections.abc import Sequence
from types import FrameType

import click

from regelgraph.errors import RegelgraphError

WRONG = 2
INTERRUPTED = 130


def run(arguments: Sequence[str] | None) -> int:
    """The exit code of one command. A reader that closes its end of a pipe early is no error."""
    from regelgraph.cli.commands import regelgraph

    _end_tidily()
    try:
        given = sys.argv[1:] if arguments is None else list(arguments)
        with regelgraph.make_context("regelgraph", given) as context:
            code = regelgraph.invoke(context)
        if sys.stdout is not None:
            sys.stdout.flush()
    except (click.Abort, KeyboardInterrupt):
        return INTERRUPTED
    except Exception as error:
        ended = _code_of(error)
        if ended is None:
            raise
        return ended
    return code if isinstance(code, int) else 0


def _code_of(error: Exception) -> int | None:
    """The exit code of what went wrong, which is said; None for a fault of the program itself."""
    match error:
        case click.exceptions.Exit():
            return error.exit_code
        case click.ClickException() if type(error).__name__ == "NoArgsIsHelpError":
            error.show()
        case click.ClickException():
            _complain(error.format_message(), _usage(error))
        case RegelgraphError() if error.exit_code != WRONG:
            return error.exit_code
        case RegelgraphError():
            _complain(error.message)
        case BrokenPipeError():
            _close_quietly()
            return 0
        case OSError():
            named = f"{error.filename}: " if error.filename else ""
            _complain(f"{named}{error.strerror or error}")
        case _ if _lacks_memory(error):
            _complain("there is not enough memory for this; give less at a time, or allow more")
        case _:
            return None
    return WRONG


def _end_tidily() -> None:
    """Have a process that is asked to end, or whose terminal is closed, take its temporary files with it."""

    def end(number: int, _frame: FrameType | None) -> None:
        raise SystemExit(128 + number)

    if threading.current_thread() is threading.main_thread():
        for name in ("SIGTERM", "SIGHUP"):
            asked = getattr(signal, name, None)
            if asked and signal.getsignal(asked) is signal.SIG_DFL:
                signal.signal(asked, end)


def _lacks_memory(error: Exception) -> bool:
    """Whether the system gives no further memory, or no thread for lack of it."""
    if isinstance(error, MemoryError):
        return True
    return "thread" in str(error) and (isinstance(error, RuntimeError) or type(error).__module__ == "pyarrow.lib")


def _usage(error: click.ClickException) -> str:
    context = getattr(error, "ctx", None)
    return f" (see {context.command_path} --help)" if context else ""


def _complain(message: str, more: str = "") -> None:
    line = " ".join(message.split()).rstrip(".")
    click.echo(f"Error: {line}{more}", err=True)


def _close_quietly() -> None:
    """Point stdout elsewhere, so that closing it at exit does not complain once more."""
    sys.stdout = open(os.devnull, "w", encoding="utf-8")  # noqa: SIM115, PTH123 - lives until the process ends

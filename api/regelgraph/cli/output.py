"""Where a command writes: stdout, or a file that appears whole or not at all."""

from __future__ import annotations

import os
import sys
import tempfile
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from regelgraph.errors import RegelgraphError, UsageError
from regelgraph.rights import usual


def refuse_to_overwrite(output: Path | None, inputs: Sequence[Path]) -> None:
    """Raises UsageError if `output` is one of the files read, or cannot be a file."""
    if output is None:
        return
    if output.is_dir():
        raise UsageError(f"--output {output} is a folder; expected a file name")
    if not output.absolute().parent.is_dir():
        raise UsageError(f"--output {output}: the folder {output.absolute().parent} does not exist")
    if output.exists() and any(path.exists() and output.samefile(path) for path in inputs):
        raise UsageError(f"--output {output} is the table itself; give another name, so that the list is kept")


def write(output: Path | None, fill: Callable[[IO[bytes]], None]) -> None:
    """Have `fill` write to stdout, or to `output` by way of a temporary file beside it that is renamed at the end.

    A device or a pipe is written to, never replaced; of a symbolic link it is the file behind it that is replaced.
    """
    if output is None:
        if sys.stdout is None:
            raise UsageError("standard output is closed; name a file with --output")
        sys.stdout.flush()
        with _named("standard output"):
            fill(sys.stdout.buffer)
            sys.stdout.buffer.flush()
        return
    if output.exists() and not output.is_file():
        with _named(str(output)), output.open("wb") as device:
            fill(device)
        return
    said, output = str(output), output.resolve()
    handle, name = tempfile.mkstemp(prefix=f".{output.name}.", dir=output.parent)
    try:
        with _named(said), os.fdopen(handle, "wb") as file:
            fill(file)
        os.chmod(name, _mode(output))  # noqa: PTH101 - the name is a string
        os.replace(name, output)  # noqa: PTH105
    except BaseException:
        Path(name).unlink(missing_ok=True)
        raise


@contextmanager
def _named(output: str) -> Iterator[None]:
    """Names the output in what the system says of it, also where a writer has wrapped that in an error of its own."""
    try:
        yield
    except (BrokenPipeError, RegelgraphError):
        raise
    except Exception as error:
        said = error if isinstance(error, OSError) else next(iter(error.args), None)
        if isinstance(said, OSError) and said.errno:
            raise OSError(said.errno, said.strerror, said.filename or output) from error
        raise


def _mode(output: Path) -> int:
    """The rights of the file that is replaced, else those that a new file would have."""
    if output.exists():
        return output.stat().st_mode & 0o777
    return usual(0o666)

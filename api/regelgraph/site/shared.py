"""Shares work among processes that are forked from this one, so that each has what is loaded."""

from __future__ import annotations

import os
import pickle
import signal
from collections.abc import Callable, Iterator, Sequence
from contextlib import contextmanager, suppress
from multiprocessing.connection import Connection, Pipe, wait
from pathlib import Path
from typing import Any

from regelgraph.exports.manifest import put

Made = list[tuple[str, str]]
"""Names and SHA-256 of the files of one piece of work."""
Piece = Callable[[], Iterator[tuple[str, bytes]]]


@contextmanager
def sharing(work: Sequence[Piece], folder: Path, processes: int) -> Iterator[Iterator[Made]]:
    """Processes write the files of all pieces into a folder; gives what each piece made, in any order.

    The iterator raises what a piece raises, and ChildProcessError if a process ended before its work. No process is
    left behind.
    """
    if processes == 1:
        yield (_written(piece, folder) for piece in work)
        return
    children: dict[Connection, int] = {}
    try:
        for number in range(processes):
            here, there = Pipe(duplex=False)
            pid = os.fork()
            if pid == 0:
                for each in (*children, here):  # so that a pipe breaks once the parent is gone
                    each.close()
                _work(work[number::processes], folder, there)
            there.close()
            children[here] = pid
        yield _gathered(children)
    finally:
        for connection, pid in children.items():
            with suppress(ProcessLookupError):
                os.kill(pid, signal.SIGKILL)
            os.waitpid(pid, 0)
            connection.close()


def _gathered(children: dict[Connection, int]) -> Iterator[Made]:
    while children:
        for connection in wait(list(children)):
            assert isinstance(connection, Connection)  # noqa: S101 - for mypy; nothing else is waited for
            try:
                said: Made | BaseException | None = connection.recv()
            except EOFError:
                raise ChildProcessError(0, "a process that wrote files was ended; is there enough memory?") from None
            if isinstance(said, BaseException):
                raise said
            if said is None:
                connection.close()
                os.waitpid(children.pop(connection), 0)
            else:
                yield said


def _work(work: Sequence[Piece], folder: Path, to: Connection) -> Any:
    """What a child does, and ends; also once its parent is gone."""
    parent = os.getppid()
    try:
        signal.signal(signal.SIGINT, signal.SIG_IGN)  # Ctrl-C reaches all of a terminal; the parent ends us
        signal.signal(signal.SIGTERM, signal.SIG_DFL)
        for piece in work:
            if os.getppid() != parent:
                break
            to.send(_written(piece, folder))
        to.send(None)
    except BaseException as error:
        with suppress(Exception):
            to.send(_sendable(error))
    finally:
        os._exit(0)


def _sendable(error: BaseException) -> BaseException:
    """The error itself, or, where it cannot be taken apart and made again, what it says."""
    try:
        pickle.loads(pickle.dumps(error))  # noqa: S301 - our own
    except Exception:
        return RuntimeError(f"{type(error).__name__}: {error}")
    return error


def _written(piece: Piece, folder: Path) -> Made:
    return [put(folder, name, body) for name, body in piece()]

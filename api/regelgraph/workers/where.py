"""Says where an error came from, without its words: they may hold cells of a table."""

from __future__ import annotations


def where(error: BaseException) -> str:
    """The kind of an error and the last lines that it came through."""
    lines = []
    trace = error.__traceback__
    while trace is not None:
        lines.append(f"{trace.tb_frame.f_globals.get('__name__', '?')}:{trace.tb_lineno}")
        trace = trace.tb_next
    return f"{type(error).__name__} at {' > '.join(lines[-8:])}"

"""Runs a query beside the main thread, so that Ctrl-C ends it and deep nesting does not end the process."""

from __future__ import annotations

import threading
from dataclasses import dataclass
from typing import Final

from regelgraph.engines.answer import Answer, Engine

STACK: Final = 1 << 30
"""Bytes that the native parser may nest into (only what is used is taken): enough for the longest query there is."""
_ONE_AT_A_TIME: Final = threading.Lock()


@dataclass(frozen=True, slots=True)
class Patient:
    """Another engine, asked in a thread of its own that the main thread can leave behind."""

    engine: Engine

    def query(self, sparql: str) -> Answer:
        """What the engine answers or raises; KeyboardInterrupt comes through at once."""
        answers: list[Answer] = []
        errors: list[BaseException] = []

        def work() -> None:
            try:
                answers.append(self.engine.query(sparql))
            except BaseException as error:
                errors.append(error)

        with _ONE_AT_A_TIME:
            usual = threading.stack_size(STACK)
            try:
                thread = threading.Thread(target=work, daemon=True)
                thread.start()
            finally:
                threading.stack_size(usual)
        thread.join()
        if errors:
            raise errors[0]
        return answers[0]

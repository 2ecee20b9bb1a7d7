"""What the service answers from: the knowledge, loaded once in a thread while it already listens, then immutable."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from concurrent.futures import Future
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from threading import Lock, Thread
from typing import TYPE_CHECKING, Any

from regelgraph.web.choices import Choice, choices
from regelgraph.web.gate import Gate

if TYPE_CHECKING:
    from regelgraph.engines import LocalEngine
    from regelgraph.knowledge import Knowledge
    from regelgraph.questions import Register
    from regelgraph.rulebook import Rulebook


def _ignore(error: BaseException) -> None:
    """A failed load shows in every answer and in /health/ready; who starts the service may want to end it instead."""


@dataclass(frozen=True, slots=True)
class Options:
    """Which knowledge is loaded, and what comes from outside.

    `extra` are Turtle files, queries and folders of the user's own; `today` reads the clock; of a list at most
    `most_rows` are judged at once; `on_failure` is told why the knowledge cannot be loaded.
    """

    extra: tuple[Path, ...] = ()
    examples: bool = False
    lang: str = "de"
    today: Callable[[], date] = date.today
    most_rows: int = 100_000
    on_failure: Callable[[BaseException], None] = field(default=_ignore, compare=False)


class Loaded:
    """The knowledge and what answers from it. It never changes; what is made from it is made once and kept.

    `checks` bounds checks and explanations, which need much memory and time; `writing` their long answers;
    `asking` the questions.
    """

    def __init__(self, options: Options) -> None:
        from regelgraph.engines import LocalEngine
        from regelgraph.knowledge import load
        from regelgraph.questions import Register

        self.options = options
        self.knowledge: Knowledge = load(options.extra, examples=options.examples)
        self.engine: LocalEngine = LocalEngine(self.knowledge.store)
        self.register: Register = Register(self.knowledge)
        self.checks = Gate(at_once=2, waiting=16)
        self.asking = Gate(at_once=4, waiting=256)
        self.writing = Gate(at_once=2, waiting=0)
        self._choices: dict[tuple[tuple[str, ...], str, int], tuple[Choice, ...]] = {}

    def choices(self, of: tuple[str, ...], lang: str, most: int) -> tuple[Choice, ...]:
        """See `regelgraph.web.choices`; looked for once."""
        key = (of, lang, most)
        if key not in self._choices:
            self._choices[key] = choices(self.knowledge.store, of, lang, most)
        return self._choices[key]

    @property
    def rulebook(self) -> Rulebook:
        """The compiled knowledge."""
        return self.knowledge.rulebook

    @cached_property
    def openapi(self) -> dict[str, Any]:
        """The description of the interface for machines."""
        from regelgraph.web.openapi import document

        return document(self)


class Service:
    """Loads the knowledge once, however many ask for it."""

    def __init__(self, options: Options) -> None:
        self.options = options
        self._future: Future[Loaded] | None = None
        self._lock = Lock()

    def start(self) -> Future[Loaded]:
        """Begin to load, if nobody has yet."""
        with self._lock:
            if self._future is None:
                self._future = Future()
                Thread(target=self._load, args=(self._future,), name="knowledge", daemon=True).start()
            return self._future

    async def loaded(self) -> Loaded:
        """The knowledge, when it is there. Raises KnowledgeError if it cannot be loaded."""
        return await asyncio.wrap_future(self.start())

    @property
    def ready(self) -> Loaded | None:
        """The knowledge if it is there now."""
        future = self.start()
        return future.result() if future.done() and future.exception() is None else None

    def _load(self, future: Future[Loaded]) -> None:
        try:
            future.set_result(Loaded(self.options))
        except BaseException as error:  # whoever waits gets it
            self.options.on_failure(error)
            future.set_exception(error)

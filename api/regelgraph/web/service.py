"""What the service answers from: the knowledge, loaded once, then immutable."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING, Any

from regelgraph.settings.publisher import PublisherSettings
from regelgraph.web.place import Place
from regelgraph.web.questions.choices import Choice, choices

if TYPE_CHECKING:
    from regelgraph.engines import LocalEngine
    from regelgraph.knowledge import Knowledge
    from regelgraph.questions import Register
    from regelgraph.rulebook import Rulebook


@dataclass(frozen=True, slots=True)
class Options:
    """Which knowledge is loaded, and what comes from outside.

    `extra` are Turtle files, queries and folders of the user's own; `today` reads the clock; of a list at most
    `most_rows` are judged at once, sent in `body_bytes`; a query has at most `query_length` characters and its answer
    `result_bytes`; catalogues name `publisher`.
    """

    extra: tuple[Path, ...] = ()
    examples: bool = False
    lang: str = "de"
    today: Callable[[], date] = date.today
    most_rows: int = 100_000
    body_bytes: int = 64 * 2**20
    query_length: int = 100_000
    result_bytes: int = 64 * 2**20
    publisher: PublisherSettings = field(default_factory=PublisherSettings)


class Loaded:
    """The knowledge and what answers from it. It never changes; what is made from it is made once and kept.

    `place` says where a page stands; `service` where queries are answered, None: at the address of all
    else. Whoever writes pages as files puts others in their place.
    """

    def __init__(self, options: Options) -> None:
        from regelgraph.engines import LocalEngine
        from regelgraph.knowledge import load
        from regelgraph.questions import Register

        self.options = options
        self.place: Callable[..., Place] = Place
        self.service: str | None = None
        self.knowledge: Knowledge = load(options.extra, examples=options.examples)
        self.engine: LocalEngine = LocalEngine(self.knowledge.store)
        self.register: Register = Register(self.knowledge)
        self._choices: dict[tuple[tuple[str, ...], str, int], tuple[Choice, ...]] = {}

    def choices(self, of: tuple[str, ...], lang: str, most: int) -> tuple[Choice, ...]:
        """See `regelgraph.web.questions.choices`; looked for once."""
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
        from regelgraph.web.interface.openapi import document

        return document(self)

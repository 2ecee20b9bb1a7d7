"""Options that every command takes, before or after its name, and what they lead to."""

from __future__ import annotations

import functools
import sys
from collections.abc import Callable
from dataclasses import dataclass, field
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING, Any, TypeVar

import click

from regelgraph.days import exact_day
from regelgraph.settings import LANGUAGES, Settings

if TYPE_CHECKING:
    from regelgraph.knowledge import Knowledge

F = TypeVar("F", bound=Callable[..., Any])
SHEET_HELP = "Sheet of a workbook. Default: the only one with a column of ids."


@dataclass(slots=True)
class Common:
    """The options of all levels together: knowledge adds up, the last language counts."""

    knowledge: list[Path] = field(default_factory=list)
    examples: bool = False
    given_lang: str | None = None

    @property
    def lang(self) -> str:
        """The language asked for, else that of the settings."""
        return self.given_lang or Settings.from_environment().lang

    @property
    def all_knowledge(self) -> list[Path]:
        """What is added to the built-in knowledge, by the settings and the options."""
        return [*Settings.from_environment().knowledge, *self.knowledge]

    def load(self, *, compiled: bool = True) -> Knowledge:
        """The built-in knowledge with that of the settings and the options. Raises KnowledgeError."""
        from regelgraph.knowledge import load

        return load(self.all_knowledge, examples=self.examples, compiled=compiled)


def common(command: F) -> F:
    """Adds the common options to a command or group; a command gets their sum as its first argument."""

    @click.option(
        "--knowledge", "added_knowledge", multiple=True, type=click.Path(path_type=Path), metavar="FILE|DIR",
        help="Turtle of your own, added to the built-in knowledge. May be repeated.",
    )  # fmt: skip
    @click.option("--examples", "with_examples", is_flag=True, help="Load the invented examples, too.")
    @click.option("--lang", "in_lang", type=click.Choice(LANGUAGES), help="Language of what people read.")
    @click.pass_context
    @functools.wraps(command)
    def with_common(
        context: click.Context,
        /,
        *arguments: Any,
        added_knowledge: tuple[Path, ...],
        with_examples: bool,
        in_lang: str | None,
        **options: Any,
    ) -> Any:
        shared = context.ensure_object(Common)
        shared.knowledge += added_knowledge
        shared.examples |= with_examples
        shared.given_lang = in_lang or shared.given_lang
        return command(shared, *arguments, **options)

    return with_common  # type: ignore[return-value]


class Day(click.ParamType):  # type: ignore[type-arg]
    """A day as YYYY-MM-DD, nothing else."""

    name = "date"

    def convert(self, value: Any, param: click.Parameter | None, ctx: click.Context | None) -> date:
        """The day; anything but YYYY-MM-DD fails."""
        if isinstance(value, date):
            return value
        day = exact_day(value)
        if day is None:
            self.fail(f"{value!r} is not a day; expected YYYY-MM-DD, such as 2026-11-24", param, ctx)
        return day


def today() -> date:
    """The one place where the clock is read."""
    return date.today()


def on_terminal() -> bool:
    """Whether stdout is a terminal."""
    return sys.stdout.isatty()

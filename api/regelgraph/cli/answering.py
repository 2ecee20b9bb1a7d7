"""What `ask` and `query` have in common: where the query runs, and where its answer goes."""

from __future__ import annotations

import functools
from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import IO, TYPE_CHECKING, Any, TypeVar

import click

from regelgraph.answers.formats import FORMATS, format_of
from regelgraph.cli.options import on_terminal
from regelgraph.errors import UsageError

if TYPE_CHECKING:
    from regelgraph.engines import Answer, Engine
    from regelgraph.knowledge import Knowledge
    from regelgraph.questions import Question

F = TypeVar("F", bound=Callable[..., Any])
_OPTIONS = (
    click.option("--output", type=click.Path(path_type=Path), metavar="FILE", help="Write here instead of to stdout."),
    click.option(
        "--format", "format_", type=click.Choice(FORMATS),
        help="Default: by the suffix of --output, else a table on a terminal and CSV elsewhere.",
    ),
    click.option("--endpoint", metavar="URL", help="Ask this SPARQL server instead of the knowledge loaded here."),
    click.option(
        "--timeout", type=click.IntRange(1, 3600), default=30, show_default=True, metavar="SECONDS",
        help="With --endpoint: how long the server may be silent.",
    ),
    click.option(
        "--retries", type=click.IntRange(0, 10), default=2, show_default=True, metavar="N",
        help="With --endpoint: further tries if the server is busy or away.",
    ),
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Asked:
    """Where a query runs and what becomes of its answer."""

    output: Path | None
    format_: str | None
    endpoint: str | None
    timeout: int
    retries: int

    def engine(self, knowledge: Callable[[], Knowledge]) -> Engine:
        """The server asked for, else this process. Raises UsageError for an address that is none."""
        if self.endpoint is not None:
            from regelgraph.engines.remote import RemoteEngine

            return RemoteEngine(self.endpoint, self.timeout, self.retries)
        from regelgraph.engines import LocalEngine
        from regelgraph.engines.patient import Patient

        return Patient(LocalEngine(knowledge().store))

    def chosen(self, *, graph: bool = False) -> str:
        """The format: as said, by the suffix, or for whoever reads stdout. Raises UsageError for a suffix of none."""
        if self.format_:
            return self.format_
        if self.output is not None:
            return format_of(self.output)
        if graph:
            return "ttl"
        return "table" if on_terminal() else "csv"

    def show(self, answer: Answer, lang: str, question: Question | None = None, *, by: Knowledge | None = None) -> None:
        """Write the answer; a file appears whole or not at all. A table and Turtle say `by` which knowledge."""
        from regelgraph.answers import write
        from regelgraph.cli.known import line_of
        from regelgraph.cli.output import write as write_out

        chosen = self.chosen(graph=answer.kind == "graph")
        said = line_of(by, lang, whole=chosen == "ttl") if by and chosen in ("table", "ttl") else ""

        def written(out: IO[bytes]) -> None:
            if said and chosen == "ttl":
                out.write(f"# {said}\n".encode())
            write(chosen, answer, out, question=question, lang=lang)
            if said and chosen == "table":
                out.write(f"{said}\n".encode())

        write_out(self.output, written)


def answering(command: F) -> F:
    """Adds the options of commands that ask; they come as one argument `asked`."""

    @functools.wraps(command)
    def with_options(*arguments: Any, **options: Any) -> Any:
        from regelgraph.cli.output import refuse_to_overwrite

        asked = Asked(**{name: options.pop(name) for name in Asked.__dataclass_fields__})
        refuse_to_overwrite(asked.output, [])
        asked.chosen()
        return command(*arguments, asked=asked, **options)

    for option in reversed(_OPTIONS):
        with_options = option(with_options)
    return with_options  # type: ignore[return-value]


def parameters(given: tuple[str, ...]) -> dict[str, str]:
    """`name=value` of each --param. Raises UsageError for one without `=`, and for a name that comes twice."""
    found: dict[str, str] = {}
    for each in given:
        name, mark, value = each.partition("=")
        if not mark or not name:
            raise UsageError(f"--param {each}: expected name=value")
        if name in found:
            raise UsageError(f"--param {name} is given twice")
        found[name] = value
    return found

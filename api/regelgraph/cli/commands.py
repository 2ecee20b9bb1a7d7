"""The tree of commands. A command's module is imported when it is asked for, so that `--help` is quick."""

from __future__ import annotations

from importlib import import_module
from typing import Final

import click

from regelgraph import __version__
from regelgraph.cli.options import Common, common

_COMMANDS: Final = {
    "ask": ("regelgraph.cli.ask", "Answer a question from the knowledge."),
    "check": ("regelgraph.cli.check", "Judge the cases of a table by the rules of a round."),
    "compare": ("regelgraph.cli.compare", "Show what differs in meaning between two knowledges."),
    "explain": ("regelgraph.cli.explain", "Show the whole reasoning for one case, down to the cited clause."),
    "export": ("regelgraph.cli.export", "Write the knowledge into a folder, for other software."),
    "format": ("regelgraph.cli.format", "Bring Turtle into its one canonical form."),
    "lint": ("regelgraph.cli.lint", "Look for faults in the knowledge."),
    "mcp": ("regelgraph.cli.mcp", "Offer questions, checks and explanations as tools (MCP)."),
    "query": ("regelgraph.cli.query", "Answer a SPARQL query from the knowledge."),
    "questions": ("regelgraph.cli.questions", "List the questions that can be asked."),
    "serve": ("regelgraph.cli.serve", "Answer questions, judge lists and explain over HTTP."),
    "tables": ("regelgraph.cli.tables", "Show the decision table of a criterion."),
}


class Lazy(click.Group):
    """A group whose commands are imported when they are used; their one-line helps stand here."""

    def list_commands(self, ctx: click.Context) -> list[str]:  # noqa: ARG002 - click's signature
        """Names of all commands."""
        return list(_COMMANDS)

    def get_command(self, ctx: click.Context, cmd_name: str) -> click.Command | None:  # noqa: ARG002
        """The command, imported now."""
        if cmd_name not in _COMMANDS:
            return None
        command: click.Command = import_module(_COMMANDS[cmd_name][0]).command
        return command

    def format_commands(self, ctx: click.Context, formatter: click.HelpFormatter) -> None:  # noqa: ARG002
        """The list of commands, without importing them."""
        with formatter.section("Commands"):
            formatter.write_dl([(name, help_) for name, (_, help_) in _COMMANDS.items()])


@click.group(cls=Lazy, context_settings={"help_option_names": ["-h", "--help"], "max_content_width": 100})
@click.version_option(__version__, prog_name="regelgraph")
@common
def regelgraph(_common: Common) -> None:
    """Judge lists by the rules of funding programmes, with reasons and the sentences they rest on.

    An aid for people who decide, never a decision.
    """

"""The page of commands: every command with its options, exit codes and what goes where."""

from __future__ import annotations

from collections.abc import Iterator

import click

_HEAD = """# Command line

Made from the commands by `python -m regelgraph.docs`; do not edit. Results go to standard output or to `--output`;
warnings, errors and progress go to standard error. A file named by `--output` is written under another name and put in
place when it is whole: what stood there before stays until then, and a run that fails leaves nothing behind.
What the environment may set stands on the page of [settings](settings.md).

| exit code | what it means |
| --- | --- |
| 0 | it ran, whatever the verdicts |
| 1 | `--fail-on` was met (or worse), `lint` found faults, `format --check` files not in form, `compare` differences |
| 2 | wrong usage, or input that cannot be read: one message says what was found and what is expected |
"""


def commands_page() -> str:
    """The page as Markdown: commands in the order of their names, shared options once."""
    from regelgraph.cli.commands import regelgraph

    lines = [_HEAD, *_group(regelgraph, "regelgraph")]
    return "\n".join(lines).rstrip() + "\n"


def _group(command: click.Command, path: str) -> Iterator[str]:
    context = click.Context(command, info_name=path)
    if isinstance(command, click.Group):
        for name in command.list_commands(context):
            found = command.get_command(context, name)
            if found is not None:
                yield from _group(found, f"{path} {name}")
        return
    arguments = " ".join(p.make_metavar(context) for p in command.params if isinstance(p, click.Argument))
    yield f"\n## `{path}{' ' + arguments if arguments else ''}`\n"
    yield " ".join((command.help or "").split()) + "\n"
    yield "| option | what it does |\n| --- | --- |"
    for parameter in command.params:
        record = parameter.get_help_record(context)
        if record is not None and isinstance(parameter, click.Option):
            name, text = record
            yield f"| `{name.replace('|', chr(92) + '|')}` | {text.replace('|', chr(92) + '|')} |"

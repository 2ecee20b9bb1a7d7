"""The page of settings: every environment variable, its default, and what it is for."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import Final

from regelgraph.settings import GENERAL, SETTINGS, Setting

_HEAD: Final = """# Settings

Made from the code by `python -m regelgraph.docs`; do not edit. Environment variables; an empty one counts as absent,
and one that cannot be understood ends the command with exit code 2 and says what is expected.

## Everywhere
"""
_OF_SERVICE: Final = """
## Of the service

Read by `regelgraph serve` when it starts. Sizes are bytes, or a number of `KiB`, `MiB` or `GiB`; times are seconds, as
`2.5`. What is counted, is counted in each front process (`serve --workers N`), and each has lanes and a cache of its
own. How they go together: [operations](operations.md).
"""


def settings_page() -> str:
    """The page as Markdown."""
    lines = [_HEAD, *_table(GENERAL), _OF_SERVICE, *_table(each for each in SETTINGS if each not in GENERAL)]
    return "\n".join(lines) + "\n"


def _table(settings: Iterable[Setting]) -> Iterator[str]:
    yield "| variable | default | what it is for |\n| --- | --- | --- |"
    for each in settings:
        yield f"| `{each.variable}` | {each.default} | {each.help} |"
